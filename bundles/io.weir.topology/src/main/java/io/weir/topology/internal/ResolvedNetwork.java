// SPDX-License-Identifier: Apache-2.0
package io.weir.topology.internal;

import io.weir.api.Owner;
import io.weir.api.net.Address;
import io.weir.api.topology.Link;
import io.weir.api.topology.Network;
import io.weir.api.topology.Node;
import io.weir.api.topology.Path;
import io.weir.topology.internal.Model.Told;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A model with what was learned of it. Thread: immutable. */
final class ResolvedNetwork implements Network {
    private final long version;
    private final Owner owner;
    private final Model model;
    private final Resolution resolution;
    private final InterfaceIndex index;
    private final Map<String, List<Link>> linksByNode = new HashMap<>();

    ResolvedNetwork(long version, Owner owner, Model model, Resolution resolution, InterfaceIndex index) {
        this.version = version;
        this.owner = owner;
        this.model = model;
        this.resolution = resolution;
        this.index = index;
        for (Link link : model.links().values()) {
            linksByNode
                    .computeIfAbsent(link.end1().node(), any -> new ArrayList<>())
                    .add(link);
            if (!link.end1().node().equals(link.end2().node())) {
                linksByNode
                        .computeIfAbsent(link.end2().node(), any -> new ArrayList<>())
                        .add(link);
            }
        }
    }

    @Override
    public long version() {
        return version;
    }

    @Override
    public Owner owner() {
        return owner;
    }

    @Override
    public Map<String, Object> properties() {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("version", version);
        model.given().forEach((name, value) -> shown.put(name, copy(value)));
        Map<String, Object> nodes = object(shown, "nodes");
        resolution
                .nodes()
                .forEach((name, node) ->
                        show(object(nodes, name), node, model.nodes().get(name)));
        return shown;
    }

    private static void show(Map<String, Object> shown, Node node, Told told) {
        if (node.agent().isPresent()
                && told.agent().filter(said -> !said.learned()).isEmpty()) {
            shown.put("agent", node.agent().get().toString());
            shown.put("learned", true);
        }
        told.ports().forEach((name, said) -> {
            Long ifIndex = node.ports().get(name);
            if (ifIndex != null && said.filter(given -> !given.learned()).isEmpty()) {
                Map<String, Object> port = object(object(shown, "ports"), name);
                port.put("ifindex", ifIndex.toString());
                port.put("learned", true);
            }
        });
    }

    /** The object of that name within another, made when it is not there. */
    @SuppressWarnings("unchecked") // copy makes no other maps
    private static Map<String, Object> object(Map<String, Object> within, String name) {
        if (!(within.get(name) instanceof Map)) {
            within.put(name, new LinkedHashMap<String, Object>());
        }
        return (Map<String, Object>) within.get(name);
    }

    private static Object copy(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            map.forEach((name, each) -> copy.put(String.valueOf(name), copy(each)));
            return copy;
        }
        if (value instanceof Collection<?> several) {
            List<Object> copy = new ArrayList<>(several.size());
            several.forEach(each -> copy.add(copy(each)));
            return copy;
        }
        return value;
    }

    @Override
    public Map<String, Node> nodes() {
        return resolution.nodes();
    }

    @Override
    public Map<String, Link> links() {
        return model.links();
    }

    @Override
    public List<Link> linksOf(String node) {
        return List.copyOf(linksByNode.getOrDefault(node, List.of()));
    }

    @Override
    public List<String> nodesOf(Address agent) {
        return index.nodes(agent);
    }

    @Override
    public Optional<Link.Port> port(Address agent, long ifIndex) {
        return ifIndex <= 0
                ? Optional.empty()
                : Optional.ofNullable(index.find(agent, ifIndex)).flatMap(Interface::port);
    }

    @Override
    public Optional<Link> link(Address agent, long ifIndex) {
        return ifIndex <= 0
                ? Optional.empty()
                : Optional.ofNullable(index.find(agent, ifIndex)).flatMap(Interface::link);
    }

    @Override
    public OptionalInt diameter() {
        return model.graph().diameter();
    }

    @Override
    public List<Path> shortestPaths(String from, String to) {
        return model.graph().shortestPaths(from, to);
    }
}
