// SPDX-License-Identifier: Apache-2.0
package io.weir.demo.internal.traffic;

import io.weir.demo.internal.fabric.Host;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Large transfers that come and go: copies between hosts at a tenth to four tenths of their links. A host takes part in one
 * at a time, so that no link is asked for more than it can carry.
 *
 * <p>Thread: confined to the traffic.
 */
final class Elephants implements Activity {
    /** rsync, NFS, iperf, an object store. */
    private static final List<Integer> SERVICES = List.of(873, 2_049, 5_001, 9_000);

    private static final double FIRST = 2;
    private static final double MEAN_GAP = 9;
    private static final double MEAN_SECONDS = 20;
    private static final double FULL_FRAME_BITS = 8 * 1_498;

    private final Traffic traffic;
    private final RandomGenerator random;
    private final Arrivals copies;
    private final Map<Host, Double> busyUntil = new HashMap<>();

    Elephants(Traffic traffic) {
        this.traffic = traffic;
        this.random = traffic.random();
        this.copies = new Arrivals(FIRST, MEAN_GAP, random);
    }

    @Override
    public void step(double now) {
        busyUntil.values().removeIf(until -> until < now);
        while (copies.due(now)) {
            Host from = traffic.anyHost();
            Host to = traffic.anyHost();
            if (!from.equals(to) && !busyUntil.containsKey(from) && !busyUntil.containsKey(to)) {
                double seconds = Math.min(90, 8 + Arrivals.exponential(MEAN_SECONDS, random));
                double bitsPerSecond = 100e6 + 300e6 * random.nextDouble();
                int service = SERVICES.get(random.nextInt(SERVICES.size()));
                Conversation.of(from, to, Traffic.clientPort(random), service, false)
                        .upload(traffic, bitsPerSecond / FULL_FRAME_BITS, seconds);
                busyUntil.put(from, now + seconds);
                busyUntil.put(to, now + seconds);
            }
        }
    }
}
