// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import io.weir.api.InvalidInput;
import io.weir.api.flow.FlowDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a definition's texts mean, for one shard. Thread: confined to its shard.
 *
 * @param filter empty when every sample counts
 * @param value the first value
 * @param values the further ones
 */
record CompiledFlow(KeyList keys, Optional<Condition> filter, Measure value, List<Measure> values, Ports ports) {
    private static final int MOST_KEYS = 32;
    private static final int MOST_VALUES = 16;

    /** Which data sources count, and whether those of an agent are added up. */
    enum Ports {
        ALL,
        AGENT,
        EDGE,
        CORE
    }

    /** Reads a definition; throws {@link InvalidInput} when it is malformed. Names not known are noted in the binding. */
    static CompiledFlow of(FlowDefinition definition, Binding binding) {
        try {
            return read(definition, binding);
        } catch (InvalidInput e) {
            throw e.within("flow definition", definition.name());
        }
    }

    private static CompiledFlow read(FlowDefinition definition, Binding binding) {
        if (definition.keys().size() > MOST_KEYS) {
            throw InvalidInput.of("keys", Integer.toString(definition.keys().size()), "more than " + MOST_KEYS);
        }
        if (definition.values().size() > MOST_VALUES) {
            throw InvalidInput.of("values", Integer.toString(definition.values().size()), "more than " + MOST_VALUES);
        }
        binding.reading("keys");
        KeyList keys = binding.keys(definition.keys());
        binding.reading("filter");
        Optional<Condition> filter =
                definition.filter().isBlank() || definition.filter().equals("null")
                        ? Optional.empty()
                        : Optional.of(binding.filter(definition.filter()));
        binding.reading("values");
        List<Measure> values = new ArrayList<>();
        definition.values().forEach(value -> values.add(Measure.parse(value, binding)));
        binding.reading("value");
        Measure value = Measure.parse(definition.value(), binding);
        return new CompiledFlow(keys, filter, value, values, ports(definition.aggMode()));
    }

    private static Ports ports(String aggMode) {
        return aggMode.isEmpty() ? Ports.ALL : Ports.valueOf(aggMode.toUpperCase(Locale.ROOT));
    }
}
