// SPDX-License-Identifier: Apache-2.0
package io.weir.api.flow;

import java.util.Collection;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** Contributes flow keys and key functions. A whiteboard service; definitions that lack its rows wait for it. */
@ConsumerType
public interface FlowVocabularySource {
    default Collection<FlowKey> keys() {
        return List.of();
    }

    default Collection<KeyFunction> functions() {
        return List.of();
    }
}
