// SPDX-License-Identifier: Apache-2.0
package io.weir.sflow;

import static io.weir.sflow.Xdr.counterSample;
import static io.weir.sflow.Xdr.datagram;
import static io.weir.sflow.Xdr.discard;
import static io.weir.sflow.Xdr.expandedCounterSample;
import static io.weir.sflow.Xdr.expandedFlowSample;
import static io.weir.sflow.Xdr.flowSample;
import static io.weir.sflow.Xdr.head;
import static io.weir.sflow.Xdr.interfaceCounters;
import static io.weir.sflow.Xdr.sampledHeader;
import static io.weir.sflow.Xdr.tagged;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DatagramDecoderTest {
    private static final String HEAD = "datagram agent=0:ffff0a000001 sub=3 sequence=77 uptime=60000 samples=";
    private static final byte[] FRAME = {1, 2, 3, 4, 5};

    private static List<String> lines(Xdr datagram) {
        return Recording.of(datagram.bytes()).lines;
    }

    @Test
    void everyKindOfSampleIsShownInTheOrderOfTheWire() {
        assertThat(lines(datagram(
                        flowSample(sampledHeader(FRAME)),
                        expandedFlowSample(sampledHeader(FRAME), tagged(1001, new Xdr().u32(10, 0, 20, 0))),
                        counterSample(interfaceCounters()),
                        expandedCounterSample(tagged(1005, new Xdr().string("swp1"))),
                        discard(
                                sampledHeader(FRAME),
                                tagged(1041, new Xdr().string("l2").string("acl"))))))
                .containsExactly(
                        HEAD + 5,
                        "flow compact #9 source=0:4 rate=1000 pool=5000 drops=2 in=0:4 out=0:7 0:1/24 header=1/1518/4/5",
                        "flow expanded #9 source=0:16777220 rate=1000 pool=5000 drops=2 in=0:16777220 out=2:3"
                                + " 0:1/24 0:1001/16 header=1/1518/4/5",
                        "counters compact #11 source=0:4 0:1/88",
                        "counters expanded #11 source=3:16777220 0:1005/8",
                        "discard #13 source=0:4 drops=1 in=4 out=7 reason=258 0:1/24 0:1041/16 header=1/1518/4/5",
                        "COMPLETE");
    }

    @Test
    void compactFormsAreTakenApart() {
        Xdr body = new Xdr().u32(1, 0x0300_0102, 1, 1, 0, 0x8000_0005L, 0x4000_0102, 0);
        assertThat(lines(datagram(tagged(1, body))))
                .contains("flow compact #1 source=3:258 rate=1 pool=1 drops=0 in=2:5 out=1:258");
        Xdr internal = new Xdr().u32(1, 4, 1, 1, 0, 0x3fff_ffff, 0, 0);
        assertThat(lines(datagram(tagged(1, internal)))).anyMatch(line -> line.contains("in=0:1073741823 out=0:0"));
    }

    @Test
    void customSamplesShowTheirFields() {
        Xdr metrics = new Xdr().string("probe").u32(2).string("temp").u32(5, Float.floatToIntBits(20.5f));
        metrics.string("name").u32(0).string("rack 7");
        Xdr flow = new Xdr().string("nat").u32(10, 500, 3).string("mac").u32(1).fixed(new byte[6]);
        flow.string("ip6").u32(3).fixed(new byte[16]).string("n").u32(5).u64(9);
        int rtmetric = 4300 << 12 | 1002;
        int rtflow = 4300 << 12 | 1003;

        assertThat(lines(datagram(tagged(rtmetric, metrics), tagged(rtflow, flow))))
                .containsExactly(
                        HEAD + 2,
                        "custom METRICS probe temp=5/4 name=0/6",
                        "custom FLOW nat mac=1/6 ip6=3/16 n=5/8",
                        "COMPLETE");
    }

    @Test
    void customSampleIsReadAgainAfterRewinding() {
        Xdr metrics = new Xdr()
                .string("probe")
                .u32(2)
                .string("a")
                .u32(3, 1)
                .string("b")
                .u32(3, 2);
        byte[] bytes = datagram(tagged(4300 << 12 | 1002, metrics)).bytes();
        Recording readTwice = new Recording() {
            @Override
            public void customSample(CustomSample sample) {
                super.customSample(sample);
                sample.rewind();
                super.customSample(sample);
            }
        };
        new DatagramDecoder().decode(new ByteView().wrap(bytes, 0, bytes.length), Recording.received(), readTwice);

        assertThat(readTwice.lines.subList(1, 3))
                .containsExactly("custom METRICS probe a=3/4 b=3/4", "custom METRICS probe a=3/4 b=3/4");
    }

    @Test
    void unknownSampleIsSkippedByItsLength() {
        Xdr unknown = tagged(9 << 12 | 8, new Xdr().u32(1, 2, 3));

        assertThat(lines(datagram(unknown, counterSample())))
                .containsExactly(HEAD + 2, "unknown 9:8 length=12", "counters compact #11 source=0:4", "COMPLETE");
    }

    @Test
    void shortSampleCostsItselfAlone() {
        for (int tag : new int[] {1, 2, 3, 4, 5, 4300 << 12 | 1002, 4300 << 12 | 1003}) {
            assertThat(lines(datagram(tagged(tag, new Xdr().u32(1)), counterSample())))
                    .containsExactly(
                            HEAD + 2,
                            "malformed %d:%d length=4".formatted(tag >>> 12, tag & 0xfff),
                            "counters compact #11 source=0:4",
                            "COMPLETE");
        }
    }

    @Test
    void damagedRecordCostsItsSampleTheRestAndNoNeighbour() {
        Xdr lying = new Xdr().u32(1001, 4000, 1, 2);

        assertThat(lines(datagram(flowSample(sampledHeader(FRAME), lying), counterSample())))
                .containsExactly(
                        HEAD + 2,
                        "flow compact #9 source=0:4 rate=1000 pool=5000 drops=2 in=0:4 out=0:7 0:1/24 0:1001/8"
                                + " header=1/1518/4/5 damaged",
                        "counters compact #11 source=0:4",
                        "COMPLETE");
    }

    @Test
    void recordsOfAnyLengthAreKeptWhole() {
        assertThat(lines(datagram(flowSample(tagged(1029, new Xdr()), tagged(1040, new Xdr().u32(7, 8, 9))))))
                .anyMatch(line -> line.endsWith(" 0:1029/0 0:1040/12"));
    }

    @Test
    void sampledHeaderThatClaimsMoreThanItsRecordIsCut() {
        Xdr lying = tagged(1, new Xdr().u32(1, 1518, 4, 400).fixed(FRAME));

        assertThat(lines(datagram(flowSample(lying)))).anyMatch(line -> line.endsWith(" header=1/1518/4/8 damaged"));
    }

    @Test
    void lengthsThatAreOffByFourCostTheirSampleAlone() {
        Xdr record = sampledHeader(FRAME);
        byte[] longer = new Xdr()
                .u32(1, 28)
                .fixed(Arrays.copyOfRange(record.bytes(), 8, 32))
                .bytes();
        Xdr shifted = new Xdr().fixed(longer).all(tagged(1001, new Xdr().u32(20, 0, 30, 0)));
        Xdr sample = tagged(1, new Xdr().u32(9, 4, 1000, 5000, 2, 4, 7, 2).all(shifted));
        Xdr padded = tagged(
                1, new Xdr().u32(9, 4, 1000, 5000, 2, 4, 7, 1).all(record).u32(0));

        assertThat(lines(datagram(sample, counterSample(), padded, counterSample())))
                .containsExactly(
                        HEAD + 4,
                        "flow compact #9 source=0:4 rate=1000 pool=5000 drops=2 in=0:4 out=0:7 0:1/28 0:16/12"
                                + " header=1/1518/4/5 damaged",
                        "counters compact #11 source=0:4",
                        "flow compact #9 source=0:4 rate=1000 pool=5000 drops=2 in=0:4 out=0:7 0:1/24 header=1/1518/4/5"
                                + " damaged",
                        "counters compact #11 source=0:4",
                        "COMPLETE");
    }

    @Test
    void packetMayBeToldByFieldsInsteadOfAHeader() {
        Xdr ip = tagged(3, new Xdr().u32(1400, 6, 0x0a000001, 0x0a000002, 1234, 80, 2, 0));
        Xdr ethernet = tagged(
                2, new Xdr().u32(1518).fixed(new byte[6]).fixed(new byte[6]).u32(0x0800));

        assertThat(lines(datagram(flowSample(ip)))).anyMatch(line -> line.endsWith("out=0:7 0:3/32"));
        assertThat(lines(datagram(flowSample(ethernet, ip, sampledHeader(FRAME)))))
                .anyMatch(line -> line.endsWith("out=0:7 0:2/24 0:3/32 0:1/24 header=1/1518/4/5"));
    }

    @Test
    void recordsBeyondTheMostAreLeftOutAndTold() {
        Xdr[] many = new Xdr[SampleRecords.MAX_RECORDS + 1];
        Arrays.fill(many, tagged(1036, new Xdr().u32(1)));

        assertThat(lines(datagram(flowSample(many), counterSample())))
                .anyMatch(line -> line.endsWith(" 0:1036/4 damaged"))
                .contains("counters compact #11 source=0:4", "COMPLETE");
    }

    @Test
    void sampleThatReachesBeyondTheDatagramEndsIt() {
        Xdr torn = head(2).all(counterSample()).u32(1, 500, 1, 2, 3);

        assertThat(lines(torn))
                .containsExactly(HEAD + 2, "counters compact #11 source=0:4", "malformed 0:1 length=12", "TRUNCATED");
        assertThat(lines(head(2).all(counterSample()).u32(1, -1, 1)))
                .containsExactly(HEAD + 2, "counters compact #11 source=0:4", "malformed 0:1 length=4", "TRUNCATED");
    }

    @Test
    void countsOfAllOnesAreNotBelieved() {
        long ones = 0xffff_ffffL;
        assertThat(lines(head(ones).all(counterSample())))
                .containsExactly(HEAD + ones, "counters compact #11 source=0:4", "TRUNCATED");
        assertThat(lines(datagram(tagged(1, new Xdr().u32(9, 4, 1000, 5000, 2, 4, 7, ones)))))
                .anyMatch(line -> line.endsWith("out=0:7 damaged"));
        assertThat(lines(datagram(tagged(4, new Xdr().u32(11, 0, 4, ones).all(interfaceCounters())))))
                .anyMatch(line -> line.endsWith(" 0:1/88 damaged"));
        assertThat(lines(datagram(tagged(5, new Xdr().u32(13, 0, 4, 1, 4, 7, 258, ones)))))
                .anyMatch(line -> line.endsWith("reason=258 damaged"));
        Xdr metrics = new Xdr().string("probe").u32(ones).string("a").u32(1, 5);
        assertThat(lines(datagram(tagged(4300 << 12 | 1002, metrics)))).contains("custom METRICS probe a=1/4 damaged");
    }

    @Test
    void otherVersionsAndAddressTypesAreRefusedWithoutShowingAnything() {
        assertThat(lines(new Xdr().u32(4, 1, 0x0a000001, 0, 0, 0))).containsExactly("BAD_VERSION");
        assertThat(lines(new Xdr().u32(5, 3, 0x0a000001, 0, 0, 0, 0))).containsExactly("BAD_ADDRESS");
        assertThat(lines(new Xdr())).containsExactly("TRUNCATED");
        assertThat(lines(new Xdr().u32(5))).containsExactly("TRUNCATED");
        assertThat(lines(new Xdr().u32(5, 2, 0, 0))).containsExactly("TRUNCATED");
    }

    @Test
    void ip6AgentKeepsItsAddressAndMappedOnesBecomeIp4() {
        Xdr ip6 = new Xdr().u32(5, 2).u64(0x2001_0db8_0000_0000L).u64(7).u32(0, 1, 2, 0);
        assertThat(lines(ip6)).contains("datagram agent=20010db800000000:7 sub=0 sequence=1 uptime=2 samples=0");
        Xdr mapped = new Xdr().u32(5, 2).u64(0).u64(0xffff_0a00_0001L).u32(0, 1, 2, 0);
        assertThat(lines(mapped)).contains("datagram agent=0:ffff0a000001 sub=0 sequence=1 uptime=2 samples=0");
    }

    @Test
    void agentWithoutAddressIsItsUdpSource() {
        assertThat(lines(new Xdr().u32(5, 0, 3, 77, 60_000, 1).all(counterSample())))
                .containsExactly(
                        "datagram agent=0:ffffc0000209 sub=3 sequence=77 uptime=60000 samples=1",
                        "counters compact #11 source=0:4",
                        "COMPLETE");
    }

    @Test
    void visitorMaySkipTheSamples() {
        byte[] bytes = datagram(counterSample()).bytes();
        Recording recording = new Recording() {
            @Override
            public boolean datagram(DatagramHeader header) {
                return false;
            }
        };
        new DatagramDecoder().decode(new ByteView().wrap(bytes, 0, bytes.length), Recording.received(), recording);
        assertThat(recording.lines).isEmpty();
    }
}
