// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.weir.api.flow.ActiveFlow;
import io.weir.api.flow.ActiveFlowQuery.Merge;
import io.weir.testkit.MemoryStore;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What happens when there is more than the tables may hold.
 *
 * <p>These are small; {@code -Dweir.bounds=large} makes them as large as what is promised: 10,000,000 keys in 20 definitions
 * with {@code -Xmx256m}, 1,000 agents of 64 ports in 10 definitions with {@code -Xmx1g}, a million made-up agents.
 */
class FlowBoundsTest {
    private static final boolean LARGE = "large".equals(System.getProperty("weir.bounds"));
    private static final int RATE = 100;
    private static final int FRAME = 1000;

    /** Sends datagrams of up to eight samples of one agent, each of a packet between two addresses. */
    private static final class Sender {
        private static final int TOGETHER = 8;
        private static final int HEAD = 28;
        private static final int SOURCE = 0x11111111;
        private static final int MARK = 0x22222222;
        private final FlowFixture flows;
        private final ByteBuffer bytes;
        private final int size;
        private final int port;
        private final int address;
        private int sequence;
        private int filled;
        private int agent;

        Sender(FlowFixture flows) {
            this.flows = flows;
            Wire sample = Wire.sample(
                    SOURCE & 0xffffff,
                    RATE,
                    Wire.header(FRAME, Wire.eth(0x0800), Wire.ip("22222222", "0a000002", 6, "")));
            bytes = ByteBuffer.wrap(Wire.datagram(1, Collections.nCopies(TOGETHER, sample)));
            size = sample.bytes().length;
            port = place(SOURCE & 0xffffff);
            address = place(MARK);
        }

        private int place(int word) {
            for (int at = HEAD; ; at++) {
                if (bytes.getInt(at) == word) {
                    return at;
                }
            }
        }

        void send(int fromAgent, int fromPort, int key) {
            if (filled == TOGETHER || agent != fromAgent) {
                flush();
            }
            agent = fromAgent;
            bytes.putInt(port + filled * size, fromPort).putInt(address + filled * size, key);
            filled++;
        }

        void flush() {
            if (filled > 0) {
                bytes.putInt(8, agent).putInt(16, ++sequence).putInt(24, filled);
                flows.shards.receive(Arrays.copyOf(bytes.array(), HEAD + filled * size));
                filled = 0;
            }
        }
    }

    private static FlowFixture fixture(int megabytes) {
        return new FlowFixture(new MemoryStore(), "flow.megabytes", Integer.toString(megabytes));
    }

    private static long counter(FlowFixture flows, String name) {
        return flows.engine.counters().get(name).longValue();
    }

    private static String address(int key) {
        return (key >>> 24) + "." + (key >>> 16 & 0xff) + "." + (key >>> 8 & 0xff) + "." + (key & 0xff);
    }

    /** Twenty keys have 1 % each, the rest is of keys that come once. */
    @Test
    void keysOfOnePercentStayAmongTheLargestHoweverManyOthersCome() {
        int keys = LARGE ? 10_000_000 : 150_000;
        int definitions = LARGE ? 20 : 4;
        int megabytes = LARGE ? 0 : 1;
        try (FlowFixture flows = LARGE ? new FlowFixture() : fixture(megabytes)) {
            for (int i = 0; i < definitions; i++) {
                flows.define("f" + i, "keys", "ipsource", "value", "bytes", "n", 10, "t", 60);
            }
            Sender sender = new Sender(flows);
            SplittableRandom random = new SplittableRandom(3);
            double[] truth = new double[10];
            long sent = 0;
            int ticks = 600;
            for (int tick = 0; tick < ticks; tick++) {
                for (int i = 0; i < keys / ticks; i++) {
                    sender.send(0x0a040001, 1, 0x20000000 + (int) sent++);
                    if (random.nextInt(8) == 0) {
                        int heavy = random.nextInt(truth.length);
                        truth[heavy] += FRAME * RATE * Math.exp((tick - ticks) / 600.0);
                        sender.send(0x0a040001, 1, 0x10000000 + heavy);
                    }
                }
                sender.flush();
                flows.seconds(0.1);
            }
            assertThat(counter(flows, "flowRowsEvicted")).isPositive();
            assertThat(counter(flows, "flowTableBytes")).isLessThanOrEqualTo(counter(flows, "flowTableBytesLimit"));
            for (int i = 0; i < definitions; i++) {
                List<ActiveFlow> top = flows.active("f" + i, Merge.MAX).subList(0, 10);
                for (int heavy = 0; heavy < truth.length; heavy++) {
                    String key = address(0x10000000 + heavy);
                    double rate = truth[heavy] / 60;
                    assertThat(top)
                            .filteredOn(flow -> flow.key().equals(key))
                            .singleElement()
                            .satisfies(flow -> {
                                assertThat(rate).isLessThanOrEqualTo(flow.value() * 1.001);
                                assertThat(rate).isGreaterThanOrEqualTo((flow.value() - flow.overcount()) * 0.999);
                            });
                }
            }
        }
    }

    /** Every port has five flows; in each definition all of them are there, though the tables are too small. */
    @Test
    void everyDataSourceKeepsAsManyFlowsAsItIsGuaranteed() {
        int agents = LARGE ? 1000 : 20;
        int ports = LARGE ? 64 : 16;
        int definitions = LARGE ? 10 : 4;
        int n = 5;
        try (FlowFixture flows = LARGE ? new FlowFixture() : fixture(1)) {
            for (int i = 0; i < definitions; i++) {
                flows.define("f" + i, "keys", "ipsource", "value", "bytes", "n", n, "t", 600);
            }
            Sender sender = new Sender(flows);
            int other = 0;
            for (int round = 0; round < 2; round++) {
                for (int agent = 0; agent < agents; agent++) {
                    for (int port = 1; port <= ports; port++) {
                        for (int flow = 0; flow < n; flow++) {
                            sender.send(0x0a040001 + agent, port, 0x10000000 + flow);
                        }
                    }
                    for (int i = 0; i < 10 * ports; i++) {
                        sender.send(0x0b000001, 1, 0x20000000 + other++);
                    }
                }
            }
            sender.flush();
            flows.seconds(0.1);
            assertThat(counter(flows, "flowRowsEvicted")).isPositive();
            assertThat(counter(flows, "flowTableBytes")).isLessThanOrEqualTo(2 * counter(flows, "flowTableBytesLimit"));
            double truth = 2 * FRAME * RATE / 600.0;
            for (int i = 0; i < definitions; i++) {
                Map<String, List<ActiveFlow>> bySource = flows.active("f" + i, Merge.RAW).stream()
                        .filter(flow -> !flow.agent().equals("11.0.0.1"))
                        .collect(Collectors.groupingBy(flow -> flow.agent() + ">" + flow.dataSource()));
                assertThat(bySource).hasSize(agents * ports);
                assertThat(bySource.values())
                        .allSatisfy(found -> assertThat(found)
                                .hasSize(n)
                                .allSatisfy(flow -> assertThat(truth)
                                        .isBetween((flow.value() - flow.overcount()) * 0.999, flow.value() * 1.001)));
            }
        }
    }

    @Test
    void agentsThatAreMadeUpCostLittleAndDoNotMoveTheFlowsOfKnownOnes() {
        int spoofed = LARGE ? 1_000_000 : 30_000;
        try (FlowFixture flows = new FlowFixture()) {
            for (int i = 0; i < 3; i++) {
                flows.define("f" + i, "keys", "ipsource", "value", "bytes", "n", 20, "t", 60);
            }
            Sender sender = new Sender(flows);
            known(sender);
            flows.seconds(20);
            known(sender);
            List<Double> before = values(flows);
            long heapBefore = LARGE ? heap() : 0;
            for (int agent = 0; agent < spoofed; agent++) {
                sender.send(0x14000000 + agent, 1, 0x20000000 + agent);
            }
            sender.flush();
            List<Double> after = values(flows);
            assertThat(after).hasSameSizeAs(before);
            for (int i = 0; i < before.size(); i++) {
                assertThat(after.get(i)).isCloseTo(before.get(i), within(before.get(i) / 100));
            }
            assertThat(flows.shards.counters().get("sFlowAgents").longValue()).isLessThanOrEqualTo(10_000);
            assertThat(counter(flows, "flowTableBytes")).isLessThan(64 << 20);
            if (LARGE) {
                assertThat(heap() - heapBefore).isLessThan(64 << 20);
            }
        }
    }

    /** A sweep takes ten ticks, and goes on where it was when the table has become larger. */
    @Test
    void idleFlowsEndInDueTimeThoughTheTableGrowsMeanwhile() {
        int idle = 10_000;
        try (FlowFixture flows = fixture(64)) {
            flows.define("f", "keys", "ipsource", "value", "bytes", "t", 60, "log", true, "activeTimeout", 2);
            Sender sender = new Sender(flows);
            int sent = send(sender, 0, idle);
            flows.seconds(2);
            for (int tick = 1; tick <= 11; tick++) {
                sent = tick % 3 == 0 ? send(sender, sent, 2 * sent) : sent;
                flows.seconds(0.1);
            }
            assertThat(counter(flows, "flowRows")).isEqualTo(8L * idle);
            assertThat(counter(flows, "flowsGenerated")).isEqualTo(idle);
        }
    }

    /** Sends keys of these numbers once each, and returns the next number. */
    private static int send(Sender sender, int from, int to) {
        for (int key = from; key < to; key++) {
            sender.send(0x0a040001, 1, 0x20000000 + key);
        }
        sender.flush();
        return to;
    }

    private static void known(Sender sender) {
        for (int agent = 0; agent < 10; agent++) {
            for (int i = 0; i < 100; i++) {
                sender.send(0x0a040001 + agent, 1 + i % 4, 0x10000000 + i);
            }
        }
        sender.flush();
    }

    private static List<Double> values(FlowFixture flows) {
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            flows.active("f" + i, Merge.RAW).stream()
                    .filter(flow -> flow.agent().startsWith("10.4.0."))
                    .sorted(Comparator.comparing(flow -> flow.agent() + flow.dataSource() + flow.key()))
                    .forEach(flow -> values.add(flow.value()));
        }
        return values;
    }

    /** Bytes of the heap that are in use once the collector has run. */
    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getCollectionUsage)
                .filter(usage -> usage != null)
                .mapToLong(usage -> usage.getUsed())
                .sum();
    }
}
