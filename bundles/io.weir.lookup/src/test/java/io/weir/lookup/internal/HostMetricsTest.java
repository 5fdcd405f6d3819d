// SPDX-License-Identifier: Apache-2.0
package io.weir.lookup.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.InvalidInput;
import io.weir.api.flow.BoundKey;
import io.weir.api.flow.KeyType;
import io.weir.api.flow.KeyValue;
import io.weir.demo.internal.encoder.CounterRecords;
import io.weir.demo.internal.encoder.CounterRecords.Adapter;
import io.weir.demo.internal.encoder.CounterSampleBuilder;
import io.weir.demo.internal.encoder.DatagramBuilder;
import io.weir.metric.internal.MetricParts;
import io.weir.testkit.InlineShards;
import io.weir.testkit.SteppedTimeline;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HostMetricsTest {
    private final SteppedTimeline clock = new SteppedTimeline();
    private final InlineShards shards = new InlineShards(clock, 2);
    private final HostMetrics hosts = new HostMetrics();
    private final KeyValue key = new KeyValue();
    private long datagrams;

    HostMetricsTest() {
        shards.add(new MetricParts());
        shards.add(hosts);
    }

    @AfterEach
    void close() {
        shards.close();
    }

    private void send(String agent, int sourceClass, long index, String name, String... macs) {
        CounterSampleBuilder sample = CounterSampleBuilder.of(sourceClass, index)
                .sequence(++datagrams)
                .add(CounterRecords.hostDescr(name, new UUID(1, index), 3, 2, "6.1"))
                .add(CounterRecords.hostAdapters(
                        List.of(macs).stream().map(mac -> new Adapter(1, mac)).toList()));
        shards.receive(DatagramBuilder.agent(agent)
                .sequence(datagrams)
                .uptime(1000)
                .add(sample)
                .bytes());
    }

    private String read(BoundKey bound, long mac) {
        clock.advance(Duration.ofSeconds(2));
        key.set(KeyType.MAC, mac);
        return Given.read(bound);
    }

    private BoundKey host(String metric) {
        return Given.bind(hosts.functions(), "host", key, metric);
    }

    @Test
    void aMacAddressTellsItsHostWhateverShardHearsIt() {
        BoundKey bound = host("host_name");
        for (int i = 1; i <= 8; i++) {
            send("10.0.0." + i, 2, 1, "web" + i, "00:16:3e:ab:01:0" + i, "00:16:3e:ab:02:0" + i);
        }
        for (int i = 1; i <= 8; i++) {
            assertThat(read(bound, 0x00163eab0100L + i)).isEqualTo("web" + i);
            assertThat(read(bound, 0x00163eab0200L + i)).isEqualTo("web" + i);
        }
        assertThat(read(bound, 0x00163eab0300L)).isEqualTo("-");
        assertThat(read(host("no_such_metric"), 0x00163eab0101L)).isEqualTo("-");
    }

    @Test
    void aVirtualHostIsToldRatherThanTheOneItRunsOn() {
        BoundKey bound = host("vir_host_name");
        BoundKey plain = host("host_name");
        send("10.0.0.1", 3, 1001, "guest", "00:16:3e:ab:01:01");
        send("10.0.0.1", 2, 1, "hypervisor", "00:16:3e:ab:01:01", "00:16:3e:ab:01:02");
        assertThat(read(bound, 0x00163eab0101L)).isEqualTo("guest");
        assertThat(read(plain, 0x00163eab0102L)).isEqualTo("hypervisor");
    }

    @Test
    void whatAnAgentToldGoesWithItUnlessAnotherTellsIt() {
        BoundKey bound = host("host_name");
        send("10.0.0.1", 2, 1, "first", "00:16:3e:ab:01:01", "00:16:3e:ab:01:02");
        send("10.0.0.1", 2, 2, "second", "00:16:3e:ab:01:02");
        clock.advance(Duration.ofMinutes(59));
        send("10.0.0.1", 2, 2, "second", "00:16:3e:ab:01:02");
        clock.advance(Duration.ofMinutes(4));
        send("10.0.0.1", 2, 2, "second", "00:16:3e:ab:01:02");
        assertThat(read(bound, 0x00163eab0101L)).isEqualTo("-");
        assertThat(read(bound, 0x00163eab0102L)).isEqualTo("second");
    }

    @Test
    void manyHostsAreLookedThroughInSeveralTicks() {
        BoundKey bound = host("host_name");
        for (int i = 0; i < 200; i++) {
            int agent = i;
            send(
                    "10.0.1." + i,
                    2,
                    1,
                    "h" + i,
                    IntStream.range(0, 64)
                            .mapToObj(mac -> "02:00:00:00:%02x:%02x".formatted(agent, mac))
                            .toArray(String[]::new));
        }
        for (int i = 0; i < 200; i++) {
            assertThat(read(bound, 0x020000000000L + (i << 8) + 63)).isEqualTo("h" + i);
        }
    }

    @Test
    void metricsAreBounded() {
        for (int i = 0; i < 64; i++) {
            host("m" + i);
        }
        assertThatThrownBy(() -> host("one_more")).isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> host("")).isInstanceOf(InvalidInput.class);
        host("m7");
    }
}
