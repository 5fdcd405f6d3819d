// SPDX-License-Identifier: Apache-2.0
package io.weir.demo.internal;

import io.weir.demo.internal.fabric.Fabric;
import io.weir.demo.internal.traffic.Traffic;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * The fabric with its traffic, driven by a clock of any pace.
 *
 * <p>Thread: confined to its user.
 */
final class Demonstration {
    /** The longest step, in seconds: no more is made up for when the process was held up. */
    private static final double LONGEST = 1;

    private final Traffic traffic;
    private final Fabric fabric;
    private double now;

    /** The same seed makes the same traffic. */
    Demonstration(long seed, Consumer<byte[]> wire) {
        SplittableRandom random = new SplittableRandom(seed);
        fabric = new Fabric(random.split());
        fabric.connect(wire);
        traffic = new Traffic(fabric, random.split());
    }

    Fabric fabric() {
        return fabric;
    }

    /** Lets that much time go by. */
    void run(double seconds) {
        now += Math.min(LONGEST, seconds);
        traffic.advance(now);
        fabric.flush();
    }
}
