// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import static io.weir.flow.internal.Wire.eth;
import static io.weir.flow.internal.Wire.header;
import static io.weir.flow.internal.Wire.ip;
import static io.weir.flow.internal.Wire.sample;
import static io.weir.flow.internal.Wire.tcp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import io.weir.api.flow.ActiveFlow;
import io.weir.api.flow.ActiveFlowQuery.Merge;
import io.weir.api.shard.AgentBook;
import io.weir.api.shard.Books;
import io.weir.testkit.MemoryStore;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the engine says against what was sent, counted here by the simplest means. */
class FlowTruthTest {
    private static final int AGENTS = 4;
    private static final String KEYS = "ipsource,ipdestination,ipprotocol,tcpsourceport,tcpdestinationport";

    /** Traffic without end: keys with a few large flows and many small ones. */
    private static final class Traffic {
        final Random random = new Random(42);
        final Map<String, Double> bytes = new HashMap<>();
        final Map<String, Double> byPlace = new HashMap<>();
        final Map<String, Long> samples = new HashMap<>();
        final int flows;

        Traffic(int flows) {
            this.flows = flows;
        }

        byte[] datagram() {
            int agent = random.nextInt(AGENTS);
            List<Wire> samples = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                samples.add(packet(agent));
            }
            return Wire.datagram(FlowFixture.AGENT + agent, samples);
        }

        private Wire packet(int agent) {
            int flow = (int) (flows * Math.pow(random.nextDouble(), 5));
            int port = random.nextInt(4) + 1;
            int frame = 64 + random.nextInt(1400);
            int rate = 100 * (1 + random.nextInt(5));
            String key = "10.%d.%d.1,10.0.0.2,6,%d,80".formatted(flow >> 8 & 0xff, flow & 0xff, 1024 + flow % 999);
            samples.merge("10.4.0." + (agent + 1), 1L, Long::sum);
            bytes.merge(key, (double) frame * rate, Double::sum);
            byPlace.merge("10.4.0." + (agent + 1) + " " + port + " " + key, (double) frame * rate, Double::sum);
            String packet = eth(0x0800)
                    + ip(
                            "0a%02x%02x01".formatted(flow >> 8 & 0xff, flow & 0xff),
                            "0a000002",
                            6,
                            tcp(1024 + flow % 999, 80, 16));
            return sample(port, rate, header(frame, packet));
        }
    }

    @Test
    void everyFlowsSumIsExactWhenTheTableIsLargeEnough() {
        Traffic traffic = new Traffic(5000);
        try (FlowFixture flows = new FlowFixture()) {
            flows.define("tuple", "keys", KEYS, "value", "bytes", "t", 600, "n", 20);
            for (int i = 0; i < 8_000; i++) {
                flows.shards.receive(traffic.datagram());
            }
            Map<String, Double> sums = new HashMap<>();
            for (ActiveFlow flow : flows.active("tuple", Merge.SUM)) {
                sums.put(flow.key(), flow.value() * 600);
                assertThat(flow.overcount()).isZero();
            }
            assertThat(sums).hasSameSizeAs(traffic.bytes);
            traffic.bytes.forEach((key, truth) -> assertThat(sums.get(key)).isCloseTo(truth, within(truth * 1e-9)));
            Map<String, Double> places = new HashMap<>();
            flows.active("tuple", Merge.RAW)
                    .forEach(flow ->
                            places.put(flow.agent() + " " + flow.dataSource() + " " + flow.key(), flow.value() * 600));
            assertThat(places.keySet()).isEqualTo(traffic.byPlace.keySet());
            traffic.byPlace.forEach((key, truth) -> assertThat(places.get(key)).isCloseTo(truth, within(truth * 1e-9)));
            List<AgentBook> agents =
                    flows.ask(shard -> shard.view(Books.class).orElseThrow().agents());
            Map<String, Object> samples = agents.stream()
                    .collect(Collectors.toMap(
                            AgentBook::agent, book -> book.properties().get("sFlowFlowSamples")));
            assertThat(samples).isEqualTo(traffic.samples);
        }
    }

    @Test
    void totalsOfRecordsAreExactHoweverTheRatesFade() {
        Traffic traffic = new Traffic(500);
        Map<String, Double> totals = new HashMap<>();
        try (FlowFixture flows = new FlowFixture()) {
            flows.define("tuple", "keys", KEYS, "value", "bytes", "t", 0.2, "log", true, "activeTimeout", 3);
            for (int i = 0; i < 2_000; i++) {
                flows.shards.receive(traffic.datagram());
                flows.seconds(0.01);
            }
            flows.seconds(10);
            flows.log
                    .after(-1, 10_000, record -> true)
                    .forEach(record -> totals.merge(
                            record.agent() + " " + record.dataSource() + " " + record.flowKeys(),
                            record.value(),
                            Double::sum));
        }
        assertThat(totals).isEqualTo(traffic.byPlace);
    }

    @Test
    void sumsAreBoundedAsStatedWhenTheTableIsTooSmall() {
        Traffic traffic = new Traffic(20_000);
        try (FlowFixture flows = new FlowFixture(new MemoryStore(), "flow.megabytes", "1")) {
            for (int i = 0; i < 8; i++) {
                flows.define("tuple" + i, "keys", KEYS, "value", "bytes", "t", 600);
            }
            for (int i = 0; i < 8_000; i++) {
                flows.shards.receive(traffic.datagram());
            }
            flows.seconds(0.1);
            assertThat((long) flows.engine.counters().get("flowRowsEvicted")).isPositive();
            assertThat((long) flows.engine.counters().get("flowTableBytes")).isLessThanOrEqualTo(1 << 20);
            List<ActiveFlow> raw = flows.active("tuple0", Merge.RAW);
            assertThat(raw).isNotEmpty().allSatisfy(flow -> {
                double truth =
                        traffic.byPlace.getOrDefault(flow.agent() + " " + flow.dataSource() + " " + flow.key(), 0.0)
                                / 600;
                double decayed = Math.exp(-0.1 / 600);
                assertThat(truth * decayed)
                        .isBetween((flow.value() - flow.overcount()) * (1 - 1e-9), flow.value() * (1 + 1e-9));
            });
        }
    }

    @Test
    void bandHoldsTheTruthAsOftenAsItSays() {
        Random random = new Random(5);
        int within = 0;
        int runs = 200;
        for (int run = 0; run < runs; run++) {
            try (FlowFixture flows = new FlowFixture()) {
                flows.define("all", "value", "bytes", "t", 600);
                double truth = 0;
                for (int packet = 0; packet < 10_000; packet++) {
                    int frame = random.nextInt(3) == 0 ? 1518 : 64;
                    truth += frame;
                    if (random.nextInt(50) == 0) {
                        flows.receive(sample(1, 50, Wire.tcpHeader(frame, 1)));
                    }
                }
                ActiveFlow flow = flows.active("all", Merge.MAX).get(0);
                within += Math.abs(flow.value() * 600 - truth) <= flow.value() * 600 * flow.error95() / 100 ? 1 : 0;
            }
        }
        assertThat(within / (double) runs).isBetween(0.91, 0.99);
    }

    @Test
    void nothingIsAllocatedForSamplesOfKnownFlows() {
        Traffic traffic = new Traffic(300);
        byte[][] datagrams = new byte[256][];
        for (int i = 0; i < datagrams.length; i++) {
            datagrams[i] = traffic.datagram();
        }
        try (FlowFixture flows = new FlowFixture()) {
            flows.define(
                    "tuple",
                    "keys",
                    KEYS,
                    "value",
                    "bytes",
                    "filter",
                    "ipprotocol=6&stack~eth.*&(direction=ingress|vlan=1)");
            flows.define(
                    "functions",
                    "keys",
                    "mask:ipsource:24,null:vlan:none,or:udpsourceport:tcpsourceport,concat:-:stack:ipprotocol,suffix:stack:.:1",
                    "value",
                    "frames",
                    "values",
                    "avg:bytes,max:bytes,count:ipsource,rate:bytes");
            flows.define("logged", "keys", "agent,inputifindex,tcpflags", "value", "bytes", "log", true);
            for (int i = 0; i < 200; i++) {
                flows.shards.receive(datagrams);
            }
            flows.seconds(0.1);
            flows.shards.receive(datagrams);
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 100; i++) {
                flows.shards.receive(datagrams);
            }
            long each = (threads.getCurrentThreadAllocatedBytes() - before) / (100L * datagrams.length);
            assertThat(each).as("bytes a datagram").isZero();
        }
    }
}
