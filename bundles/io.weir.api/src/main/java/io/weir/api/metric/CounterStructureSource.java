// SPDX-License-Identifier: Apache-2.0
package io.weir.api.metric;

import java.util.Collection;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** Contributes counter structures and metrics derived of them. A whiteboard service. */
@ConsumerType
public interface CounterStructureSource {
    Collection<CounterStructure> structures();

    default Collection<DerivedMetric> derived() {
        return List.of();
    }
}
