// SPDX-License-Identifier: Apache-2.0
package io.weir.demo.internal.traffic;

import io.weir.demo.internal.fabric.Fabric;
import io.weir.demo.internal.fabric.Host;
import io.weir.demo.internal.fabric.Payload;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * An attack now and then, from many addresses out in the world on one web server: amplified DNS answers, or TCP
 * connection requests.
 *
 * <p>Thread: confined to the traffic.
 */
final class Floods implements Activity {
    private static final List<String> TARGETS = List.of("web1", "web2", "web3");
    private static final double FIRST = 40;
    private static final double MEAN_GAP = 150;
    private static final double DNS_PACKETS = 35_000;
    private static final double SYN_PACKETS = 90_000;
    private static final int DNS_BYTES = 1_100;

    private final Traffic traffic;
    private final RandomGenerator random;
    private final Arrivals attacks;
    private double until;

    Floods(Traffic traffic) {
        this.traffic = traffic;
        this.random = traffic.random();
        this.attacks = new Arrivals(FIRST, MEAN_GAP, random);
    }

    @Override
    public void step(double now) {
        if (attacks.due(now) && until < now) {
            Host target = traffic.fabric().host(TARGETS.get(random.nextInt(TARGETS.size())));
            double seconds = 15 + random.nextInt(20);
            boolean amplified = random.nextBoolean();
            Payload payload = amplified ? amplification(target) : connectionRequests(target);
            Fabric fabric = traffic.fabric();
            traffic.start(
                    fabric.stream(fabric.border(), target, 0, amplified ? DNS_PACKETS : SYN_PACKETS, payload), seconds);
            until = now + seconds;
        }
    }

    private static Payload amplification(Host target) {
        return (ethernet, any) -> ethernet.ipv4(attacker(any), target.ip4())
                .udp(53, Traffic.clientPort(any))
                .payload(DNS_BYTES);
    }

    private static Payload connectionRequests(Host target) {
        return (ethernet, any) -> ethernet.ipv4(attacker(any), target.ip4()).tcp(Traffic.clientPort(any), 443, 0x02);
    }

    private static String attacker(RandomGenerator any) {
        return "203.0.113." + (1 + any.nextInt(254));
    }
}
