// SPDX-License-Identifier: Apache-2.0
package io.weir.metric.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.weir.api.Owner;
import io.weir.api.flow.ActiveFlow;
import io.weir.api.flow.ActiveFlowQuery;
import io.weir.api.flow.FlowDefinition;
import io.weir.api.flow.FlowTables;
import io.weir.api.net.Address;
import io.weir.api.shard.AgentBook;
import io.weir.api.shard.Books;
import io.weir.api.shard.DataSourceBook;
import io.weir.api.shard.Observation;
import io.weir.api.shard.ShardPart;
import io.weir.demo.internal.encoder.CounterRecords;
import io.weir.demo.internal.encoder.CounterSampleBuilder;
import io.weir.demo.internal.encoder.CustomSampleBuilder;
import io.weir.demo.internal.encoder.DatagramBuilder;
import io.weir.demo.internal.encoder.DiscardSampleBuilder;
import io.weir.demo.internal.encoder.FlowRecords;
import io.weir.demo.internal.encoder.FlowSampleBuilder;
import io.weir.demo.internal.encoder.InterfaceCounters;
import io.weir.demo.internal.encoder.PacketBuilder;
import io.weir.demo.internal.encoder.Structure;
import io.weir.demo.internal.encoder.XdrWriter;
import io.weir.flow.internal.FlowEngine;
import io.weir.flow.internal.RingFlowLog;
import io.weir.packet.PacketView;
import io.weir.testkit.GivenSettings;
import io.weir.testkit.MemoryStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What real agents send that the specification does not foresee, a test each, and what becomes of it in books, flows and
 * metrics. Quirks 28 and 29 are of the socket: see {@code CollectorTest}.
 */
class QuirksTest {
    private static final String MAC = "020000000001";
    private static final String OTHER_MAC = "020000000002";
    private static final long GIGABIT = 1_000_000_000L;
    private static final long ARISTA_SUB_INTERFACE = 1_300_000_042L;

    private final Scene scene = new Scene();
    private final FlowEngine flows =
            new FlowEngine(new RingFlowLog(name -> () -> 1, scene.clock), new MemoryStore(), GivenSettings.of());
    private final List<Seen> seen = new ArrayList<>();
    private long sequence;

    /** What a part was shown of a packet. */
    private record Seen(
            String source,
            long rate,
            long length,
            String stack,
            PacketView.Stop stop,
            int reason,
            String in,
            String out,
            long stripped) {}

    @BeforeEach
    void listen() {
        scene.shards.add(flows);
        scene.shards.add(shard -> new ShardPart() {
            @Override
            public void onFlowSample(Observation s) {
                seen.add(new Seen(
                        s.dataSource().name(),
                        s.samplingRate(),
                        s.frameLength(),
                        s.packet().toString(),
                        s.packet().stop(),
                        s.reason(),
                        s.inputFormat() + ":" + s.input(),
                        s.outputFormat() + ":" + s.output(),
                        s.stripped()));
            }

            @Override
            public void onDiscard(Observation s) {
                onFlowSample(s);
            }
        });
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private DatagramBuilder datagram() {
        return DatagramBuilder.agent(Scene.AGENT).sequence(++sequence).uptime(60_000 + sequence);
    }

    private void receive(DatagramBuilder datagram) {
        scene.shards.receive(datagram.bytes());
    }

    private static PacketBuilder web() {
        return PacketBuilder.ethernet(MAC, OTHER_MAC)
                .ipv4("192.0.2.1", "192.0.2.2")
                .tcp(40_000, 443)
                .payload(1000);
    }

    private static Structure header(int protocol, byte[] bytes) {
        return FlowRecords.header(protocol, 1500, 0, bytes);
    }

    private void define(String name, String keys) {
        flows.define(
                Owner.REST, FlowDefinition.parse(name, Map.of("keys", keys, "value", "frames", "activeTimeout", 60)));
    }

    private List<ActiveFlow> active(String flow, ActiveFlowQuery.Merge merge) {
        ActiveFlowQuery query = new ActiveFlowQuery(List.of("ALL"), flow, 100, 0, merge, "");
        return scene.shards
                .ask(0, shard -> shard.view(FlowTables.class).orElseThrow().activeFlows(query, source -> true))
                .join();
    }

    private List<String> keys(String flow) {
        return active(flow, ActiveFlowQuery.Merge.MAX).stream()
                .map(ActiveFlow::key)
                .sorted()
                .toList();
    }

    private long count(String name) {
        return scene.shards.counters().getOrDefault(name, 0).longValue();
    }

    private <T> T books(Function<Books, T> question) {
        return scene.shards
                .ask(0, shard -> question.apply(shard.view(Books.class).orElseThrow()))
                .join();
    }

    private AgentBook book(String agent) {
        return books(books -> books.agent(Address.parse(agent)).orElseThrow());
    }

    private DataSourceBook source(String name) {
        return books(books -> books.dataSource(Address.parse(Scene.AGENT), name).orElseThrow());
    }

    private static InterfaceCounters port(long speed, long octets) {
        return InterfaceCounters.of(3)
                .type(6)
                .speed(speed)
                .status(true, true)
                .in(octets, 0)
                .out(0, 0);
    }

    @Test
    void q1ExpandedSamplesHaveIndexesOver24Bits() {
        define("f", "inputifindex,outputifindex");
        receive(datagram()
                .add(FlowSampleBuilder.of(0, 436_207_616L)
                        .expanded()
                        .input(436_207_616L)
                        .output(4_000_000_000L)
                        .packet(web()))
                .add(CounterSampleBuilder.of(0, 436_207_616L)
                        .expanded()
                        .add(port(GIGABIT, 5).build())));
        assertThat(keys("f")).containsExactly("436207616,4000000000");
        assertThat(scene.values("436207616")).containsEntry("ifspeed", 1e9);
    }

    @Test
    void q2DiscardShowsItsReasonAndKeepsItsNeighbours() {
        define("drops", "reason,ipsource");
        receive(datagram()
                .add(FlowSampleBuilder.of(3).packet(web()))
                .add(DiscardSampleBuilder.of(3).reason(258).packet(web()))
                .add(FlowSampleBuilder.of(4).packet(web())));
        assertThat(seen).extracting(Seen::reason).containsExactly(0, 258, 0);
        assertThat(count("sFlowFlowSamples")).isEqualTo(2);
        assertThat(count("sFlowNotificationSamples")).isEqualTo(1);
    }

    @Test
    void q3HeaderStartsWhereItsProtocolSays() {
        byte[] ip = PacketBuilder.bare()
                .ipv4("192.0.2.1", "192.0.2.2")
                .tcp(1, 2)
                .payload(8)
                .bytes();
        byte[] ip6 = PacketBuilder.bare()
                .ipv6("2001:db8::1", "2001:db8::2")
                .udp(1, 2)
                .payload(8)
                .bytes();
        byte[] mpls = new byte[4 + ip.length];
        mpls[1] = 1; // label 16, bottom of the stack
        mpls[2] = 1;
        System.arraycopy(ip, 0, mpls, 4, ip.length);
        receive(datagram()
                .add(FlowSampleBuilder.of(3).add(header(11, ip)))
                .add(FlowSampleBuilder.of(3).add(header(12, ip6)))
                .add(FlowSampleBuilder.of(3).add(header(13, mpls))));
        assertThat(seen).extracting(Seen::stack).containsExactly("ip.tcp", "ip6.udp", "mpls.ip.tcp");
    }

    @Test
    void q4LengthThatIsOffByFourCostsNoNeighbour() {
        byte[] bytes = datagram()
                .add(FlowSampleBuilder.of(3).packet(web()))
                .add(FlowSampleBuilder.of(4).packet(web()))
                .bytes();
        int record = 28 + 8 + 32; // the first sample's record: tag, length
        for (int off : new int[] {-4, 4}) {
            byte[] wrong = bytes.clone();
            wrong[record + 7] += (byte) off;
            wrong[19] = (byte) (100 + off); // another sequence number
            scene.shards.receive(wrong);
        }
        assertThat(seen).extracting(Seen::source).containsExactly("3", "4", "3", "4");
        assertThat(seen).extracting(Seen::stack).containsOnly("eth.ip.tcp");
        assertThat(count("sFlowSamplesDamaged")).isEqualTo(2);
    }

    @Test
    void q5RecordsOfOnePacketCountOnceAndTheHeaderRules() {
        define("f", "ipsource");
        receive(datagram()
                .add(FlowSampleBuilder.of(3)
                        .add(FlowRecords.ethernet(999, MAC, OTHER_MAC, 0x800))
                        .add(FlowRecords.ipv4(900, 6, "198.51.100.1", "198.51.100.2", 1, 2, 0, 0))
                        .packet(web())));
        assertThat(seen).hasSize(1);
        assertThat(seen.get(0).length()).isEqualTo(web().frameLength());
        assertThat(keys("f")).containsExactly("192.0.2.1");
    }

    @Test
    void q6KeysComeFromRecordsWhenThereIsNoHeader() {
        define("f", "ipsource,ipdestination,ipprotocol,tcpsourceport,tcpdestinationport");
        define("f6", "ip6source,udpdestinationport");
        receive(datagram()
                .add(FlowSampleBuilder.of(3)
                        .add(FlowRecords.ipv4(900, 6, "198.51.100.1", "198.51.100.2", 4000, 80, 0, 0)))
                .add(FlowSampleBuilder.of(3)
                        .add(FlowRecords.ipv6(700, 17, "2001:db8::1", "2001:db8::2", 4000, 53, 0, 0))));
        assertThat(keys("f")).containsExactly("198.51.100.1,198.51.100.2,6,4000,80");
        assertThat(keys("f6")).containsExactly("2001:db8::1,53");
        assertThat(seen).extracting(Seen::length).containsExactly(900L, 700L);
    }

    @Test
    void q7LengthThatCannotBeIsLeftOutOfBytesAndCounted() {
        receive(datagram().add(FlowSampleBuilder.of(3).add(FlowRecords.header(1, 0xffff_fff0L, 0, web().bytes()))));
        assertThat(seen).extracting(Seen::length, Seen::stack).containsExactly(tuple(0L, "eth.ip.tcp"));
        assertThat(count("sFlowFrameLengthImplausible")).isEqualTo(1);
    }

    @Test
    void q8SamplingRateIsCheckedAgainstThePool() {
        receive(datagram().add(FlowSampleBuilder.of(3).samplingRate(0).packet(web())));
        assertThat(seen).extracting(Seen::rate).containsExactly(1L);
        assertThat(count("sFlowSamplingRateZero")).isEqualTo(1);
        for (int i = 1; i <= 20; i++) {
            receive(datagram()
                    .add(FlowSampleBuilder.of(4)
                            .sequence(i)
                            .samplingRate(100)
                            .samplePool(400L * i)
                            .packet(web())));
        }
        assertThat(source("4").samplingRate()).isEqualTo(100);
        assertThat(source("4").effectiveSamplingRate()).isEqualTo(400);
    }

    @Test
    void q9RateThatChangesHoldsForItsSampleAlone() {
        receive(datagram()
                .add(FlowSampleBuilder.of(3).sequence(1).samplingRate(1000).packet(web()))
                .add(FlowSampleBuilder.of(3).sequence(2).samplingRate(50).packet(web())));
        assertThat(seen).extracting(Seen::rate).containsExactly(1000L, 50L);
    }

    @Test
    void q10SpecialInterfacesAreNoPorts() {
        define("f", "inputifindex,outputifindex");
        receive(datagram()
                .add(FlowSampleBuilder.of(3).input(0).output(0x3fff_ffff).packet(web()))
                .add(FlowSampleBuilder.of(3).input(7).output(2, 5).packet(web()))
                .add(FlowSampleBuilder.of(3).input(7).output(1, 2).packet(web())));
        assertThat(seen)
                .extracting(Seen::in, Seen::out)
                .containsExactly(tuple("0:0", "0:1073741823"), tuple("0:7", "2:5"), tuple("0:7", "1:2"));
        assertThat(keys("f")).containsExactlyInAnyOrder("unknown,internal", "7,multiple", "7,discard");
    }

    @Test
    void q11SubInterfaceIsASourceOfItsOwnBesideItsParent() {
        define("f", "inputifindex");
        receive(datagram()
                .add(FlowSampleBuilder.of(0, 3)
                        .expanded()
                        .input(ARISTA_SUB_INTERFACE)
                        .packet(web()))
                .add(CounterSampleBuilder.of(3)
                        .add(port(GIGABIT, 5).build())
                        .add(CounterRecords.portName("Ethernet3"))));
        assertThat(keys("f")).containsExactly(Long.toString(ARISTA_SUB_INTERFACE));
        assertThat(scene.values("3")).containsEntry("ifname", "Ethernet3");
        assertThat(source("3").flowSamples()).isEqualTo(1);
        assertThat(source("3").counterSamples()).isEqualTo(1);
    }

    @Test
    void q12BooksShowWhenFlowOrCounterSamplesAreMissing() {
        for (int i = 0; i < 3; i++) {
            receive(datagram()
                    .add(CounterSampleBuilder.of(3)
                            .sequence(i + 1)
                            .add(port(GIGABIT, i).build())));
            receive(DatagramBuilder.agent("10.0.0.2")
                    .sequence(i + 1)
                    .add(FlowSampleBuilder.of(3).sequence(i + 1).packet(web())));
        }
        assertThat(book(Scene.AGENT).flowSamples().received()).isZero();
        assertThat(book(Scene.AGENT).counterSamples().received()).isEqualTo(3);
        assertThat(book("10.0.0.2").flowSamples().received()).isEqualTo(3);
        assertThat(book("10.0.0.2").counterSamples().received()).isZero();
    }

    @Test
    void q13RecordThatIsEmptyOrCorruptIsSkippedAlone() {
        define("f", "ipsource");
        receive(datagram()
                .add(FlowSampleBuilder.of(3)
                        .add(Structure.of(1029, new XdrWriter()))
                        .add(Structure.of(1030, new XdrWriter()))
                        .packet(web()))
                .add(CounterSampleBuilder.of(3)
                        .add(Structure.of(2, new XdrWriter().u32(1)))
                        .add(Structure.of(1005, new XdrWriter().u32(0xffff_ffffL)))
                        .add(port(GIGABIT, 5).build())));
        assertThat(keys("f")).containsExactly("192.0.2.1");
        assertThat(scene.values("3")).containsEntry("ifspeed", 1e9);
        assertThat(count("sFlowSamplesDamaged")).isZero();
    }

    @Test
    void q14UnknownRecordsAreSkippedAndCountedByEnterpriseAndFormat() {
        receive(datagram()
                .add(FlowSampleBuilder.of(3)
                        .add(Structure.of(1991, 1, new XdrWriter().u32(1, 2)))
                        .packet(web()))
                .add(CounterSampleBuilder.of(3)
                        .add(Structure.of(9999, 7, new XdrWriter().u32(1)))
                        .add(port(GIGABIT, 5).build())));
        assertThat(count("sFlowRecordsUnknown")).isEqualTo(2);
        assertThat(count("sFlowFlowRecordsUnknown.1991:1")).isEqualTo(1);
        assertThat(count("sFlowCounterRecordsUnknown.9999:7")).isEqualTo(1);
        assertThat(seen).extracting(Seen::stack).containsExactly("eth.ip.tcp");
        assertThat(scene.values("3")).containsEntry("ifspeed", 1e9);
    }

    @Test
    void q15SubAgentsHaveTheirOwnSequences() {
        for (int i = 1; i <= 5; i++) {
            for (int sub = 1; sub <= 2; sub++) {
                receive(DatagramBuilder.agent(Scene.AGENT)
                        .subAgent(sub)
                        .sequence(i + 5000L * sub)
                        .uptime(60_000 + i)
                        .add(FlowSampleBuilder.of(3).sequence(i + 900L * sub).packet(web())));
            }
        }
        assertThat(book(Scene.AGENT).subAgents()).isEqualTo(2);
        assertThat(book(Scene.AGENT).datagrams()).isEqualTo(new AgentBook.Sequenced(0, 10, 0, 0, 0));
        assertThat(book(Scene.AGENT).flowSamples().lost()).isZero();
    }

    @Test
    void q16RebootIsCountedAndMakesNeitherLossNorSpike() {
        scene.send(port(GIGABIT, 900_000_000).build());
        scene.pass(20).send(port(GIGABIT, 910_000_000).build());
        scene.pass(20);
        scene.uptime = 3_000;
        scene.sequence = 0;
        scene.send(port(GIGABIT, 1_000).build());
        assertThat(scene.value("ifinoctets")).isEmpty();
        scene.pass(20).send(port(GIGABIT, 1_000 + 20 * 125_000).build());
        assertThat(scene.value("ifinoctets")).contains(125_000.0);
        assertThat(count("sFlowAgentReboots")).isEqualTo(1);
        assertThat(book(Scene.AGENT).datagrams().lost()).isZero();
    }

    @Test
    void q17WrapIsBelievedWhenPlausibleAndAllOnesAreAbsent() {
        scene.send(port(GIGABIT, (1L << 32) - 1_000_000).build());
        scene.pass(1).send(port(GIGABIT, 1_000_000).build());
        assertThat(scene.value("ifinoctets")).contains(2_000_000.0);
        scene.pass(1).send(port(GIGABIT, 500_000).build()); // too far around for a second at this speed
        assertThat(scene.value("ifinoctets")).isEmpty();
        scene.pass(1).send(port(GIGABIT, -1L).build());
        assertThat(scene.value("ifinoctets")).isEmpty();
    }

    @Test
    void q18SpeedThatIsNotKnownGivesNoUtilisation() {
        for (long speed : new long[] {0, 0xffff_ffffL}) {
            scene.send(port(speed, 1_000_000).build());
            scene.pass(10).send(port(speed, 11_000_000).build());
            assertThat(scene.value("ifinoctets")).contains(1_000_000.0);
            assertThat(scene.value("ifinutilization")).isEmpty();
            scene.pass(10);
        }
    }

    @Test
    void q19PacketsSeenByTwoSamplersAreMarkedAsDuplicates() {
        define("f", "ipsource");
        for (int i = 1; i <= 50; i++) {
            receive(datagram()
                    .add(FlowSampleBuilder.of(3).sequence(i).samplingRate(10).packet(web()))
                    .add(FlowSampleBuilder.of(4).sequence(i).samplingRate(10).packet(web())));
        }
        List<ActiveFlow> flow = active("f", ActiveFlowQuery.Merge.MAX);
        assertThat(flow).hasSize(1);
        assertThat(flow.get(0).flowN()).isEqualTo(2);
        assertThat(flow.get(0).duplicates()).isEqualTo(1);
    }

    @Test
    void q20ReorderAndDuplicatesAreTakenOutOfTheBooks() {
        for (int number : new int[] {100, 101, 105, 102, 103, 105, 104, 137, 106}) {
            scene.shards.receive(DatagramBuilder.agent(Scene.AGENT)
                    .sequence(number)
                    .uptime(60_000)
                    .add(FlowSampleBuilder.of(3).packet(web()))
                    .bytes());
        }
        assertThat(seen).hasSize(8);
        // 107 to 136 are missing; 102 to 104 and 106 came late
        assertThat(book(Scene.AGENT).datagrams()).isEqualTo(new AgentBook.Sequenced(0, 9, 30, 1, 4));
        assertThat(count("sFlowDatagramsDuplicates")).isEqualTo(1);
        assertThat(count("sFlowDatagramsOutOfOrder")).isEqualTo(4);
        assertThat(count("sFlowDatagramsLost")).isEqualTo(30);
    }

    @Test
    void q21AgentThatComesFromTwoSourcesIsOneAgentAndTold() {
        scene.shards.receiveFrom(Address.parse("192.0.2.7"), datagram().bytes());
        scene.shards.receiveFrom(Address.parse("2001:db8::7"), datagram().bytes());
        assertThat(book(Scene.AGENT).sources()).containsExactly("192.0.2.7", "2001:db8::7");
        assertThat(count("sFlowAgents")).isEqualTo(1);
        assertThat(count("sFlowAgentsSeveralSources")).isEqualTo(1);
    }

    @Test
    void q22AgentWithoutUsableAddressIsKeptUnderItsSource() {
        List<String> unusable = List.of("127.0.0.1", "0.0.0.0", "::", "");
        for (int i = 0; i < unusable.size(); i++) {
            scene.shards.receiveFrom(
                    Address.parse("192.0.2." + (i + 1)),
                    DatagramBuilder.agent(unusable.get(i)).bytes());
            assertThat(book("192.0.2." + (i + 1)).datagrams().received())
                    .as(unusable.get(i))
                    .isEqualTo(1);
        }
        assertThat(count("sFlowAgentsRenamed")).isEqualTo(unusable.size());
        byte[] typeThree = datagram().bytes();
        typeThree[7] = 3;
        scene.shards.receive(typeThree);
        assertThat(count("sFlowDatagramsBadAddress")).isEqualTo(1);
        assertThat(count("sFlowAgents")).isEqualTo(unusable.size());
    }

    @Test
    void q23HeaderThatIsCutShortGivesTheKeysThatAreThere() {
        define("vlan", "vlan");
        define("ports", "tcpsourceport");
        byte[] tagged = PacketBuilder.ethernet(MAC, OTHER_MAC)
                .vlan(7)
                .ipv4("192.0.2.1", "192.0.2.2")
                .tcp(4000, 80)
                .bytes();
        for (int length : new int[] {16, 18 + 10, 18 + 20 + 2}) {
            receive(datagram().add(FlowSampleBuilder.of(3).add(header(1, Arrays.copyOf(tagged, length)))));
        }
        assertThat(seen).extracting(Seen::stack).containsExactly("eth", "eth.vlan", "eth.vlan.ip");
        assertThat(seen).extracting(Seen::stop).containsOnly(PacketView.Stop.TRUNCATED);
        assertThat(keys("vlan")).containsExactly("7");
        assertThat(keys("ports")).isEmpty();
    }

    @Test
    void q24LaterFragmentHasNoPorts() {
        define("ports", "udpsourceport");
        receive(datagram()
                .add(FlowSampleBuilder.of(3)
                        .packet(PacketBuilder.ethernet(MAC, OTHER_MAC)
                                .fragment(185)
                                .ipv4("192.0.2.1", "192.0.2.2")
                                .udp(4000, 80)
                                .payload(8))));
        assertThat(seen).extracting(Seen::stack).containsExactly("eth.ip");
        assertThat(keys("ports")).isEmpty();
    }

    @Test
    void q25ExtensionHeadersAreWalkedToABound() {
        for (int count : new int[] {3, PacketView.MAX_LAYERS + 5}) {
            byte[] ip6 = PacketBuilder.bare()
                    .ipv6("2001:db8::1", "2001:db8::2")
                    .payload(new byte[8 * count + 20])
                    .bytes();
            ip6[6] = 60;
            for (int i = 0; i < count; i++) {
                ip6[40 + 8 * i] = (byte) (i + 1 < count ? 60 : 6);
            }
            receive(datagram().add(FlowSampleBuilder.of(3).add(header(12, ip6))));
        }
        assertThat(seen)
                .extracting(Seen::stack, Seen::stop)
                .containsExactly(tuple("ip6.tcp", PacketView.Stop.COMPLETE), tuple("ip6", PacketView.Stop.TOO_DEEP));
    }

    @Test
    void q26LengthIsAsSentAndStrippedBytesAreShown() {
        define("f", "stripped");
        receive(datagram().add(FlowSampleBuilder.of(3).add(FlowRecords.header(1, 1518, 8, web().bytes()))));
        assertThat(seen).extracting(Seen::length, Seen::stripped).containsExactly(tuple(1518L, 8L));
    }

    @Test
    void q27OldVersionsAreRefusedAndCounted() {
        for (int version : new int[] {2, 4}) {
            receive(datagram().version(version).add(FlowSampleBuilder.of(3).packet(web())));
        }
        assertThat(count("sFlowUnsupportedVersion")).isEqualTo(2);
        assertThat(seen).isEmpty();
    }

    @Test
    void q30TextsAreCappedAndMadePrintable() {
        byte[] name = new byte[4096];
        Arrays.fill(name, (byte) 'x');
        name[0] = (byte) 0xff;
        name[1] = 0x1b;
        receive(datagram().add(CounterSampleBuilder.of(3).add(Structure.of(1005, new XdrWriter().opaque(name)))));
        String shown = (String) scene.values("3").get("ifname");
        assertThat(shown).hasSize(255).startsWith("\ufffd\ufffdxx");
        receive(datagram().add(CustomSampleBuilder.metrics("p".repeat(4096)).gauge32("a", 1)));
        assertThat(count("sFlowSamplesMalformed")).isEqualTo(1);
    }
}
