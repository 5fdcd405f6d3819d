// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal.replay;

import java.util.BitSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Puts together the fragments of IP packets. Sources: RFC 791 §3.2, RFC 8200 §4.5.
 *
 * <p>At most {@value #MOST} packets are in the making; the oldest gives way, as does what is not whole after {@value #SECONDS} s
 * of the capture's time. Fragments that overlap spoil their packet (RFC 5722). Thread: confined to its reader.
 */
final class Reassembly {
    private static final int MOST = 64;
    private static final long SECONDS = 30;
    private static final int UNIT = 8;
    private static final int LONGEST = 65_535;

    private record Packet(long sourceHigh, long sourceLow, long targetHigh, long targetLow, long id) {}

    private static final class Pieces {
        final long since;
        final BitSet there = new BitSet();
        byte[] bytes = new byte[2048];
        int count;
        int length = -1;

        Pieces(long since) {
            this.since = since;
        }

        void room(int length) {
            if (length > bytes.length) {
                bytes = java.util.Arrays.copyOf(bytes, Math.min(LONGEST + UNIT, Math.max(length, 2 * bytes.length)));
            }
        }
    }

    private final Map<Packet, Pieces> packets = new LinkedHashMap<>();
    private final CaptureCounts counts;

    Reassembly(CaptureCounts counts) {
        this.counts = counts;
    }

    /**
     * Takes a fragment: {@code length} bytes of the frame at {@code at} that belong at {@code offset} of the packet. Gives the
     * packet, behind its IP header, when this was the last that was missing.
     */
    Optional<byte[]> take(
            Frame frame, int at, int length, int offset, boolean more, long[] source, long[] target, long id) {
        counts.add(CaptureCounts.What.FRAGMENTS);
        expire(frame.nanos);
        Packet packet = new Packet(source[0], source[1], target[0], target[1], id);
        Pieces pieces = packets.get(packet);
        if (pieces == null) {
            makeRoom();
            pieces = new Pieces(frame.nanos);
            packets.put(packet, pieces);
        }
        pieces.count++;
        int end = offset + length;
        boolean odd = length <= 0 || end > LONGEST || more && length % UNIT != 0;
        int first = offset / UNIT;
        int last = (end + UNIT - 1) / UNIT;
        if (odd || !pieces.there.get(first, last).isEmpty()) {
            lose(packet);
            return Optional.empty();
        }
        pieces.there.set(first, last);
        pieces.room(end);
        System.arraycopy(frame.bytes, frame.at + at, pieces.bytes, offset, length);
        if (!more) {
            pieces.length = end;
        }
        int units = (pieces.length + UNIT - 1) / UNIT;
        if (pieces.length < 0 || pieces.there.nextClearBit(0) < units) {
            return Optional.empty();
        }
        packets.remove(packet);
        return Optional.of(java.util.Arrays.copyOf(pieces.bytes, pieces.length));
    }

    private void expire(long now) {
        Iterator<Pieces> oldest = packets.values().iterator();
        while (oldest.hasNext()) {
            Pieces pieces = oldest.next();
            if (now - pieces.since < SECONDS * 1_000_000_000L) {
                return;
            }
            counts.add(CaptureCounts.What.FRAGMENTS_LOST, pieces.count);
            oldest.remove();
        }
    }

    private void makeRoom() {
        if (packets.size() == MOST) {
            lose(packets.keySet().iterator().next());
        }
    }

    private void lose(Packet packet) {
        counts.add(CaptureCounts.What.FRAGMENTS_LOST, packets.remove(packet).count);
    }

    /** The capture has ended: what is not whole will never be. */
    void end() {
        packets.values().forEach(pieces -> counts.add(CaptureCounts.What.FRAGMENTS_LOST, pieces.count));
        packets.clear();
    }
}
