// SPDX-License-Identifier: Apache-2.0
package io.weir.demo.internal.encoder;

/**
 * Makes the record of an interface's counters (0:1).
 *
 * <p>Thread: confined to its user. Counters are written modulo their width. Source: sFlow v5 §5, {@code if_counters}.
 */
public final class InterfaceCounters {
    private final long ifIndex;
    private long type = 6;
    private long speed = 10_000_000_000L;
    private long direction = 1;
    private long status = 3;
    private long inOctets;
    private long[] in = new long[6];
    private long outOctets;
    private long[] out = new long[5];

    private InterfaceCounters(long ifIndex) {
        this.ifIndex = ifIndex;
    }

    /** An Ethernet interface of 10 Gbit/s, full duplex and up, whose counters are 0. */
    public static InterfaceCounters of(long ifIndex) {
        return new InterfaceCounters(ifIndex);
    }

    /** The IANA ifType: 6 Ethernet. */
    public InterfaceCounters type(long ifType) {
        type = ifType;
        return this;
    }

    /** In bits per second. */
    public InterfaceCounters speed(long bitsPerSecond) {
        speed = bitsPerSecond;
        return this;
    }

    /** 0 unknown, 1 full duplex, 2 half duplex, 3 in, 4 out. */
    public InterfaceCounters direction(long code) {
        direction = code;
        return this;
    }

    public InterfaceCounters status(boolean adminUp, boolean operUp) {
        status = (adminUp ? 1 : 0) | (operUp ? 2 : 0);
        return this;
    }

    public InterfaceCounters in(long octets, long unicast) {
        return in(octets, unicast, 0, 0);
    }

    public InterfaceCounters in(long octets, long unicast, long multicast, long broadcast) {
        inOctets = octets;
        in[0] = unicast;
        in[1] = multicast;
        in[2] = broadcast;
        return this;
    }

    public InterfaceCounters inTrouble(long discards, long errors, long unknownProtocols) {
        in[3] = discards;
        in[4] = errors;
        in[5] = unknownProtocols;
        return this;
    }

    public InterfaceCounters out(long octets, long unicast) {
        return out(octets, unicast, 0, 0);
    }

    public InterfaceCounters out(long octets, long unicast, long multicast, long broadcast) {
        outOctets = octets;
        out[0] = unicast;
        out[1] = multicast;
        out[2] = broadcast;
        return this;
    }

    public Structure build() {
        XdrWriter body = new XdrWriter().u32(ifIndex, type).u64(speed).u32(direction, status);
        return Structure.of(
                1, body.u64(inOctets).u32(in).u64(outOctets).u32(out).u32(0));
    }
}
