// SPDX-License-Identifier: Apache-2.0
package io.weir.demo.internal.fabric;

import io.weir.demo.internal.encoder.PacketBuilder;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Packets of one kind and length that go one way through the fabric. Thread: confined to the fabric. */
public final class Stream {
    private static final String ANY = "020000000000";

    private final List<Hop> route;
    private final Payload payload;
    private final int frameLength;
    private final double packetsPerSecond;
    private double credit;

    Stream(List<Hop> route, Payload payload, double packetsPerSecond) {
        this.route = route;
        this.payload = payload;
        this.packetsPerSecond = packetsPerSecond;
        this.frameLength = payload.behind(PacketBuilder.ethernet(ANY, ANY), new SplittableRandom(0))
                .frameLength();
    }

    /** Lets the packets of a while pass, a fifth more or less of them. */
    public void run(double seconds, RandomGenerator random) {
        credit += packetsPerSecond * seconds * (0.8 + 0.4 * random.nextDouble());
        long packets = (long) credit;
        credit -= packets;
        if (packets > 0) {
            for (Hop hop : route) {
                hop.at().pass(hop, packets, frameLength, payload);
            }
        }
    }
}
