// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import io.weir.api.shard.Observation;
import io.weir.packet.PacketView;
import io.weir.sflow.SampleRecords;
import java.util.Arrays;

/**
 * The layouts of the packets that come, by small numbers.
 *
 * <p>Traffic has a dozen or two. Whoever sends more of them than there are numbers makes a shard slower, not larger: packets
 * of the others are looked at one by one. Thread: confined to the shard.
 */
final class Layouts {
    /** Numbers are below this. */
    static final int MOST = 128;

    private static final int PLACES = 2 * MOST;
    private static final long SPREAD = 0x9e37_79b9_7f4a_7c15L;
    private static final int SHIFT = Long.numberOfLeadingZeros(PLACES) + 1;

    /** Fields are read with the eight bytes that end with them. */
    private static final int LEAST_START = 8;

    /** Of each place the signature of the packets' layers, or 0 when it is free, and the kinds of the records. */
    private final long[] signatures = new long[PLACES];

    private final long[] kinds = new long[PLACES];
    private final int[] numbers = new int[PLACES];
    private final Layout[] layouts = new Layout[MOST];
    private int count;
    private boolean turnedAway;
    private long generation;

    /** Rises when numbers are given anew. */
    long generation() {
        return generation;
    }

    Layout layout(int number) {
        return layouts[number];
    }

    /** The number of a sample's layout; -1 when it has none. */
    int number(Observation sample) {
        SampleRecords records = sample.records();
        if (!records.hasHeader()) {
            return -1;
        }
        PacketView packet = sample.packet();
        long signature = packet.signature();
        if (signature == 0 || packet.start() < LEAST_START) {
            return -1;
        }
        long wanted = records.kinds();
        int place = (int) ((signature ^ wanted * SPREAD) * SPREAD >>> SHIFT);
        while (signatures[place] != signature || kinds[place] != wanted) {
            if (signatures[place] == 0) {
                return begin(place, signature, wanted);
            }
            place = place + 1 & PLACES - 1;
        }
        return numbers[place];
    }

    private int begin(int place, long signature, long recordKinds) {
        if (count == MOST) {
            turnedAway = true;
            return -1;
        }
        signatures[place] = signature;
        kinds[place] = recordKinds;
        numbers[place] = count;
        layouts[count] = new Layout(PacketView.protocols(signature), recordKinds);
        return count++;
    }

    /** Begins anew when there were not enough numbers: those that come now may be others. */
    void tick() {
        if (turnedAway) {
            turnedAway = false;
            generation++;
            count = 0;
            Arrays.fill(signatures, 0);
        }
    }
}
