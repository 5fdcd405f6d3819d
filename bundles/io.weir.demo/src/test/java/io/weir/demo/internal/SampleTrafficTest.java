// SPDX-License-Identifier: Apache-2.0
package io.weir.demo.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.InvalidInput;
import io.weir.api.Registration;
import io.weir.api.store.Settings;
import io.weir.api.time.Timeline;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SampleTrafficTest {
    private final Steps timeline = new Steps();
    private DatagramSocket receiver;

    @BeforeEach
    void open() throws Exception {
        receiver = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        receiver.setSoTimeout(5_000);
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    private SampleTraffic traffic(String demo) {
        return new SampleTraffic(
                settings(Map.of("weir.demo", demo, "sflow.port", Integer.toString(receiver.getLocalPort()))), timeline);
    }

    @Test
    void datagramsComeByUdpFromTheFourAgents() throws Exception {
        SampleTraffic traffic = traffic("yes");
        Ledger ledger = new Ledger();
        DatagramPacket packet = new DatagramPacket(new byte[2_000], 2_000);
        while (ledger.names.stream()
                        .filter(name -> name.matches("(leaf|spine).*"))
                        .count()
                < 4) {
            long before = sent(traffic);
            timeline.step();
            for (long i = before; i < sent(traffic); i++) {
                receiver.receive(packet);
                ledger.accept(Arrays.copyOf(packet.getData(), packet.getLength()));
            }
        }
        traffic.stop();
        assertThat(ledger.faults).isEmpty();
        assertThat(traffic.counters()).containsEntry("demoDatagramsFailed", 0L);
    }

    private static long sent(SampleTraffic traffic) {
        return traffic.counters().get("demoDatagramsSent").longValue();
    }

    @Test
    void nothingRunsUnlessAskedFor() {
        SampleTraffic traffic = traffic("no");
        assertThat(timeline.task).isEmpty();
        traffic.stop();
    }

    @Test
    void nothingIsSentAfterTheStop() {
        SampleTraffic traffic = traffic("yes");
        Runnable late = timeline.task.orElseThrow();
        traffic.stop();
        assertThat(timeline.task).isEmpty();
        timeline.nanos += 1_000_000_000;
        late.run();
        assertThat(traffic.counters()).containsEntry("demoDatagramsSent", 0L).containsEntry("demoDatagramsFailed", 0L);
    }

    @Test
    void portThatIsNoneIsRefused() {
        assertThatThrownBy(() -> new SampleTraffic(settings(Map.of("weir.demo", "yes", "sflow.port", "0")), timeline))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("setting \"sflow.port\": not a port to send sample traffic to: value=0");
    }

    private static Settings settings(Map<String, String> values) {
        return new Settings() {
            @Override
            public Optional<String> get(String name) {
                return Optional.ofNullable(values.get(name));
            }

            @Override
            public Collection<String> names() {
                return values.keySet();
            }

            @Override
            public boolean secret(String name) {
                return false;
            }
        };
    }

    /** Runs its task when told to. */
    private static final class Steps implements Timeline {
        private Optional<Runnable> task = Optional.empty();
        private long nanos;
        private Duration period = Duration.ZERO;

        void step() {
            nanos += period.toNanos();
            task.orElseThrow().run();
        }

        @Override
        public long millis() {
            return nanos / 1_000_000;
        }

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public Registration after(Duration delay, Runnable once) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Registration every(Duration gap, Runnable again) {
            period = gap;
            task = Optional.of(again);
            return () -> task = Optional.empty();
        }
    }
}
