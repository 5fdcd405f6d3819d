// SPDX-License-Identifier: Apache-2.0
package io.weir.topology.internal;

import io.weir.api.net.Address;
import io.weir.api.topology.Node;
import io.weir.topology.internal.Model.Said;
import io.weir.topology.internal.Model.Told;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which agent and which interfaces a model's nodes and ports are, as told or else learned.
 *
 * <p>What was found stays while nothing contradicts it: an agent that falls silent, or is known by an equal name too, changes
 * nothing. Thread: immutable.
 */
record Resolution(Map<String, Node> nodes) {
    static final Resolution NONE = new Resolution(Map.of());

    static Resolution of(Model model, LearnedNames names, Resolution before) {
        Map<String, Address> agentsByHost = names.agentsByHost();
        Map<Address, Map<String, Long>> interfaces = new HashMap<>();
        Map<String, Node> nodes = new LinkedHashMap<>();
        model.nodes().forEach((name, told) -> {
            Optional<Node> was = Optional.ofNullable(before.nodes().get(name));
            Optional<Address> agent = agent(name, told, names, agentsByHost, was);
            // looked up once a node: both may be large, and there are as many ports
            Map<Long, String> known = agent.map(names::interfaces).orElse(Map.of());
            Map<String, Long> byName = agent.map(a -> interfaces.computeIfAbsent(a, any -> byName(known)))
                    .orElse(Map.of());
            Map<String, Long> ports = new LinkedHashMap<>();
            told.ports().forEach((port, ifIndex) -> {
                Optional<Long> kept = agent.isPresent() && was.map(Node::agent).equals(Optional.of(agent))
                        ? was.map(node -> node.ports().get(port))
                        : Optional.empty();
                ifIndex(port, ifIndex, known, byName, kept).ifPresent(found -> ports.put(port, found));
            });
            nodes.put(name, new Node(name, agent, ports));
        });
        return new Resolution(Collections.unmodifiableMap(nodes));
    }

    private static Optional<Address> agent(
            String name, Told told, LearnedNames names, Map<String, Address> byHost, Optional<Node> before) {
        if (told.agent().filter(said -> !said.learned()).isPresent()) {
            return told.agent().map(Said::value);
        }
        Optional<Address> kept =
                before.flatMap(Node::agent).or(() -> told.agent().map(Said::value));
        Optional<String> called = kept.flatMap(names::host);
        if (called.filter(name::equals).isPresent()) {
            return kept;
        }
        Optional<Address> found = Optional.ofNullable(byHost.get(name));
        return found.isPresent() || called.isPresent() ? found : kept;
    }

    private static Optional<Long> ifIndex(
            String port,
            Optional<Said<Long>> told,
            Map<Long, String> names,
            Map<String, Long> byName,
            Optional<Long> before) {
        if (told.filter(said -> !said.learned()).isPresent()) {
            return told.map(Said::value);
        }
        Optional<Long> kept = before.or(() -> told.map(Said::value));
        Optional<String> called = kept.map(names::get);
        if (called.filter(port::equals).isPresent()) {
            return kept;
        }
        Optional<Long> found = Optional.ofNullable(byName.get(port));
        return found.isPresent() || called.isPresent() ? found : kept;
    }

    private static Map<String, Long> byName(Map<Long, String> names) {
        Map<String, Long> found = new HashMap<>();
        names.forEach((ifIndex, name) -> found.merge(name, ifIndex, Math::min));
        return found;
    }
}
