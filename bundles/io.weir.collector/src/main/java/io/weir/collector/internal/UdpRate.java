// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal;

import java.util.OptionalLong;

/**
 * How many datagrams come a second, and how long the kernel's buffer holds that. Thread: confined to its user.
 *
 * <p>A waiting datagram costs the kernel more than its bytes: its memory is taken in powers of two, with a head of 256 bytes and
 * about 400 of room before and behind the data; of a buffer asked for Linux keeps twice the bytes for that.
 */
final class UdpRate {
    private static final double WEIGHT = 0.3;
    private static final int HEAD = 256;
    private static final int ROOM = 400;

    private long nanos;
    private long count;
    private long bytes;
    private double datagrams;
    private double length;

    /** Takes in the sums of now. */
    void update(long now, long countNow, long bytesNow) {
        double seconds = (now - nanos) / 1e9;
        if (nanos != 0 && seconds > 0) {
            datagrams += WEIGHT * ((countNow - count) / seconds - datagrams);
            length = countNow > count ? (double) (bytesNow - bytes) / (countNow - count) : length;
        }
        nanos = now;
        count = countNow;
        bytes = bytesNow;
    }

    long datagrams() {
        return Math.round(datagrams);
    }

    /** For how many ms a buffer of so many bytes, as asked for, holds what comes; empty while nothing comes. */
    OptionalLong millisHeld(long buffer) {
        if (datagrams < 1 || length < 1) {
            return OptionalLong.empty();
        }
        long taken = Long.highestOneBit((long) length + ROOM - 1) * 2 + HEAD;
        return OptionalLong.of(Math.round(2.0 * buffer / taken / datagrams * 1000));
    }
}
