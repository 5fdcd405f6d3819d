// SPDX-License-Identifier: Apache-2.0
package io.weir.topology.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.InvalidInput;
import io.weir.api.Owner;
import io.weir.api.Registration;
import io.weir.api.flow.ActiveFlow;
import io.weir.api.flow.ActiveFlowQuery.Merge;
import io.weir.api.net.Address;
import io.weir.api.query.MetricFilter;
import io.weir.api.query.MetricQuery;
import io.weir.api.query.MetricResult;
import io.weir.api.topology.HostLocation;
import io.weir.api.topology.HostQuery;
import io.weir.api.topology.Link;
import io.weir.api.topology.Network;
import io.weir.demo.internal.encoder.PacketBuilder;
import io.weir.testkit.MemoryStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LearningTopologyTest {
    private static final String LEAF = "10.0.0.1";
    private static final String SPINE = "10.0.0.9";
    private static final String MAC = "020000000001";
    private static final String OTHER = "020000000002";
    private static final Map<String, Object> LINKS = Fabric.links("leaf/up1 spine/down1", "leaf/up2 spine/down2");

    private final Fabric fabric = new Fabric();

    @AfterEach
    void close() {
        fabric.close();
    }

    private void twoSwitches() {
        fabric.names(LEAF, "leaf", "up1", "up2", "host1", "host2");
        fabric.names(SPINE, "spine", "down1", "down2");
    }

    private static Address address(String text) {
        return Address.parse(text);
    }

    private static PacketBuilder tcp(String mac, String from, String to) {
        return PacketBuilder.ethernet(mac, "02000000ffff")
                .ipv4(from, to)
                .tcp(40_000, 80)
                .payload(1_000);
    }

    @Test
    void linksAloneSufficeAndAreTakenBeforeAnyAgentIsSeen() {
        fabric.set(LINKS);
        long first = fabric.network().version();
        assertThat(fabric.network().nodes().get("leaf").agent()).isEmpty();
        twoSwitches();
        Network network = fabric.network();
        assertThat(network.version()).isGreaterThan(first);
        assertThat(network.nodes().get("leaf").agent()).contains(address(LEAF));
        assertThat(network.link(address(LEAF), 2).map(Link::name)).contains("L2");
        assertThat(network.link(address(LEAF), 3)).isEmpty();
        assertThat(network.port(address(LEAF), 3)).contains(new Link.Port("leaf", "host1"));
        assertThat(network.nodesOf(address(SPINE))).containsExactly("spine");
        assertThat(network.linksOf("spine")).extracting(Link::name).containsExactly("L1", "L2");
    }

    @Test
    void whatIsLearnedTwiceMakesNoNewVersion() {
        fabric.set(LINKS);
        twoSwitches();
        long version = fabric.network().version();
        for (int i = 0; i < 5; i++) {
            twoSwitches();
            fabric.names("10.0.0.77", "elsewhere", "eth0");
        }
        fabric.set(LINKS);
        assertThat(fabric.network().version()).isEqualTo(version);
    }

    @Test
    void agentThatIsForgottenOrHasAnEqualNameChangesNothing() {
        fabric.set(LINKS);
        twoSwitches();
        long version = fabric.network().version();
        fabric.names("10.0.0.0", "leaf", "up1");
        assertThat(fabric.network().version()).isEqualTo(version);
        assertThat(fabric.network().nodes().get("leaf").agent()).contains(address(LEAF));
    }

    @Test
    void interfaceThatIsNumberedAnewIsFoundAgain() {
        fabric.set(LINKS);
        twoSwitches();
        fabric.names(LEAF, "leaf", "host1", "up2", "up1");
        assertThat(fabric.network().link(address(LEAF), 1)).isEmpty();
        assertThat(fabric.network().link(address(LEAF), 3).map(Link::name)).contains("L1");
    }

    @Test
    void propertiesAreAFreshCopyThatCanBeSetAgain() {
        fabric.set(LINKS);
        twoSwitches();
        Map<String, Object> shown = fabric.network().properties();
        assertThat(shown.get("version")).isEqualTo(fabric.network().version());
        assertThat(shown.get("nodes").toString())
                .contains("leaf={agent=10.0.0.1, learned=true, ports={up1={ifindex=1, learned=true}");
        shown.put("width", 7);
        assertThat(fabric.network().properties()).doesNotContainKey("width");
        try (Fabric later = new Fabric()) {
            later.set(shown);
            assertThat(later.network().link(address(LEAF), 1).map(Link::name)).contains("L1");
            later.names("10.0.0.2", "leaf", "host1", "up1");
            later.names(LEAF, "moved");
            assertThat(later.network().nodes().get("leaf").agent()).contains(address("10.0.0.2"));
            assertThat(later.network().link(address("10.0.0.2"), 2).map(Link::name))
                    .contains("L1");
        }
    }

    @Test
    void severalNodesMayHaveOneAgent() {
        Map<String, Object> json = Fabric.links("s1/s1-eth2 s2/s2-eth2");
        json.put(
                "nodes",
                Map.of(
                        "s1",
                        Map.of(
                                "agent",
                                LEAF,
                                "ports",
                                Map.of("s1-eth1", Map.of("ifindex", "5"), "s1-eth2", Map.of("ifindex", "6"))),
                        "s2",
                        Map.of(
                                "agent",
                                LEAF,
                                "ports",
                                Map.of("s2-eth1", Map.of("ifindex", 7), "s2-eth2", Map.of("ifindex", 8)))));
        fabric.set(json);
        Network network = fabric.network();
        assertThat(network.nodesOf(address(LEAF))).containsExactlyInAnyOrder("s1", "s2");
        assertThat(network.port(address(LEAF), 7)).contains(new Link.Port("s2", "s2-eth1"));
        assertThat(network.link(address(LEAF), 6)
                        .map(link -> link.from(new Link.Port("s1", "s1-eth2")))
                        .orElseThrow())
                .containsEntry("remotenode", "s2")
                .containsEntry("localnode", "s1");
        assertThat(network.port(address(LEAF), 99)).isEmpty();
        fabric.define("all", Map.of("value", "frames"));
        for (long port = 5; port <= 9; port++) {
            fabric.packet(LEAF, port, 0, tcp(MAC, "192.0.2.1", "192.0.2.2"));
        }
        assertThat(fabric.active("EDGE", "all", Merge.SUM))
                .extracting(ActiveFlow::flowN)
                .containsExactly(2);
        assertThat(fabric.active("CORE", "all", Merge.SUM))
                .extracting(ActiveFlow::flowN)
                .containsExactly(2);
        assertThat(fabric.active("TOPOLOGY", "all", Merge.SUM))
                .extracting(ActiveFlow::flowN)
                .containsExactly(5);
    }

    @Test
    void edgeAndCoreAddUpToTheWhole() {
        fabric.set(LINKS);
        twoSwitches();
        fabric.define("all", Map.of("value", "frames", "t", 100));
        fabric.define("edge", Map.of("value", "frames", "t", 100, "aggMode", "edge"));
        fabric.define("core", Map.of("value", "frames", "t", 100, "aggMode", "core"));
        PacketBuilder packet = tcp(MAC, "192.0.2.1", "192.0.2.2");
        fabric.packet(LEAF, 3, 1, packet);
        fabric.packet(SPINE, 1, 2, packet);
        fabric.packet(LEAF, 2, 4, packet);
        fabric.packet("10.0.0.77", 1, 2, packet);
        assertThat(values("ALL", "all", Merge.SUM)).containsExactly(4.0);
        assertThat(values("ALL", "all", Merge.EDGE)).containsExactly(1.0);
        assertThat(values("ALL", "all", Merge.CORE)).containsExactly(2.0);
        assertThat(values("TOPOLOGY", "all", Merge.SUM)).containsExactly(3.0);
        assertThat(values("EDGE", "all", Merge.SUM)).containsExactly(1.0);
        assertThat(values("CORE;10.0.0.77", "all", Merge.SUM)).containsExactly(3.0);
        assertThat(values("ALL", "edge", Merge.SUM)).containsExactly(1.0);
        assertThat(values("ALL", "core", Merge.SUM)).containsExactly(2.0);
    }

    private List<Double> values(String agents, String flow, Merge merge) {
        return fabric.active(agents, flow, merge).stream()
                .map(ActiveFlow::value)
                .toList();
    }

    @Test
    void withoutATopologyTheSetsAreEmpty() {
        twoSwitches();
        fabric.define("all", Map.of("value", "frames"));
        fabric.packet(LEAF, 3, 1, tcp(MAC, "192.0.2.1", "192.0.2.2"));
        for (String set : List.of("TOPOLOGY", "EDGE", "CORE")) {
            assertThat(values(set, "all", Merge.SUM)).isEmpty();
            assertThat(metric(set, "ifspeed")).doesNotContainKey("metricValue");
        }
        assertThat(values("ALL", "all", Merge.EDGE)).isEmpty();
        assertThat(fabric.topology.network()).isEmpty();
        assertThat(fabric.hosts(HostQuery.ALL)).isEmpty();
    }

    private Map<String, Object> metric(String agents, String metric) {
        MetricQuery query = new MetricQuery(List.of(agents), List.of(metric), MetricFilter.NONE);
        return Fabric.get(fabric.queries.metrics(query)).get(0).properties();
    }

    @Test
    void metricsAreOfTheSetsToo() {
        fabric.set(LINKS);
        twoSwitches();
        fabric.names("10.0.0.77", "elsewhere", "eth0");
        assertThat(metric("EDGE", "sum:ifspeed")).containsEntry("metricN", 2);
        assertThat(metric("CORE", "sum:ifspeed")).containsEntry("metricN", 4);
        assertThat(metric("TOPOLOGY", "sum:ifspeed")).containsEntry("metricN", 6);
        assertThat(metric("EDGE", "host_name")).doesNotContainKey("metricValue");
        assertThat(metric("TOPOLOGY", "any:host_name")).containsKey("metricValue");
    }

    @Test
    void interfaceWithoutANameIsNoEdgeWhileALinkIsNotFound() {
        fabric.set(LINKS);
        fabric.names(LEAF, "leaf", "up1");
        fabric.define("all", Map.of("value", "frames"));
        PacketBuilder packet = tcp(MAC, "192.0.2.1", "192.0.2.2");
        fabric.packet(LEAF, 2, 1, packet);
        assertThat(values("ALL", "all", Merge.EDGE)).isEmpty();
        fabric.names(LEAF, "", "up1", "up2");
        fabric.packet(LEAF, 3, 1, packet);
        assertThat(fabric.active("ALL", "all", Merge.EDGE))
                .extracting(ActiveFlow::flowN)
                .containsExactly(1);
    }

    @Test
    void keysNameWhatIsAtAnInterface() {
        fabric.set(LINKS);
        twoSwitches();
        fabric.names("10.0.0.77", "elsewhere", "eth0");
        fabric.define(
                "way",
                Map.of(
                        "keys",
                        "null:[link:inputifindex]:edge,null:[link:outputifindex]:edge,node:inputifindex,port:inputifindex,"
                                + "ifname:outputifindex",
                        "value",
                        "frames"));
        fabric.define("names", Map.of("keys", "ifname:inputifindex,null:[node:inputifindex]", "value", "frames"));
        PacketBuilder packet = tcp(MAC, "192.0.2.1", "192.0.2.2");
        fabric.packet(LEAF, 3, 1, packet);
        fabric.packet("10.0.0.77", 1, 2, packet);
        assertThat(fabric.active("ALL", "way", Merge.MAX))
                .extracting(ActiveFlow::key)
                .containsExactly("edge,L1,leaf,host1,up1");
        assertThat(fabric.active("ALL", "names", Merge.MAX))
                .extracting(ActiveFlow::key)
                .containsExactlyInAnyOrder("host1,leaf", "eth0,null");
        assertThatThrownBy(() -> fabric.define("bad", Map.of("keys", "link:inputifindex:x", "value", "frames")))
                .isInstanceOf(InvalidInput.class);
    }

    @Test
    void linkMetricHasBothEndsAndAnAgentWhereTheValueIs() {
        fabric.set(LINKS);
        fabric.names(LEAF, "leaf", "up1", "up2");
        List<Map<String, Object>> ends =
                Fabric.get(fabric.topology.linkMetric("L1", List.of("ifadminstatus", "ifspeed"))).orElseThrow().stream()
                        .map(MetricResult::properties)
                        .toList();
        assertThat(ends).hasSize(4);
        assertThat(ends.get(0))
                .containsEntry("agent", LEAF)
                .containsEntry("dataSource", "1")
                .containsEntry("metricName", "ifadminstatus")
                .containsEntry("metricValue", "up");
        assertThat(ends.get(2)).containsExactly(Map.entry("metricName", "ifadminstatus"));
        assertThat(Fabric.get(fabric.topology.linkMetric("L9", List.of("ifspeed"))))
                .isEmpty();
    }

    @Test
    void hostsAreAtTheEdgePortsTheirPacketsComeInBy() {
        fabric.set(LINKS);
        twoSwitches();
        fabric.packet(LEAF, 3, 1, tcp(MAC, "192.0.2.1", "192.0.2.2"));
        fabric.sample(LEAF, 1, 3, 1, tcp(MAC, "192.0.2.1", "192.0.2.2"));
        fabric.packet(SPINE, 1, 2, tcp(MAC, "192.0.2.1", "192.0.2.2"));
        fabric.packet(SPINE, 1, 2, tcp("0200000000ee", "192.0.2.8", "192.0.2.2"));
        fabric.packet(
                LEAF,
                4,
                2,
                PacketBuilder.ethernet(OTHER, "02000000ffff")
                        .vlan(42)
                        .ipv6("2001:db8::2", "2001:db8::1")
                        .tcp(1, 2)
                        .payload(10));
        assertThat(fabric.hosts(HostQuery.mac("02:00:00:00:00:01")))
                .singleElement()
                .satisfies(host -> {
                    assertThat(host.node()).isEqualTo("leaf");
                    assertThat(host.port()).isEqualTo("host1");
                    assertThat(host.agent()).isEqualTo(LEAF);
                    assertThat(host.ifindex()).isEqualTo("3");
                    assertThat(host.mac()).isEqualTo(MAC);
                    assertThat(host.ipaddress()).isEqualTo("192.0.2.1");
                    assertThat(host.properties()).doesNotContainKeys("ip6address", "vlan", "ouiname");
                });
        assertThat(fabric.hosts(HostQuery.parse("2001:db8::2"))).singleElement().satisfies(host -> {
            assertThat(host.port()).isEqualTo("host2");
            assertThat(host.vlan()).isEqualTo("42");
            assertThat(host.ip6address()).isEqualTo("2001:db8::2");
        });
        assertThat(fabric.hosts(HostQuery.at(address(LEAF), 3))).hasSize(1);
        assertThat(fabric.hosts(HostQuery.parse("192.0.2.2"))).isEmpty();
        assertThat(Fabric.get(fabric.topology.unlocated())).containsExactly("0200000000EE");
    }

    @Test
    void packetsOfUnknownVlanMakeNoSecondPlaceOfAHost() {
        fabric.set(LINKS);
        twoSwitches();
        PacketBuilder untold = tcp(MAC, "192.0.2.1", "192.0.2.2");
        PacketBuilder tagged = PacketBuilder.ethernet(MAC, OTHER)
                .vlan(42)
                .ipv4("192.0.2.1", "192.0.2.2")
                .tcp(1, 2);
        fabric.packet(LEAF, 3, 1, untold);
        fabric.packet(LEAF, 3, 1, tagged);
        fabric.packet(LEAF, 3, 1, untold);
        assertThat(fabric.hosts(HostQuery.mac(MAC)))
                .singleElement()
                .satisfies(host -> assertThat(host.vlan()).isEqualTo("42"));
        fabric.packet(LEAF, 4, 1, untold);
        assertThat(fabric.hosts(HostQuery.mac(MAC)))
                .extracting(HostLocation::port)
                .containsExactlyInAnyOrder("host1", "host2");
    }

    @Test
    void whatAHostTellsIsItsAddressAndARoutersManyAreNot() {
        fabric.set(LINKS);
        twoSwitches();
        for (int i = 1; i <= 6; i++) {
            fabric.packet(LEAF, 3, 1, tcp(MAC, "198.51.100." + i, "192.0.2.2"));
        }
        HostLocation router = fabric.hosts(HostQuery.mac(MAC)).get(0);
        assertThat(router.ipaddress()).isEmpty();
        assertThat(fabric.hosts(HostQuery.parse("198.51.100.6")))
                .singleElement()
                .satisfies(host -> assertThat(host.ipaddress()).isEqualTo("198.51.100.6"));
        fabric.packet(
                LEAF, 3, 1, PacketBuilder.ethernet(MAC, "ffffffffffff").arp(1, MAC, "192.0.2.254", OTHER, "192.0.2.1"));
        assertThat(fabric.hosts(HostQuery.mac(MAC)).get(0).ipaddress()).isEqualTo("192.0.2.254");
    }

    @Test
    void hostsThatAreNotSeenAnyMoreAreForgotten() {
        fabric.set(LINKS);
        twoSwitches();
        fabric.packet(LEAF, 3, 1, tcp(MAC, "192.0.2.1", "192.0.2.2"));
        fabric.seconds(500);
        assertThat(fabric.hosts(HostQuery.ALL)).hasSize(1);
        fabric.seconds(200);
        assertThat(fabric.hosts(HostQuery.ALL)).isEmpty();
    }

    @Test
    void hostsAreBoundedAndWhatFindsNoRoomIsCounted() {
        try (Fabric small = new Fabric(new MemoryStore(), new AtomicLong(), "topology.hosts.max", "10")) {
            small.set(LINKS);
            small.names(LEAF, "leaf", "up1", "up2", "host1");
            for (int i = 0; i < 30; i++) {
                small.packet(LEAF, 3, 1, tcp(String.format("0200000000%02x", i), "192.0.2.1", "192.0.2.2"));
            }
            small.seconds(6);
            assertThat(small.hosts(HostQuery.ALL)).hasSize(10);
            assertThat(small.topology.counters()).containsEntry("topologyHostsRefused", 20L);
        }
    }

    @Test
    void peoplesTopologyIsKeptAndAScriptsGoesWithIt() {
        MemoryStore store = new MemoryStore();
        AtomicLong ids = new AtomicLong();
        Owner script = Owner.app("a", "s.js");
        long version;
        try (Fabric before = new Fabric(store, ids)) {
            before.set(LINKS);
            Registration set = before.topology.set(script, Fabric.links("x/1 y/1"));
            assertThat(before.network().links().get("L1").end1().node()).isEqualTo("x");
            assertThat(before.network().owner()).isEqualTo(script);
            Registration again = before.topology.set(script, Fabric.links("v/1 w/1"));
            set.close();
            assertThat(before.network().links().get("L1").end1().node()).isEqualTo("v");
            again.close();
            assertThat(before.network().owner()).isEqualTo(Owner.REST);
            assertThat(before.topology.clear(script)).isFalse();
            version = before.network().version();
        }
        try (Fabric after = new Fabric(store, ids)) {
            assertThat(after.network().links().get("L2").end2()).isEqualTo(new Link.Port("spine", "down2"));
            assertThat(after.network().version()).isGreaterThan(version);
            assertThat(after.topology.clear(Owner.SHELL)).isTrue();
            assertThat(after.topology.network()).isEmpty();
        }
        try (Fabric empty = new Fabric(store, ids)) {
            assertThat(empty.topology.network()).isEmpty();
        }
    }
}
