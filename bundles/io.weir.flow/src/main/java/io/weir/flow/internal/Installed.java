// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import io.weir.api.flow.FlowDefinition;
import java.util.List;

/**
 * The definitions that are in force, as shards pick them up. Thread: immutable.
 *
 * @param vocabulary to compile them with
 */
record Installed(Vocabulary vocabulary, List<Active> active) {
    /**
     * A definition in force.
     *
     * @param generation differs each time the definition is put in force: flows of another generation are forgotten
     * @param custom whether it is about flows that programs report, rather than packets
     */
    record Active(FlowDefinition definition, long generation, boolean custom) {}

    Installed {
        active = List.copyOf(active);
    }
}
