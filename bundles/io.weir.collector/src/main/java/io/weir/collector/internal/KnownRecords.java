// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal;

/**
 * Which records of a kind of sample have a meaning that is published. Thread: immutable.
 *
 * <p>Source: the structure registry of sflow.org; Broadcom (4413) and NVIDIA (5703) as these publish theirs.
 */
final class KnownRecords {
    private static final int BROADCOM = 4413 << 12;
    private static final int NVIDIA = 5703 << 12;

    /** Of flow samples and discarded packets. */
    static final KnownRecords OF_PACKETS =
            new KnownRecords(BROADCOM + 1, BROADCOM + 1, 1, 4, 1001, 1043, 2000, 2003, 2100, 2103, 2200, 2210);

    /** Of counter samples. */
    static final KnownRecords OF_COUNTERS = new KnownRecords(
            BROADCOM + 1,
            BROADCOM + 3,
            NVIDIA + 1,
            NVIDIA + 1,
            1,
            11,
            1001,
            1005,
            2000,
            2010,
            2100,
            2106,
            2200,
            2207,
            3000,
            3003);

    private static final int FORMATS = 1 << 12;

    /** Bit n: 0:n is known. */
    private final long[] standard = new long[FORMATS / Long.SIZE];

    private final int[] ranges;

    /** Makes a set of ranges of tags: first, last, first, last … */
    private KnownRecords(int... ranges) {
        this.ranges = ranges;
        for (int i = 0; i < ranges.length; i += 2) {
            for (int tag = ranges[i]; tag <= ranges[i + 1] && tag < FORMATS; tag++) {
                standard[tag >> 6] |= 1L << tag;
            }
        }
    }

    boolean has(int tag) {
        return tag >>> 12 == 0 ? (standard[tag >> 6] & 1L << tag) != 0 : inRange(tag);
    }

    private boolean inRange(int tag) {
        for (int i = 0; i < ranges.length; i += 2) {
            if (tag >= ranges[i] && tag <= ranges[i + 1]) {
                return true;
            }
        }
        return false;
    }
}
