// SPDX-License-Identifier: Apache-2.0
package io.weir.demo.internal.traffic;

import java.util.random.RandomGenerator;

/** Moments that come at random, a mean gap apart: a Poisson process. Thread: confined to the traffic. */
final class Arrivals {
    private final double mean;
    private final RandomGenerator random;
    private double next;

    Arrivals(double first, double mean, RandomGenerator random) {
        this.next = first;
        this.mean = mean;
        this.random = random;
    }

    /** Whether one is due; asked again, whether another is. */
    boolean due(double now) {
        if (next > now) {
            return false;
        }
        next += exponential(mean, random);
        return true;
    }

    /** A length with a mean, drawn from the exponential distribution. */
    static double exponential(double mean, RandomGenerator random) {
        return -mean * Math.log(1 - random.nextDouble());
    }
}
