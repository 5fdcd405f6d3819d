// SPDX-License-Identifier: Apache-2.0
package io.weir.demo.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.weir.demo.internal.fabric.Fabric;
import io.weir.demo.internal.fabric.Port;
import io.weir.demo.internal.fabric.Switch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Eight minutes of the fabric, as a collector sees them. */
final class DemonstrationTest {
    private static final int SECONDS = 480;

    private static final Ledger LEDGER = new Ledger();
    private static final Demonstration DEMONSTRATION = new Demonstration(1, LEDGER);

    @BeforeAll
    static void run() {
        run(DEMONSTRATION, SECONDS);
    }

    private static void run(Demonstration demonstration, int seconds) {
        for (int i = 0; i < seconds * 10; i++) {
            demonstration.run(0.1);
        }
    }

    @Test
    void everyDatagramIsWhole() {
        assertThat(LEDGER.faults).isEmpty();
        assertThat(LEDGER.longest).isBetween(1_000, 1_400);
    }

    @Test
    void loadIsModest() {
        assertThat(LEDGER.datagrams / SECONDS).isBetween(20, 300);
    }

    @Test
    void switchesAndPortsHaveNames() {
        assertThat(LEDGER.names)
                .contains(
                        "leaf1 198.18.0.1",
                        "leaf2 198.18.0.2",
                        "spine1 198.18.0.11",
                        "spine2 198.18.0.12",
                        "198.18.0.1 48 swp48",
                        "198.18.0.12 2 swp2");
        assertThat(LEDGER.accounts).hasSize(9 + 8 + 2 + 2);
    }

    @Test
    void samplesEstimateWhatEachPortCounted() {
        LEDGER.accounts.forEach((port, account) -> {
            assertThat(account.polls).as(port).isBetween(SECONDS / 5 - 1, SECONDS / 5 + 1);
            assertThat(account.inAtCounter)
                    .as(port)
                    .isCloseTo((double) account.inCounter, within(4 * Math.sqrt(account.inVarianceAtCounter) + 1e6));
            assertThat((double) account.samples)
                    .as(port)
                    .isCloseTo((double) account.pool, within(4 * Math.sqrt(account.pool * 1_000.0) + 1e4));
        });
    }

    @Test
    void samplesEstimateWhatEachPortSent() {
        for (Switch at : DEMONSTRATION.fabric().switches()) {
            for (Port port : at.ports()) {
                Ledger.Account account = LEDGER.accounts.get(at.address() + " " + port.ifIndex());
                assertThat(account.outEstimate)
                        .as(at.name() + " " + port.name())
                        .isCloseTo((double) port.outOctets(), within(4 * Math.sqrt(account.outVariance) + 1e6));
                assertThat(account.outCounter).isLessThanOrEqualTo(port.outOctets());
            }
        }
    }

    @Test
    void bothEndsOfALinkCountTheSame() {
        List<Switch> switches = DEMONSTRATION.fabric().switches();
        for (int leaf = 0; leaf < 2; leaf++) {
            for (int spine = 0; spine < 2; spine++) {
                Port up = port(switches.get(leaf), 49 + spine);
                Port down = port(switches.get(2 + spine), 1 + leaf);
                assertThat(up.outOctets()).isPositive().isEqualTo(down.inOctets());
                assertThat(up.inOctets()).isPositive().isEqualTo(down.outOctets());
            }
        }
    }

    private static Port port(Switch at, int ifIndex) {
        return at.ports().stream()
                .filter(port -> port.ifIndex() == ifIndex)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void noLinkCarriesMoreThanItCan() {
        Ledger ledger = new Ledger();
        Demonstration demonstration = new Demonstration(3, ledger);
        Fabric fabric = demonstration.fabric();
        List<Port> hostPorts = fabric.hosts().stream().map(host -> host.port()).toList();
        long[] before = new long[hostPorts.size()];
        for (int second = 0; second < 1_200; second++) {
            run(demonstration, 1);
            for (int i = 0; i < before.length; i++) {
                long octets = hostPorts.get(i).outOctets();
                assertThat((octets - before[i]) * 8).as("second %d", second).isLessThan(1_000_000_000);
                before[i] = octets;
            }
        }
    }

    @Test
    void trafficIsOfManyKinds() {
        assertThat(LEDGER.stacks).contains("eth.ip.tcp", "eth.ip6.tcp", "eth.ip.udp.dns");
        assertThat(LEDGER.discards).isBetween(SECONDS / 4, SECONDS * 5);
    }

    @Test
    void sameSeedMakesTheSameDatagrams() {
        assertThat(digest(7)).isEqualTo(digest(7)).isNotEqualTo(digest(8));
    }

    private static List<Integer> digest(long seed) {
        List<Integer> hashes = new ArrayList<>();
        run(new Demonstration(seed, datagram -> hashes.add(Arrays.hashCode(datagram))), 10);
        return hashes;
    }

    @Test
    void timeWithoutStepsIsNotMadeUpFor() {
        Ledger ledger = new Ledger();
        Demonstration demonstration = new Demonstration(1, ledger);
        IntStream.range(0, 10).forEach(i -> demonstration.run(3_600));
        assertThat(ledger.datagrams).isLessThan(10 * 300);
    }
}
