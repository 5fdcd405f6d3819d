// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.net.Address;
import io.weir.api.shard.AgentBook;
import io.weir.api.shard.Books;
import io.weir.api.shard.DataSource;
import io.weir.api.shard.DataSourceBook;
import io.weir.api.shard.Observation;
import io.weir.api.shard.ShardPart;
import io.weir.api.shard.ShardPartFactory;
import io.weir.demo.internal.encoder.CounterRecords;
import io.weir.demo.internal.encoder.CounterSampleBuilder;
import io.weir.demo.internal.encoder.CustomSampleBuilder;
import io.weir.demo.internal.encoder.DatagramBuilder;
import io.weir.demo.internal.encoder.DiscardSampleBuilder;
import io.weir.demo.internal.encoder.FlowRecords;
import io.weir.demo.internal.encoder.FlowSampleBuilder;
import io.weir.demo.internal.encoder.PacketBuilder;
import io.weir.demo.internal.encoder.Structure;
import io.weir.demo.internal.encoder.XdrWriter;
import io.weir.packet.Protocol;
import io.weir.sflow.ByteView;
import io.weir.sflow.CustomSample;
import io.weir.sflow.Received;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShardCoreTest {
    private static final String AGENT = "10.0.0.1";

    private final HandClock clock = new HandClock();
    private ShardCore core = new ShardCore(0, clock, Limits.DEFAULT);
    private final List<String> seen = new ArrayList<>();

    private final ShardPart recorder = new ShardPart() {
        @Override
        public void onFlowSample(Observation s) {
            seen.add("flow " + s.dataSource() + " 1/" + s.samplingRate() + " " + s.frameLength() + " "
                    + s.packet().offset(Protocol.IP, 0));
        }

        @Override
        public void onForgotten(DataSource source) {
            seen.add("forgotten " + source);
        }

        @Override
        public void onCustomSample(DataSource source, CustomSample sample) {
            seen.add("custom " + source + " " + sample.next());
        }
    };

    private void receive(DatagramBuilder datagram) {
        receive(datagram.bytes(), "192.0.2.1");
    }

    private void receive(byte[] bytes, String source) {
        Address from = Address.parse(source);
        core.receive(
                new ByteView().wrap(bytes, 0, bytes.length),
                new Received().set(from.high(), from.low(), 50_000, 0, clock.millis()));
        core.endBatch();
    }

    private static DatagramBuilder datagram(long sequence) {
        return DatagramBuilder.agent(AGENT).sequence(sequence).uptime(60_000 + sequence);
    }

    private static FlowSampleBuilder flow(long ifIndex, long sequence) {
        return FlowSampleBuilder.of(ifIndex)
                .sequence(sequence)
                .samplingRate(100)
                .samplePool(sequence * 100)
                .add(FlowRecords.header(1, 1500, 4, new byte[64]));
    }

    private AgentBook book() {
        return core.answer(shard -> shard.view(Books.class).orElseThrow().agent(Address.parse(AGENT)))
                .orElseThrow();
    }

    private DataSourceBook source(String name) {
        return core.answer(shard -> shard.view(Books.class).orElseThrow().dataSource(Address.parse(AGENT), name))
                .orElseThrow();
    }

    private long count(Counter counter) {
        return core.tally().get(counter);
    }

    @Test
    void duplicateDatagramIsCountedAndItsSamplesAreNot() {
        core.add(shard -> recorder);
        receive(datagram(1).add(flow(3, 1)));
        receive(datagram(1).add(flow(3, 1)));
        assertThat(seen).hasSize(1);
        assertThat(count(Counter.DUPLICATES)).isEqualTo(1);
        assertThat(count(Counter.DATAGRAMS_PROCESSED)).isEqualTo(1);
        assertThat(book().datagrams().duplicates()).isEqualTo(1);
    }

    @Test
    void agentThatNeverCountsItsDatagramsIsStillHeard() {
        for (int i = 0; i < 5; i++) {
            receive(DatagramBuilder.agent(AGENT).sequence(0).uptime(1000L * i).add(flow(3, i)));
        }
        assertThat(count(Counter.FLOW_SAMPLES)).isEqualTo(5);
        assertThat(count(Counter.DUPLICATES)).isZero();
    }

    @Test
    void changesOfTheSamplingRateAreCounted() {
        receive(datagram(1).add(flow(3, 1)).add(flow(4, 1).samplingRate(200)));
        receive(datagram(2).add(flow(3, 2)).add(flow(4, 2).samplingRate(200)));
        assertThat(count(Counter.RATE_CHANGES)).isZero();
        receive(datagram(3).add(flow(3, 3).samplingRate(400)));
        assertThat(count(Counter.RATE_CHANGES)).isEqualTo(1);
        List<DataSourceBook> sources =
                core.answer(shard -> shard.view(Books.class).orElseThrow().dataSources(Address.parse(AGENT)));
        assertThat(sources).extracting(DataSourceBook::samplingRate).containsExactlyInAnyOrder(400L, 200L);
    }

    @Test
    void eachSubAgentHasItsOwnSequence() {
        for (int i = 1; i <= 5; i++) {
            receive(datagram(i).subAgent(1));
            receive(datagram(1000 + i).subAgent(2));
        }
        assertThat(book().subAgents()).isEqualTo(2);
        assertThat(book().datagrams().lost()).isZero();
        assertThat(book().datagrams().received()).isEqualTo(10);
    }

    @Test
    void dataSourcesOfTwoSubAgentsAreKeptApart() {
        receive(datagram(1).subAgent(1).add(flow(3, 10)));
        receive(datagram(1).subAgent(2).add(flow(3, 900)));
        assertThat(core.agents().iterator().next().dataSources()).hasSize(2);
        assertThat(book().flowSamples().lost()).isZero();
    }

    @Test
    void rebootIsNoLoss() {
        receive(DatagramBuilder.agent(AGENT).sequence(5_000).uptime(86_400_000).add(flow(3, 70_000)));
        receive(DatagramBuilder.agent(AGENT).sequence(1).uptime(3_000).add(flow(3, 1)));
        receive(DatagramBuilder.agent(AGENT).sequence(2).uptime(4_000).add(flow(3, 2)));
        assertThat(count(Counter.AGENT_REBOOTS)).isEqualTo(1);
        assertThat(book().datagrams().lost()).isZero();
        assertThat(book().datagrams().outOfOrder()).isZero();
        assertThat(book().flowSamples().lost()).isZero();
        assertThat(book().flowSamples().outOfOrder()).isZero();
        assertThat(book().uptime()).isEqualTo(4_000);
        assertThat(source("3").effectiveSamplingRate()).isEqualTo(100);
    }

    @Test
    void uptimeThatWrapsIsNoReboot() {
        receive(datagram(1).uptime((1L << 32) - 1_000));
        receive(datagram(2).uptime(500));
        assertThat(count(Counter.AGENT_REBOOTS)).isZero();
    }

    @Test
    void lostSamplesDropsAndRatesAreBooked() {
        receive(datagram(1).add(flow(3, 1).drops(10)));
        receive(datagram(2).add(flow(3, 2).drops(10)));
        receive(datagram(3).add(flow(3, 5).drops(17)));
        receive(datagram(4).add(DiscardSampleBuilder.of(3).sequence(1).drops(5)));
        receive(datagram(5).add(DiscardSampleBuilder.of(3).sequence(3).drops(9)));
        AgentBook book = book();
        assertThat(book.flowSamples().lost()).isEqualTo(2);
        assertThat(book.flowDrops()).isEqualTo(7);
        assertThat(book.notifications().lost()).isEqualTo(1);
        assertThat(book.notificationDrops()).isEqualTo(4);
        assertThat(source("3").samplingRate()).isEqualTo(100);
        assertThat(source("3").effectiveSamplingRate()).isEqualTo(200);
    }

    @Test
    void pollingIntervalComesFromTheAgentsUptime() {
        for (int i = 0; i < 10; i++) {
            receive(DatagramBuilder.agent(AGENT)
                    .sequence(i)
                    .uptime(60_000 + 20_000L * i)
                    .add(CounterSampleBuilder.of(3).sequence(i).add(CounterRecords.portName("swp3"))));
        }
        assertThat(source("3").pollingInterval()).isEqualTo(20_000);
        assertThat(book().counterSamples().received()).isEqualTo(10);
    }

    @Test
    void samplingRateZeroIsTakenAsOneAndCounted() {
        core.add(shard -> recorder);
        receive(datagram(1).add(flow(3, 1).samplingRate(0)));
        assertThat(seen).containsExactly("flow 10.0.0.1>3 1/1 1500 -1");
        assertThat(count(Counter.RATE_ZERO)).isEqualTo(1);
    }

    @Test
    void implausibleLengthIsLeftOutOfBytesAndCounted() {
        core.add(shard -> recorder);
        receive(datagram(1)
                .add(FlowSampleBuilder.of(3)
                        .samplingRate(1)
                        .add(FlowRecords.header(1, 0xffff_0000L, 0, new byte[64]))));
        assertThat(seen).containsExactly("flow 10.0.0.1>3 1/1 0 -1");
        assertThat(count(Counter.FRAME_LENGTH)).isEqualTo(1);
    }

    @Test
    void lengthComesFromTheEthernetRecordWhenThereIsNoHeader() {
        core.add(shard -> recorder);
        receive(datagram(1)
                .add(FlowSampleBuilder.of(3)
                        .samplingRate(5)
                        .add(FlowRecords.ethernet(777, "020000000001", "020000000002", 0x800))));
        assertThat(seen).containsExactly("flow 10.0.0.1>3 1/5 777 -1");
    }

    @Test
    void packetIsDissectedWhenAskedFor() {
        List<Integer> ports = new ArrayList<>();
        core.add(shard -> new ShardPart() {
            @Override
            public void onFlowSample(Observation sample) {
                int tcp = sample.packet().offset(Protocol.TCP, 0);
                ports.add(ByteView.u16(sample.packet().bytes(), tcp + 2));
            }
        });
        receive(datagram(1)
                .add(FlowSampleBuilder.of(3)
                        .packet(PacketBuilder.ethernet("020000000001", "020000000002")
                                .ipv4("192.0.2.1", "192.0.2.2")
                                .tcp(40_000, 443)
                                .payload(1000))));
        assertThat(ports).containsExactly(443);
    }

    @Test
    void everyPartReadsACustomSampleFromItsStart() {
        core.add(shard -> recorder);
        core.add(shard -> recorder);
        receive(datagram(1).add(CustomSampleBuilder.metrics("probe\u0007").gauge32("a", 1)));
        assertThat(seen).containsExactly("custom 10.0.0.1>probe? true", "custom 10.0.0.1>probe? true");
    }

    @Test
    void partThatThrowsIsCountedAndDoesNotStopTheOthers() {
        core.add(shard -> new ShardPart() {
            @Override
            public void onFlowSample(Observation sample) {
                throw new IllegalStateException("on purpose");
            }

            @Override
            public void onTick(long millis) {
                throw new AssertionError("on purpose");
            }
        });
        core.add(shard -> recorder);
        receive(datagram(1).add(flow(3, 1)).add(flow(4, 1)));
        core.tick();
        assertThat(seen).hasSize(2);
        assertThat(count(Counter.PART_FAILURES)).isEqualTo(3);
    }

    @Test
    void damagedSampleCostsItselfAlone() {
        byte[] bytes = datagram(1).add(flow(3, 1)).add(flow(4, 1)).claim(3).bytes();
        receive(bytes, "192.0.2.1");
        assertThat(count(Counter.FLOW_SAMPLES)).isEqualTo(2);
        assertThat(count(Counter.TRUNCATED)).isEqualTo(1);
        assertThat(count(Counter.PARSE_ERRORS)).isEqualTo(1);
        assertThat(count(Counter.DATAGRAMS_PROCESSED)).isEqualTo(1);
    }

    @Test
    void agentWithoutUsableAddressIsKeptUnderItsSource() {
        receive(DatagramBuilder.agent("0.0.0.0").bytes(), "192.0.2.7");
        receive(DatagramBuilder.agent("127.0.0.1").bytes(), "192.0.2.8");
        receive(DatagramBuilder.agent("127.0.0.1").bytes(), "127.0.0.1");
        assertThat(core.agents())
                .extracting(agent -> agent.name())
                .containsExactly("192.0.2.7", "192.0.2.8", "127.0.0.1");
        assertThat(count(Counter.AGENTS_RENAMED)).isEqualTo(2);
    }

    @Test
    void sourcesOfAnAgentAreShown() {
        receive(datagram(1).bytes(), "192.0.2.7");
        receive(datagram(2).bytes(), "2001:db8::1");
        assertThat(book().sources()).containsExactly("192.0.2.7", "2001:db8::1");
    }

    @Test
    void silentDataSourceIsForgottenAndItsIdIsUsedAgain() {
        core = new ShardCore(0, clock, new Limits(10, 10, 10, 60_000));
        core.add(shard -> recorder);
        receive(datagram(1).add(flow(3, 1)));
        seen.clear();
        for (int i = 0; i < 70; i++) {
            clock.advance(1_000);
            receive(datagram(2 + i).add(flow(4, 1 + i)));
            core.tick();
        }
        assertThat(seen).contains("forgotten 10.0.0.1>3").doesNotContain("forgotten 10.0.0.1>4");
        assertThat(book().flowSamples().dataSources()).isEqualTo(1);
        receive(datagram(99).add(flow(5, 1)));
        assertThat(core.agents().iterator().next().dataSources())
                .extracting(DataSource::id)
                .containsExactlyInAnyOrder(1, 0);
    }

    @Test
    void silentAgentIsForgottenWithItsDataSources() {
        core.add(shard -> recorder);
        receive(datagram(1).add(flow(3, 1)).add(flow(4, 1)));
        seen.clear();
        clock.advance(Limits.DEFAULT.silence() + 1);
        core.tick();
        assertThat(core.agents()).isEmpty();
        assertThat(seen).containsExactlyInAnyOrder("forgotten 10.0.0.1>3", "forgotten 10.0.0.1>4");
        assertThat(count(Counter.AGENTS_EXPIRED)).isEqualTo(1);
        assertThat(count(Counter.DATA_SOURCES)).isZero();
    }

    @Test
    void clockThatIsSetMakesNobodySilent() {
        receive(datagram(1).add(flow(3, 1)));
        core.tick();
        clock.advance(10 * Limits.DEFAULT.silence());
        core.tick();
        clock.advance(5_000);
        receive(datagram(2).add(flow(3, 2)));
        core.tick();
        assertThat(book().datagrams().received()).isEqualTo(2);
        for (long ms = 0; ms <= Limits.DEFAULT.silence(); ms += 5_000) {
            clock.advance(5_000);
            core.tick();
        }
        assertThat(core.agents()).isEmpty();
    }

    @Test
    void madeUpAgentsPushOutEachOtherAndNotTheRealOnes() {
        core = new ShardCore(0, clock, new Limits(4, 100, 100, 3_600_000));
        receive(datagram(1).add(flow(3, 1)));
        clock.advance(Agents.PROBATION);
        receive(datagram(2).add(flow(3, 2)));
        for (int i = 0; i < 1000; i++) {
            clock.advance(1);
            receive(DatagramBuilder.agent("10.9." + i / 250 + "." + (1 + i % 250))
                    .add(flow(1, 1)));
        }
        assertThat(core.agents()).hasSize(4);
        assertThat(book().datagrams().received()).isEqualTo(2);
        assertThat(count(Counter.AGENTS_EVICTED)).isEqualTo(997);
        assertThat(count(Counter.DATA_SOURCES)).isEqualTo(4);
    }

    @Test
    void batchIsEndedAlsoBehindADatagramThatPushedOutAnAgent() {
        core = new ShardCore(0, clock, new Limits(1, 100, 100, 3_600_000));
        core.add(shard -> recorder);
        core.add(shard -> new ShardPart() {
            @Override
            public void onBatchEnd(long millis) {
                seen.add("end");
            }
        });
        receive(datagram(1).add(flow(3, 1)));
        receive(DatagramBuilder.agent("10.0.0.2").add(flow(4, 1)));
        assertThat(seen)
                .containsExactly(
                        "flow 10.0.0.1>3 1/100 1500 -1",
                        "end",
                        "forgotten 10.0.0.1>3",
                        "flow 10.0.0.2>4 1/100 1500 -1",
                        "end");
    }

    @Test
    void dataSourcesBeyondTheLimitAreRefusedAndCounted() {
        core = new ShardCore(0, clock, new Limits(4, 100, 2, 3_600_000));
        receive(datagram(1).add(flow(1, 1)).add(flow(2, 1)).add(flow(3, 1)).add(flow(1, 2)));
        assertThat(count(Counter.FLOW_SAMPLES)).isEqualTo(3);
        assertThat(count(Counter.DATA_SOURCES_REFUSED)).isEqualTo(1);
    }

    @Test
    void partIsEndedAndClosedWhenItsFactoryGoes() {
        List<String> calls = new ArrayList<>();
        ShardPartFactory factory = shard -> new ShardPart() {
            @Override
            public void onBatchEnd(long millis) {
                calls.add("end");
            }

            @Override
            public void onClose() {
                calls.add("close");
            }
        };
        core.add(factory);
        core.remove(factory);
        receive(datagram(1).add(flow(3, 1)));
        assertThat(calls).containsExactly("end", "close");
    }

    @Test
    void unknownSamplesAndRecordsAreCountedByTag() {
        XdrWriter four = new XdrWriter().u32(1);
        receive(datagram(1)
                .add(flow(3, 1).add(Structure.of(4413, 99, four)))
                .add(CounterSampleBuilder.of(3).add(Structure.of(999, four)).add(CounterRecords.portName("swp3")))
                .add(Structure.of(1991, 7, four)));
        assertThat(core.counters())
                .containsEntry("sFlowFlowRecordsUnknown.4413:99", 1L)
                .containsEntry("sFlowCounterRecordsUnknown.0:999", 1L)
                .containsEntry("sFlowSamplesUnknown.1991:7", 1L)
                .containsEntry("sFlowSamplesUnknown", 1L)
                .containsEntry("sFlowRecordsUnknown", 2L)
                .containsEntry("sFlowParseErrors", 0L);
    }

    @Test
    void tagsThatAreMadeUpCostNoMemory() {
        TagTally tags = new TagTally("x");
        for (int tag = 0; tag < 1000; tag++) {
            tags.add(tag);
        }
        Map<String, Number> shown = new HashMap<>();
        tags.show(shown);
        assertThat(shown).hasSize(TagTally.MOST + 1).containsEntry("x.others", 1000L - TagTally.MOST);
    }

    @Test
    void demonstrationsAgentsAreMarked() {
        receive(DatagramBuilder.agent("198.19.0.1"));
        assertThat(core.agents()).allMatch(agent -> agent.demo());
        receive(DatagramBuilder.agent("198.20.0.1"));
        assertThat(core.agents()).extracting(agent -> agent.demo()).containsExactly(true, false);
    }
}
