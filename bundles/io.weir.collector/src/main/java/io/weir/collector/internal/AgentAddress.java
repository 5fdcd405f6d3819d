// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal;

import io.weir.sflow.ByteView;
import io.weir.sflow.Received;

/**
 * Under which address an agent is kept: its own, unless that cannot tell agents apart.
 *
 * <p>An agent that says 0.0.0.0 (or ::), or says it is a loopback address while it sends from elsewhere, is kept under its
 * UDP source; so is one that gives no address. A flyweight; thread: confined to its user.
 */
final class AgentAddress {
    private static final long MAPPED = 0xffffL;

    private long high;
    private long low;
    private boolean renamed;

    /** Sets it from the address an agent gives and the one it sends from, both as in {@link io.weir.api.net.Address}. */
    AgentAddress of(long high, long low, Received from) {
        renamed = unspecified(high, low) || loopback(high, low) && !loopback(from.sourceHigh(), from.sourceLow());
        this.high = renamed ? from.sourceHigh() : high;
        this.low = renamed ? from.sourceLow() : low;
        return this;
    }

    /** Sets it from the 32 bits of an IPv4 address. */
    AgentAddress ipv4(long bits, Received from) {
        return of(0, mapped(bits), from);
    }

    /** The last eight bytes of an IPv4 address as IPv6 has it (RFC 4291 §2.5.5.2). */
    static long mapped(long bits) {
        return MAPPED << 32 | bits;
    }

    /** Sets it from the head of a datagram; the UDP source's when that cannot be read. */
    AgentAddress read(ByteView bytes, Received from) {
        byte[] array = bytes.array();
        int at = bytes.offset() + 4;
        int type = bytes.length() < 12 ? 0 : ByteView.int32(array, at);
        if (type == 1) {
            return ipv4(ByteView.u32(array, at + 4), from);
        }
        if (type == 2 && bytes.length() >= 24) {
            return of(ByteView.u64(array, at + 4), ByteView.u64(array, at + 12), from);
        }
        return of(from.sourceHigh(), from.sourceLow(), from);
    }

    private static boolean unspecified(long high, long low) {
        return high == 0 && (low == 0 || low == MAPPED << 32);
    }

    private static boolean loopback(long high, long low) {
        return high == 0 && (low == 1 || low >>> 24 == (MAPPED << 8 | 127));
    }

    /** Which of {@code shards} it belongs to. */
    int shard(int shards) {
        return Mix.shard(high, low, shards);
    }

    long high() {
        return high;
    }

    long low() {
        return low;
    }

    /** Whether the source stands in for the address the agent gave. */
    boolean renamed() {
        return renamed;
    }
}
