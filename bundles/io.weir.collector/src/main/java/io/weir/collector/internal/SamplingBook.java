// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal;

/**
 * How a data source samples: as it says, and as its pool says. Thread: confined to the shard.
 *
 * <p>Both sums are halved at {@value #MOST} samples, so that the ratio follows a change of rate.
 */
final class SamplingBook {
    private static final int MOST = 4096;

    private long rate;
    private boolean known;
    private int pool;
    private long packets;
    private long samples;

    /**
     * Takes in a sample.
     *
     * @param fresh whether it cannot be compared with the one before
     */
    void accept(long samplingRate, long samplePool, boolean fresh) {
        rate = samplingRate;
        int grown = (int) samplePool - pool;
        if (known && !fresh && grown >= 0) {
            packets += grown;
            samples++;
        }
        if (samples == MOST) {
            packets /= 2;
            samples /= 2;
        }
        if (!known || !fresh || grown > 0) {
            pool = (int) samplePool;
            known = true;
        }
    }

    long rate() {
        return rate;
    }

    /** Packets that could have been sampled, by received samples; 0 while unknown. */
    double effectiveRate() {
        return samples == 0 ? 0 : (double) packets / samples;
    }
}
