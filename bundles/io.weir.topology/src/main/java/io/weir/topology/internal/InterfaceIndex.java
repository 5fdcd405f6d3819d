// SPDX-License-Identifier: Apache-2.0
package io.weir.topology.internal;

import io.weir.api.net.Address;
import io.weir.api.topology.Link;
import io.weir.api.topology.Node;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Every interface that has a name or a place in the topology, by agent and ifIndex.
 *
 * <p>Thread: immutable. Looking up allocates nothing.
 *
 * <p>Design: open addressing with linear probing at half load; the three words of the key and the value at one index. An agent
 * of the topology is the entry of ifIndex 0, which no interface has: it stands for those interfaces of it that nobody named.
 */
final class InterfaceIndex {
    /** What an interface is to the topology. */
    enum Role {
        /** None, or not known yet. */
        NONE,
        EDGE,
        CORE
    }

    private static final long AGENT = 0;
    /** Secrets, so that nobody can send what collides: each part is multiplied by one before the next is added. */
    private static final long SEED = new SecureRandom().nextLong();

    private static final long FACTOR = new SecureRandom().nextLong() | 1;

    private static final Pattern SUB_INTERFACE = Pattern.compile("(.+)[.:][0-9]+");

    static final InterfaceIndex EMPTY = new InterfaceIndex(Map.of(), Map.of(), new LearnedNames());

    private final Map<Address, List<String>> nodes;
    /** Agents whose links' ports are not all known by ifIndex: of their interfaces without a name nobody knows the role. */
    private final Set<Address> incomplete;

    private final long[] highs;
    private final long[] lows;
    private final long[] ifIndexes;
    private final Interface[] found;
    private final Role[] roles;
    private final int mask;

    InterfaceIndex(Map<String, Node> resolved, Map<String, Link> links, LearnedNames names) {
        nodes = nodesByAgent(resolved);
        incomplete = incomplete(resolved, links);
        Map<Address, Map<Long, Interface>> all = new HashMap<>();
        names.agents().forEach(agent -> named(agent, names, all));
        links.values().forEach(link -> {
            end(link, link.end1(), resolved, all);
            end(link, link.end2(), resolved, all);
        });
        resolved.values()
                .forEach(node -> node.agent()
                        .ifPresent(agent -> node.ports()
                                .forEach((port, ifIndex) ->
                                        put(all, agent, ifIndex, new Link.Port(node.name(), port), Optional.empty()))));
        all.values().forEach(InterfaceIndex::inherit);
        nodes.forEach((agent, here) -> all.computeIfAbsent(agent, any -> new HashMap<>())
                .put(AGENT, Interface.of(single(here), "", Optional.empty())));
        int count = all.values().stream().mapToInt(Map::size).sum();
        int size = Integer.highestOneBit(Math.max(8, count) * 2 - 1) * 2;
        mask = size - 1;
        highs = new long[size];
        lows = new long[size];
        ifIndexes = new long[size];
        found = new Interface[size];
        roles = new Role[size];
        all.forEach((agent, interfaces) -> interfaces.forEach((ifIndex, each) -> insert(agent, ifIndex, each)));
    }

    private static Map<Address, List<String>> nodesByAgent(Map<String, Node> resolved) {
        Map<Address, List<String>> found = new LinkedHashMap<>();
        resolved.values()
                .forEach(node -> node.agent()
                        .ifPresent(agent -> found.computeIfAbsent(agent, any -> new ArrayList<>())
                                .add(node.name())));
        return found;
    }

    private static Set<Address> incomplete(Map<String, Node> resolved, Map<String, Link> links) {
        Set<Address> found = new HashSet<>();
        for (Link link : links.values()) {
            for (Link.Port end : List.of(link.end1(), link.end2())) {
                Node node = resolved.get(end.node());
                if (node != null && !node.ports().containsKey(end.name())) {
                    node.agent().ifPresent(found::add);
                }
            }
        }
        return found;
    }

    private void named(Address agent, LearnedNames names, Map<Address, Map<Long, Interface>> all) {
        Optional<String> node = single(nodes.getOrDefault(agent, List.of()));
        Map<Long, Interface> here = all.computeIfAbsent(agent, any -> new HashMap<>());
        names.interfaces(agent)
                .forEach((ifIndex, name) -> here.put(ifIndex, Interface.of(node, name, Optional.empty())));
    }

    private static Optional<String> single(List<String> names) {
        return names.size() == 1 ? Optional.of(names.get(0)) : Optional.empty();
    }

    private static void end(
            Link link, Link.Port end, Map<String, Node> resolved, Map<Address, Map<Long, Interface>> all) {
        Node node = resolved.get(end.node());
        Long ifIndex = node == null ? null : node.ports().get(end.name());
        if (ifIndex != null && node.agent().isPresent()) {
            put(all, node.agent().get(), ifIndex, end, Optional.of(link));
        }
    }

    /** The first link at an interface stays. */
    private static void put(
            Map<Address, Map<Long, Interface>> all, Address agent, long ifIndex, Link.Port port, Optional<Link> link) {
        all.computeIfAbsent(agent, any -> new HashMap<>())
                .merge(
                        ifIndex,
                        Interface.of(Optional.of(port.node()), port.name(), link),
                        (before, now) -> before.link().isPresent() ? before : now);
    }

    /** A sub-interface, {@code Ethernet3.100}, that is at no link itself is at its parent's, which the name tells. */
    private static void inherit(Map<Long, Interface> interfaces) {
        Map<String, Interface> linked = new HashMap<>();
        interfaces.values().stream()
                .filter(each -> each.link().isPresent())
                .forEach(each -> linked.put(each.name(), each));
        interfaces.replaceAll((ifIndex, each) -> {
            Matcher matcher = SUB_INTERFACE.matcher(each.name());
            Interface parent = each.link().isEmpty() && matcher.matches() ? linked.get(matcher.group(1)) : null;
            return parent == null ? each : Interface.of(parent.node(), each.name(), parent.link());
        });
    }

    private void insert(Address agent, long ifIndex, Interface each) {
        int at = place(agent.high(), agent.low(), ifIndex);
        highs[at] = agent.high();
        lows[at] = agent.low();
        ifIndexes[at] = ifIndex;
        found[at] = each;
        roles[at] = role(agent, ifIndex, each);
    }

    private Role role(Address agent, long ifIndex, Interface each) {
        if (each.link().isPresent()) {
            return Role.CORE;
        }
        boolean edge = each.node().isPresent() && (ifIndex != AGENT || !incomplete.contains(agent));
        return edge ? Role.EDGE : Role.NONE;
    }

    private static long fold(long number) {
        return Math.multiplyHigh(number, FACTOR) ^ number * FACTOR;
    }

    /** Where an entry is, or the free place where it belongs. */
    private int place(long high, long low, long ifIndex) {
        long hash = fold(fold(fold(high ^ SEED) ^ low) ^ ifIndex);
        int at = (int) (hash ^ hash >>> 32) & mask;
        while (found[at] != null && (ifIndexes[at] != ifIndex || lows[at] != low || highs[at] != high)) {
            at = at + 1 & mask;
        }
        return at;
    }

    /** What is known of an interface, or null. */
    Interface find(Address agent, long ifIndex) {
        int at = place(agent.high(), agent.low(), ifIndex);
        return found[at] != null ? found[at] : found[place(agent.high(), agent.low(), AGENT)];
    }

    Role role(Address agent, long ifIndex) {
        if (nodes.isEmpty() || ifIndex <= 0) {
            return Role.NONE;
        }
        int at = place(agent.high(), agent.low(), ifIndex);
        if (found[at] == null) {
            at = place(agent.high(), agent.low(), AGENT);
        }
        return found[at] == null ? Role.NONE : roles[at];
    }

    /** The nodes an agent reports of. */
    List<String> nodes(Address agent) {
        return Collections.unmodifiableList(nodes.getOrDefault(agent, List.of()));
    }

    /** Whether any agent is in the topology. */
    boolean hasTopology() {
        return !nodes.isEmpty();
    }
}
