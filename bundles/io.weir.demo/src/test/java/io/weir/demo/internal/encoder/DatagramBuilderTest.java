// SPDX-License-Identifier: Apache-2.0
package io.weir.demo.internal.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class DatagramBuilderTest {
    private static PacketBuilder web() {
        return PacketBuilder.ethernet("02:00:00:00:00:01", "020000000002")
                .ipv4("192.0.2.1", "192.0.2.2")
                .tcp(40_000, 80)
                .payload(1_446);
    }

    private static DatagramBuilder datagram() {
        return DatagramBuilder.agent("10.0.0.1");
    }

    @Test
    void headIsAsTold() {
        assertThat(Decoded.lines(DatagramBuilder.agent("2001:db8::7")
                        .subAgent(3)
                        .sequence(0xffff_ffffL)
                        .uptime(60_000)))
                .containsExactly("agent 20010db800000000:7 sub 3 #4294967295 at 60000, 0 samples");
        assertThat(Decoded.lines(DatagramBuilder.agent(""))).hasSize(1);
    }

    @Test
    void compactFlowSampleHasTheFirst128BytesAndTheLengthOfTheFrame() {
        FlowSampleBuilder sample = FlowSampleBuilder.of(3)
                .sequence(9)
                .samplingRate(1_000)
                .samplePool(5_000)
                .drops(2)
                .output(4)
                .packet(web())
                .add(FlowRecords.extendedSwitch(10, 1, 20, 2))
                .add(FlowRecords.extendedRouter("10.0.0.9", 24, 16))
                .add(FlowRecords.extendedGateway(
                        "10.0.0.9", 65_001, 65_002, 65_003, List.of(65_010L, 65_011L), List.of(7L), 100));
        assertThat(Decoded.lines(datagram().add(sample)))
                .contains("flow #9 of 0:3 1/1000 pool 5000 drops 2 in 0:3 out 0:4"
                        + " 1/144 1001/16 1002/16 1003/52 1504(128) eth.ip.tcp COMPLETE");
    }

    @Test
    void expandedFlowSampleHasIndexesBeyond24Bits() {
        FlowSampleBuilder sample =
                FlowSampleBuilder.of(0x0100_0003).expanded().output(2, 3).packet(web());
        assertThat(Decoded.lines(datagram().add(sample)))
                .contains("flow expanded #1 of 0:16777219 1/1 pool 1 drops 0 in 0:16777219 out 2:3"
                        + " 1/144 1504(128) eth.ip.tcp COMPLETE");
    }

    @Test
    void discardedOutputIsPackedIntoTheCompactForm() {
        assertThat(Decoded.lines(
                        datagram().add(FlowSampleBuilder.of(3).output(1, 258).packet(web()))))
                .element(1)
                .asString()
                .contains("in 0:3 out 1:258");
    }

    @Test
    void counterSamplesHoldStructuresOfTheStandardsLength() {
        CounterSampleBuilder port = CounterSampleBuilder.of(3)
                .sequence(11)
                .add(InterfaceCounters.of(3).in(1L << 40, 7).out(1L << 41, 8).build())
                .add(CounterRecords.ethernet(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
                .add(CounterRecords.processor(1, 2, 3, 4, 5))
                .add(CounterRecords.portName("swp3"));
        CounterSampleBuilder host = CounterSampleBuilder.of(2, 1)
                .expanded()
                .add(CounterRecords.hostDescr("leaf1", new UUID(1, 2), 3, 2, "6.1"))
                .add(CounterRecords.hostAdapters(List.of(new CounterRecords.Adapter(1, "020000000001"))))
                .add(CounterRecords.hostParent(2, 1))
                .add(CounterRecords.hostCpu(new double[3], new long[5], new long[9]))
                .add(CounterRecords.hostMemory(new long[7], new long[4]))
                .add(CounterRecords.hostDisk(1, 2, 99.5, 3, 4, 5, 6, 7, 8))
                .add(CounterRecords.hostNet(1, 2, 3, 4, 5, 6, 7, 8));
        assertThat(Decoded.lines(datagram().add(port).add(host)))
                .contains(
                        "counters #11 of 0:3 1/88 2/52 1001/28 1005/8",
                        "counters expanded #1 of 2:1 2000/44 2001/20 2002/8 2003/68 2004/72 2005/52 2006/40");
    }

    @Test
    void discardCarriesReasonAndPacket() {
        assertThat(Decoded.lines(datagram()
                        .add(DiscardSampleBuilder.of(3)
                                .sequence(13)
                                .drops(1)
                                .output(4)
                                .reason(258)
                                .packet(web()))))
                .contains("discard #13 of 0:3 drops 1 in 3 out 4 reason 258 1/144 1504(128) eth.ip.tcp COMPLETE");
    }

    @Test
    void customSamplesCarryEveryType() {
        CustomSampleBuilder metrics = CustomSampleBuilder.metrics("sensor")
                .text("a", "text")
                .counter32("b", 1)
                .counter64("c", 2)
                .gauge32("d", 3)
                .gauge64("e", 4)
                .gaugeFloat("f", 5)
                .gaugeDouble("g", 6);
        CustomSampleBuilder flow = CustomSampleBuilder.flow("proxy", 10, 100)
                .text("a", "t")
                .mac("b", "020000000001")
                .ip("c", "10.0.0.1")
                .ip("d", "::1")
                .int32("e", 5)
                .int64("f", 6);
        assertThat(Decoded.lines(datagram().add(metrics).add(flow)))
                .contains(
                        "custom METRICS sensor a=0/4 b=1/4 c=2/8 d=3/4 e=4/8 f=5/4 g=6/8",
                        "custom FLOW proxy a=0/1 b=1/6 c=2/4 d=3/16 e=4/4 f=5/8");
    }
}
