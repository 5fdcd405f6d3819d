// SPDX-License-Identifier: Apache-2.0
package io.weir.packet;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Where each protocol header of a sampled packet begins.
 *
 * <p>A flyweight: {@link #dissect} starts over, and what it says is valid as long as the bytes are. Layers are numbered
 * from 0, the outermost. Every header that is listed has its {@link Protocol#fixed()} bytes within the sampled ones; the
 * rest of it and its payload may have been cut off, so readers of options, flags and payload ask {@link #has}. At most
 * {@value #MAX_LAYERS} layers; no recursion, no allocation, no exception, no read outside the bytes given.
 *
 * <p>What is a layer: each VLAN tag; a whole MPLS label stack; IPv6 with all its extension headers. A later fragment of a
 * packet ends the walk at its IP header, for what follows is no header. A packet quoted by an ICMP error is no layer.
 *
 * <p>Thread: confined to its user. Offsets are absolute in {@link #bytes()}.
 */
public final class PacketView {
    /** Why the walk ended. */
    public enum Stop {
        /** Nothing that is known follows. */
        COMPLETE,
        /** A header was expected whose bytes were not sampled. */
        TRUNCATED,
        /** A header contradicts itself or the length of an outer one; it is not listed, or nothing behind it is. */
        MALFORMED,
        /** There is more than {@value PacketView#MAX_LAYERS} layers or as many IPv6 extension headers. */
        TOO_DEEP
    }

    /** Deeper stacks are cut off here. */
    public static final int MAX_LAYERS = 16;

    /** {@code header_protocol} of a header that starts with Ethernet. Source: sFlow v5 §5. */
    public static final int ETHERNET = 1;

    /** {@code header_protocol} of a header that starts with IPv4. */
    public static final int IPV4 = 11;

    /** {@code header_protocol} of a header that starts with IPv6. */
    public static final int IPV6 = 12;

    private static final Protocol[] PROTOCOLS = Protocol.values();

    /** Bytes behind these are not looked at, so that an offset takes 15 bits. */
    private static final int LONGEST = 0x7fff;

    private static final int LAYERS_IN_WORD = 8;
    private static final long EACH_BYTE = 0x0101_0101_0101_0101L;
    private static final long LOW_BITS = 0x7f7f_7f7f_7f7f_7f7fL;

    /** A byte for each layer, the first the lowest: its protocol's {@link #code}; 0 behind the last. */
    private long codes;

    private long moreCodes;
    /** Of each layer, relative to {@link #start}: its offset, payload and end, 15 bits each; its next number and 1, 17 bits. */
    private final long[] rows = new long[MAX_LAYERS];

    /** So many layers, the first ones, have no row yet: {@link FrameSteps} found them. Their offsets are 16 bits each. */
    private int plain;

    private long offsets;
    /** Of IPv6 layers alone: where the fragment header and, in the lower half, the routing header are, or -1. */
    private final long[] extensions = new long[MAX_LAYERS];

    private int start;
    private int limit;
    private Stop stop = Stop.COMPLETE;

    /** The walk: the bytes, where it is, and behind which byte the innermost length field ends the packet. */
    byte[] bytes = new byte[0];

    int at;
    int end;
    int layers;

    /**
     * Starts over on {@code length} sampled bytes that begin with a header of the sFlow {@code headerProtocol}. Offset and
     * length are cut down to the array, and bytes behind the first {@value #LONGEST} are left out.
     */
    public PacketView dissect(byte[] bytes, int offset, int length, int headerProtocol) {
        return dissect(bytes, offset, length, headerProtocol, true);
    }

    /** As {@link #dissect(byte[], int, int, int)}; unless {@code leaping}, each header by a step of its own. */
    PacketView dissect(byte[] bytes, int offset, int length, int headerProtocol, boolean leaping) {
        if (this.bytes != bytes) { // a collector's barrier makes storing a reference dear
            this.bytes = bytes;
        }
        int from = offset;
        int count = length;
        if ((from | count | LONGEST - count | bytes.length - from - count) < 0) {
            from = Math.min(Math.max(offset, 0), bytes.length);
            count = Math.min(Math.min(Math.max(length, 0), LONGEST), bytes.length - from);
        }
        start = from;
        limit = from + count;
        layers = 0;
        plain = 0;
        codes = 0;
        moreCodes = 0;
        if (stop != Stop.COMPLETE) {
            stop = Stop.COMPLETE;
        }
        at = start;
        end = limit;
        boolean frame = headerProtocol == ETHERNET && leaping && end - at >= Protocol.ETH.fixed;
        walk(frame ? FrameSteps.frame(this) : LinkSteps.start(headerProtocol, this));
        return this;
    }

    private void walk(Protocol from) {
        Protocol next = from;
        while (next != null) {
            if (end - at < next.fixed) {
                tooShort();
                return;
            }
            if (layers == MAX_LAYERS) {
                tooDeep();
                return;
            }
            next = step(next);
        }
    }

    /** Lists the header at {@link #at}, moves behind it and says what follows; null ends the walk. */
    private Protocol step(Protocol protocol) {
        return switch (protocol) {
            case ETH -> LinkSteps.ethernet(this);
            case VLAN -> LinkSteps.vlan(this);
            case PBB -> LinkSteps.backbone(this);
            case LLC -> LinkSteps.llc(this);
            case MPLS -> LabelSteps.mpls(this);
            case PPPOE -> LinkSteps.pppoe(this);
            case PPP -> LinkSteps.ppp(this);
            case FR -> LinkSteps.frameRelay(this);
            case WLAN -> LinkSteps.wlan(this);
            case LRH -> InfiniBandSteps.local(this);
            case GRH -> InfiniBandSteps.global(this);
            case ARP -> NetworkSteps.arp(this);
            case IP -> NetworkSteps.ip(this);
            case IP6 -> NetworkSteps.ip6(this);
            case ICMP -> list(Protocol.ICMP, 8, -1);
            case ICMP6 -> list(Protocol.ICMP6, 4, -1);
            case IGMP -> list(Protocol.IGMP, 8, -1);
            case TCP -> TransportSteps.tcp(this);
            case UDP -> TransportSteps.udp(this);
            case SCTP -> list(Protocol.SCTP, 12, -1);
            case AH -> NetworkSteps.authentication(this);
            case ESP -> list(Protocol.ESP, 8, -1);
            case GRE -> TunnelSteps.gre(this);
            case ERSPAN -> TunnelSteps.erspan(this);
            case NSH -> TunnelSteps.nsh(this);
            case VXLAN -> TunnelSteps.vxlan(this);
            case GENEVE -> TunnelSteps.geneve(this);
            case GTP -> TunnelSteps.gtp(this);
            case IBBT -> list(Protocol.IBBT, 12, -1);
            case DNS -> list(Protocol.DNS, 12, -1);
        };
    }

    /** Lists the header at {@link #at} as {@link #push} does; nothing follows. */
    private Protocol list(Protocol protocol, int length, int next) {
        push(protocol, length, next);
        return null;
    }

    /** Lists the header of {@code length} bytes at {@link #at} and moves behind it, or to the end if it was cut off. */
    void push(Protocol protocol, int length, int next) {
        int payload = at + Math.min(length, end - at);
        int layer = layers++;
        rows[layer] =
                (long) (at - start) << 47 | (long) (payload - start) << 32 | (long) (end - start) << 17 | next + 1;
        long code = code(protocol);
        if (layer < LAYERS_IN_WORD) {
            codes |= code << layer * 8;
        } else {
            moreCodes |= code << layer * 8;
        }
        at = payload;
    }

    /** Lists the first layers: of each its {@link #code}, and its offset in 16 bits, from the lowest on. */
    void lay(long codes, long offsets, int count) {
        this.codes = codes;
        this.offsets = offsets;
        layers = count;
        plain = count;
    }

    /** The row of a layer; where it has none yet the first layers are walked once more, header by header. */
    private long row(int layer) {
        if (layer < plain) {
            int all = layers;
            int laid = plain;
            layers = 0;
            plain = 0;
            at = start;
            end = limit;
            for (Protocol next = Protocol.ETH; layers < laid; ) {
                next = step(next);
            }
            layers = all;
        }
        return rows[layer];
    }

    /** Notes where the extension headers of an IPv6 layer are. */
    void extensions(int layer, int fragment, int routing) {
        extensions[layer] = (long) fragment << 32 | routing & 0xffff_ffffL;
    }

    /** Ends the walk for want of bytes: they were not sampled, or the length of an outer header denies them. */
    Protocol tooShort() {
        stop = end == limit ? Stop.TRUNCATED : Stop.MALFORMED;
        return null;
    }

    Protocol malformed() {
        stop = Stop.MALFORMED;
        return null;
    }

    Protocol tooDeep() {
        stop = Stop.TOO_DEEP;
        return null;
    }

    /** The number of a protocol in {@link #codes}, from 1; never leaves this package. */
    @SuppressWarnings("EnumOrdinal")
    static int code(Protocol protocol) {
        return protocol.ordinal() + 1;
    }

    private int code(int layer) {
        return (int) ((layer < LAYERS_IN_WORD ? codes : moreCodes) >>> layer * 8) & 0xff;
    }

    int u8(int index) {
        return bytes[index] & 0xff;
    }

    public byte[] bytes() {
        return bytes;
    }

    /** The first sampled byte. */
    public int start() {
        return start;
    }

    /** Behind the last sampled byte. */
    public int limit() {
        return limit;
    }

    /** Whether {@code length} bytes at {@code offset} were sampled. */
    public boolean has(int offset, int length) {
        return offset >= start && length <= limit - offset;
    }

    /** Why the walk ended. */
    public Stop stop() {
        return stop;
    }

    public int layers() {
        return layers;
    }

    public Protocol protocol(int layer) {
        return PROTOCOLS[code(layer) - 1];
    }

    /** Where the header of a layer begins. */
    public int offset(int layer) {
        return start + (layer < plain ? (int) (offsets >>> 16 * layer) & LONGEST : (int) (rows[layer] >>> 47));
    }

    /** Where the payload of a layer begins, behind options and extension headers; {@link #end(int)} if they were cut off. */
    public int payload(int layer) {
        return start + ((int) (row(layer) >>> 32) & LONGEST);
    }

    /**
     * Behind the last byte of the payload of a layer: what was sampled of it, without the padding and trailers that the
     * length field of this header or of an outer one excludes.
     */
    public int end(int layer) {
        return start + ((int) (row(layer) >>> 17) & LONGEST);
    }

    /**
     * The number by which a layer names what follows: the EtherType in ETH (or a length below 1536), VLAN, LLC with SNAP
     * (else the DSAP), GRE, ERSPAN, GENEVE; the IP protocol in IP, IP6 (behind its extension headers) and AH; the protocol
     * of PPP; the destination port of UDP; -1 where there is none.
     */
    public int next(int layer) {
        return layer < plain ? FrameSteps.next(this, layer) : ((int) rows[layer] & 0x1_ffff) - 1;
    }

    /**
     * What packets have in common whose layers are of the same protocols in the same order; 0 when there is no layer, or more
     * than {@value #LAYERS_IN_WORD}. Means nothing outside of this process.
     */
    public long signature() {
        return moreCodes == 0 ? codes : 0;
    }

    /** The protocols of the layers of all packets with a {@link #signature}, the outermost first. */
    public static List<Protocol> protocols(long signature) {
        List<Protocol> protocols = new ArrayList<>();
        for (long rest = signature; rest != 0; rest >>>= 8) {
            protocols.add(PROTOCOLS[(int) (rest & 0xff) - 1]);
        }
        return protocols;
    }

    /** The layer of the nth header (from 0, the outermost) of a protocol, or -1. */
    public int layer(Protocol protocol, int occurrence) {
        long wanted = code(protocol) * EACH_BYTE;
        long found = zeros(codes ^ wanted);
        int left = occurrence;
        for (; left > 0 && found != 0; left--) {
            found &= found - 1;
        }
        if (found != 0) {
            return Long.numberOfTrailingZeros(found) >>> 3;
        }
        return layers > LAYERS_IN_WORD ? deepLayer(wanted, left) : -1;
    }

    private int deepLayer(long wanted, int occurrence) {
        long found = zeros(moreCodes ^ wanted);
        for (int left = occurrence; left > 0; left--) {
            found &= found - 1;
        }
        return found != 0 ? LAYERS_IN_WORD + (Long.numberOfTrailingZeros(found) >>> 3) : -1;
    }

    /** The highest bit of each byte that is 0. */
    private static long zeros(long word) {
        return ~((word & LOW_BITS) + LOW_BITS | word | LOW_BITS);
    }

    /** Where the nth header (from 0, the outermost) of a protocol begins, or -1. */
    public int offset(Protocol protocol, int occurrence) {
        int layer = layer(protocol, occurrence);
        return layer < 0 ? -1 : offset(layer);
    }

    /** The EtherType of an Ethernet layer as seen behind its VLAN tags and SNAP header, or -1 if there is none. */
    public int etherType(int layer) {
        int i = layer;
        while (i + 1 < layers && (protocol(i + 1) == Protocol.VLAN || protocol(i + 1) == Protocol.LLC)) {
            i++;
        }
        return next(i) >= LinkSteps.FIRST_ETHERTYPE ? next(i) : -1;
    }

    /** Whether an IP or IP6 layer is a fragment other than the first, so that its payload begins with no header. */
    public boolean laterFragment(int layer) {
        return switch (protocol(layer)) {
            case IP -> (Bytes.u16(bytes, offset(layer) + 6) & 0x1fff) != 0;
            case IP6 -> fragmentHeader(layer) >= 0 && (Bytes.u16(bytes, fragmentHeader(layer) + 2) & 0xfff8) != 0;
            default -> false;
        };
    }

    /** Where the fragment header (8 bytes) of an IP6 layer is, or -1. */
    public int fragmentHeader(int layer) {
        return (int) (extensions(layer) >>> 32);
    }

    /** Where the routing header (8 bytes at least) of an IP6 layer is, or -1; its type 4 is SRv6, RFC 8754. */
    public int routingHeader(int layer) {
        return (int) extensions(layer);
    }

    private long extensions(int layer) {
        return layer >= plain && protocol(layer) == Protocol.IP6 ? extensions[layer] : -1;
    }

    /** The longest text of {@link #stack(byte[], int)}. */
    public static final int MAX_STACK = MAX_LAYERS * 7;

    /** Writes the labels of all layers with dots between ({@code eth.vlan.ip.tcp}), and returns how many bytes. */
    public int stack(byte[] into, int offset) {
        int to = offset;
        for (int i = 0; i < layers; i++) {
            if (i > 0) {
                into[to++] = '.';
            }
            to = protocol(i).write(into, to);
        }
        return to - offset;
    }

    /** The labels of all layers with dots between: {@code eth.ip.udp.vxlan.eth.ip.tcp}. */
    @Override
    public String toString() {
        byte[] text = new byte[MAX_STACK];
        return new String(text, 0, stack(text, 0), StandardCharsets.US_ASCII);
    }
}
