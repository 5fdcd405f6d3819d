// SPDX-License-Identifier: Apache-2.0
package io.weir.topology.internal;

import io.weir.api.flow.BoundKey;
import io.weir.api.flow.FlowVocabularySource;
import io.weir.api.flow.KeyFunction;
import io.weir.api.flow.KeyType;
import io.weir.api.flow.KeyValue;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Key functions that name what is at an interface: each sample costs one look into the index. Thread: immutable. */
@Component
public final class TopologyKeys implements FlowVocabularySource {
    /** The largest ifIndex of the compact format; it stands for the agent itself. Source: sFlow v5 §5, {@code interface}. */
    private static final long INTERNAL = 0x3fff_ffffL;

    private final LearningTopology topology;

    @Activate
    public TopologyKeys(@Reference LearningTopology topology) {
        this.topology = topology;
    }

    @Override
    public Collection<KeyFunction> functions() {
        return List.of(
                function(
                        "link",
                        "The topology's link at an interface of the agent; none at an edge port.",
                        Interface.Texts::link),
                function(
                        "node",
                        "The topology's node that an interface of the agent is a port of.",
                        Interface.Texts::node),
                function("port", "The name that a port of the topology has at its node.", Interface.Texts::port),
                function(
                        "ifname",
                        "The name of an interface, as its agent or the topology tells.",
                        Interface.Texts::name));
    }

    private KeyFunction function(String name, String doc, Function<Interface.Texts, byte[]> text) {
        return new KeyFunction(name, name + ":<interface key>", doc, arguments -> {
            arguments.expect(1, 1);
            return bind(arguments.key(0), text);
        });
    }

    private BoundKey bind(BoundKey key, Function<Interface.Texts, byte[]> text) {
        return (sample, out) -> {
            if (!key.extract(sample, out) || !isInterface(out)) {
                return false;
            }
            Interface found = topology.index().find(sample.dataSource().agent().address(), out.low());
            byte[] name = found == null ? null : text.apply(found.texts());
            return name != null && out.set(name, 0, name.length);
        };
    }

    private static boolean isInterface(KeyValue value) {
        return (value.type() == KeyType.INTERFACE && value.high() == 0 || value.type() == KeyType.INTEGER)
                && value.low() > 0
                && value.low() != INTERNAL;
    }
}
