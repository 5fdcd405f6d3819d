// SPDX-License-Identifier: Apache-2.0
package io.weir.demo.internal.fabric;

import io.weir.demo.internal.encoder.FlowRecords;
import io.weir.demo.internal.encoder.Structure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * A leaf-spine fabric of two leaves and two spines, routed at every hop; hosts and a border router behind the leaves.
 *
 * <pre>
 *   spine1 198.18.0.11      spine2 198.18.0.12      ports at 10 Gbit/s, one in 1000
 *        |         \       /        |
 *        |           \   /          |
 *        |           /   \          |
 *        |         /       \        |
 *   leaf1 198.18.0.1        leaf2 198.18.0.2        hosts at 1 Gbit/s, one in 500
 *   1…6 hosts, 48 border    1…6 hosts
 * </pre>
 *
 * <p>Every leaf reaches spine1 by port 49 and spine2 by port 50; every spine reaches leaf1 by port 1 and leaf2 by port 2.
 *
 * <p>Thread: confined to its user.
 */
public final class Fabric {
    private static final int BORDER = 48;
    private static final int UPLINK = 49;
    private static final long GIGABIT = 1_000_000_000;
    private static final int LEAF_SAMPLING = 500;
    private static final int SPINE_SAMPLING = 1_000;
    private static final int TTL = 64;

    private static final List<List<String>> NAMES = List.of(
            List.of("web1", "web2", "app1", "app2", "db1", "cache1"),
            List.of("dns1", "web3", "app3", "app4", "db2", "backup1"));

    private final List<Switch> leaves = new ArrayList<>();
    private final List<Switch> spines = new ArrayList<>();
    private final List<Host> hosts = new ArrayList<>();
    private final Host border;

    public Fabric(RandomGenerator random) {
        for (int i = 1; i <= 2; i++) {
            leaves.add(new Switch("leaf" + i, i, LEAF_SAMPLING, false, random));
            spines.add(new Switch("spine" + i, 10 + i, SPINE_SAMPLING, true, random));
        }
        for (int leaf = 0; leaf < 2; leaf++) {
            for (int i = 1; i <= NAMES.get(leaf).size(); i++) {
                hosts.add(host(leaf, i, NAMES.get(leaf).get(i - 1)));
            }
        }
        Switch first = leaves.get(0);
        border =
                new Host("border", "0200c0000201", "192.0.2.1", "2001:db8::1", first, first.port(BORDER, 10 * GIGABIT));
        for (int i = 0; i < 2; i++) {
            leaves.get(i).port(UPLINK, 10 * GIGABIT);
            leaves.get(i).port(UPLINK + 1, 10 * GIGABIT);
            spines.get(i).port(1, 10 * GIGABIT);
            spines.get(i).port(2, 10 * GIGABIT);
        }
    }

    private Host host(int leaf, int number, String name) {
        int rack = leaf + 1;
        return new Host(
                name,
                "02000a01%02x%02x".formatted(rack, 10 + number),
                "10.1." + rack + "." + (10 + number),
                "2001:db8:1:" + rack + "::" + (10 + number),
                leaves.get(leaf),
                leaves.get(leaf).port(number, GIGABIT));
    }

    /** Leaves, then spines. */
    public List<Switch> switches() {
        List<Switch> all = new ArrayList<>(leaves);
        all.addAll(spines);
        return all;
    }

    public List<Host> hosts() {
        return List.copyOf(hosts);
    }

    public Host host(String name) {
        return hosts.stream()
                .filter(host -> host.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The rest of the world. */
    public Host border() {
        return border;
    }

    /** Where the datagrams of all agents go. */
    public void connect(Consumer<byte[]> wire) {
        switches().forEach(at -> at.connect(wire));
    }

    /** A stream between two hosts; an even or odd {@code hash} chooses the spine. */
    public Stream stream(Host from, Host to, int hash, double packetsPerSecond, Payload payload) {
        return new Stream(route(from, to, Math.floorMod(hash, spines.size())), payload, packetsPerSecond);
    }

    /** A stream that the access list of the first port discards. */
    public Stream refused(Host from, double packetsPerSecond, Payload payload) {
        Hop hop = new Hop(
                from.leaf(),
                from.port(),
                Optional.empty(),
                from.mac(),
                from.leaf().mac(),
                TTL,
                List.of());
        return new Stream(List.of(hop), payload, packetsPerSecond);
    }

    private List<Hop> route(Host from, Host to, int spine) {
        Switch first = from.leaf();
        Switch last = to.leaf();
        Structure vlan = FlowRecords.extendedSwitch(vlan(first), 0, vlan(last), 0);
        if (first.equals(last)) {
            Structure router = FlowRecords.extendedRouter(to.ip4(), 24, 32);
            return List.of(hop(first, from.port(), to.port(), from.mac(), TTL, vlan, router));
        }
        Switch middle = spines.get(spine);
        Port up = port(first, UPLINK + spine);
        Port down = port(last, UPLINK + spine);
        return List.of(
                hop(first, from.port(), up, from.mac(), TTL, vlan, router(middle)),
                hop(middle, spinePort(middle, first), spinePort(middle, last), first.mac(), TTL - 1, router(last)),
                hop(last, down, to.port(), middle.mac(), TTL - 2, FlowRecords.extendedRouter(to.ip4(), 24, 32)));
    }

    private static Hop hop(Switch at, Port in, Port out, String sourceMac, int ttl, Structure... records) {
        return new Hop(at, in, Optional.of(out), sourceMac, at.mac(), ttl, List.of(records));
    }

    private static Structure router(Switch next) {
        return FlowRecords.extendedRouter(next.address(), 24, 24);
    }

    private int vlan(Switch leaf) {
        return 100 + leaves.indexOf(leaf) + 1;
    }

    private Port spinePort(Switch spine, Switch leaf) {
        return port(spine, leaves.indexOf(leaf) + 1);
    }

    private static Port port(Switch at, int ifIndex) {
        return at.ports().stream()
                .filter(port -> port.ifIndex() == ifIndex)
                .findFirst()
                .orElseThrow();
    }

    /** Moves to a moment, in seconds since the start, behind the traffic of the time before; due counters are reported. */
    public void advance(double now) {
        switches().forEach(at -> at.advance(now));
    }

    /** Sends whatever the agents hold back. */
    public void flush() {
        switches().forEach(Switch::flush);
    }
}
