// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal;

/**
 * The flow samples of a data source, and how it samples: as it says, and as its pool says. Thread: confined to the shard.
 *
 * <p>Both sums are halved at {@value #MOST} samples, so that the ratio follows a change of rate.
 */
final class FlowBook extends SampleBook {
    private static final int MOST = 4096;

    private long rate;
    private int pool;
    private long packets;
    private long samples;

    /** Notes the rate and the pool of the sample that was just taken in. */
    void sampled(long samplingRate, long samplePool) {
        rate = samplingRate;
        if (!ordered()) {
            return;
        }
        int grown = (int) samplePool - pool;
        pool = (int) samplePool;
        if (anew() || grown < 0) {
            return;
        }
        packets += grown;
        samples++;
        if (samples == MOST) {
            packets /= 2;
            samples /= 2;
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
