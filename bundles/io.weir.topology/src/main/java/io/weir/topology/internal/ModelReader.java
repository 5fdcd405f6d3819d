// SPDX-License-Identifier: Apache-2.0
package io.weir.topology.internal;

import io.weir.api.InvalidInput;
import io.weir.api.net.Address;
import io.weir.api.topology.Link;
import io.weir.topology.internal.Model.Said;
import io.weir.topology.internal.Model.Told;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a topology as REST bodies and scripts give it. What is wrong is told with its place: {@code links.L1.port2}.
 *
 * <p>Thread: confined to one reading. What it does not know is kept as it is.
 */
final class ModelReader {
    static final int MOST_NODES = 5_000;
    static final int MOST_LINKS = 20_000;

    private static final String LEARNED = "learned";
    /** In UTF-8: names are values of flow keys. */
    private static final int LONGEST_NAME = 200;

    private static final int MOST_VALUES = 1_000_000;
    private static final int DEEPEST = 32;
    private static final long MOST_IF_INDEX = 0xffff_ffffL;

    private final Map<String, Optional<Said<Address>>> agents = new LinkedHashMap<>();
    private final Map<String, Map<String, Optional<Said<Long>>>> ports = new LinkedHashMap<>();
    private final Map<String, Link> links = new LinkedHashMap<>();
    private int left = MOST_VALUES;

    private ModelReader() {}

    static Model read(Map<String, ?> json) {
        return new ModelReader().model(json);
    }

    private Model model(Map<String, ?> json) {
        if (json.get("links") == null) {
            throw invalid("links", "missing: a topology is {links: {NAME: {node1, port1, node2, port2}, …}}");
        }
        if (json.get("nodes") != null) {
            object("nodes", json.get("nodes"), MOST_NODES).forEach(this::node);
        }
        object("links", json.get("links"), MOST_LINKS).forEach(this::link);
        if (ports.size() > MOST_NODES) {
            throw invalid("links", "name too many nodes: most=" + MOST_NODES);
        }
        Map<String, Told> nodes = new LinkedHashMap<>();
        ports.forEach((name, all) -> nodes.put(name, new Told(agents.getOrDefault(name, Optional.empty()), all)));
        Map<String, Object> given = new LinkedHashMap<>();
        json.forEach((name, value) -> {
            if (!name.equals("version")) {
                given.put(name, copy(value, 0));
            }
        });
        return Model.of(given, nodes, links);
    }

    private void node(String name, Object value) {
        String place = "nodes." + name(name, "nodes");
        Map<String, Object> node = object(place, value, Integer.MAX_VALUE);
        boolean learned = Boolean.TRUE.equals(node.get(LEARNED));
        String agent = text(node.get("agent"));
        try {
            agents.put(
                    name, agent.isEmpty() ? Optional.empty() : Optional.of(new Said<>(Address.parse(agent), learned)));
        } catch (InvalidInput e) {
            throw invalid(place + ".agent", "not an IPv4 or IPv6 address: value=" + agent);
        }
        Map<String, Optional<Said<Long>>> all = ports(name);
        if (node.get("ports") != null) {
            object(place + ".ports", node.get("ports"), MOST_LINKS)
                    .forEach((port, told) ->
                            all.put(name(port, place + ".ports"), port(place + ".ports." + port, told)));
        }
    }

    private Map<String, Optional<Said<Long>>> ports(String node) {
        return ports.computeIfAbsent(node, any -> new LinkedHashMap<>());
    }

    private static Optional<Said<Long>> port(String place, Object value) {
        Map<String, Object> port = object(place, value, Integer.MAX_VALUE);
        String ifIndex = text(port.get("ifindex")).strip();
        if (ifIndex.isEmpty()) {
            return Optional.empty();
        }
        try {
            long number = Long.parseLong(ifIndex);
            if (number > 0 && number <= MOST_IF_INDEX) {
                return Optional.of(new Said<>(number, Boolean.TRUE.equals(port.get(LEARNED))));
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw invalid(place + ".ifindex", "not a positive whole number: value=" + ifIndex);
    }

    private void link(String name, Object value) {
        String place = "links." + name(name, "links");
        Map<String, Object> link = object(place, value, Integer.MAX_VALUE);
        links.put(name, new Link(name, end(place, link, "1"), end(place, link, "2")));
    }

    private Link.Port end(String place, Map<String, Object> link, String which) {
        Link.Port end = new Link.Port(part(place, link, "node" + which), part(place, link, "port" + which));
        ports(end.node()).putIfAbsent(end.name(), Optional.empty());
        return end;
    }

    private static String part(String place, Map<String, Object> link, String which) {
        String part = text(link.get(which));
        if (part.isEmpty()) {
            throw invalid(place + "." + which, "missing: a link names node1, port1, node2 and port2");
        }
        return name(part, place + "." + which);
    }

    private static String name(String name, String place) {
        if (name.isEmpty()
                || name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME
                || name.chars().anyMatch(Character::isISOControl)) {
            throw invalid(place, "a name has 1 to " + LONGEST_NAME + " bytes and no control characters");
        }
        return name;
    }

    private static Map<String, Object> object(String place, Object value, int most) {
        if (!(value instanceof Map<?, ?> map)) {
            throw invalid(place, "not an object");
        }
        if (map.size() > most) {
            throw invalid(place, "too many: most=" + most);
        }
        Map<String, Object> object = new LinkedHashMap<>();
        map.forEach((name, each) -> object.put(String.valueOf(name), each));
        return object;
    }

    /** A scalar as text; empty for what is none. */
    private static String text(Object value) {
        if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15) {
            return Long.toString(number.longValue());
        }
        return value instanceof String || value instanceof Number ? value.toString() : "";
    }

    private Object copy(Object value, int depth) {
        if (--left < 0 || depth > DEEPEST) {
            throw InvalidInput.of("topology", "", "too large or nested too deep");
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            map.forEach((name, each) -> copy.put(String.valueOf(name), copy(each, depth + 1)));
            return copy;
        }
        if (value instanceof Collection<?> several) {
            List<Object> copy = new ArrayList<>(several.size());
            several.forEach(each -> copy.add(copy(each, depth + 1)));
            return copy;
        }
        if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15) {
            return number.longValue();
        }
        return value instanceof String || value instanceof Number || value instanceof Boolean ? value : null;
    }

    private static InvalidInput invalid(String place, String fact) {
        return InvalidInput.of("topology", place, fact);
    }
}
