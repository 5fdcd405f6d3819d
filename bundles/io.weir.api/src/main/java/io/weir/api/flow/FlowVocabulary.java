// SPDX-License-Identifier: Apache-2.0
package io.weir.api.flow;

import java.util.Collection;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** What flow definitions may be written in, as it is known now: for reference pages and completion. Thread: any. */
@ProviderType
public interface FlowVocabulary {
    /** Every flow key, those of other bundles and of users' programs included. */
    Collection<FlowKey> keys();

    Collection<KeyFunction> functions();

    /** What may stand before a key in {@code value} and {@code values}. */
    List<ValueFunction> values();

    /**
     * What is made of a key over the samples of a flow. Thread: immutable.
     *
     * @param name as written before the colon: {@code avg}
     */
    record ValueFunction(String name, String doc) {}
}
