// SPDX-License-Identifier: Apache-2.0
package io.weir.demo.internal.encoder;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Makes the bytes of a packet, header by header from the outermost; types, protocols, lengths and the IPv4 checksum follow
 * from what is inside. Checksums of transport headers are 0.
 *
 * <pre>{@code
 * PacketBuilder.ethernet("020000000001", "020000000002").vlan(10)
 *         .ipv4("10.0.0.1", "10.0.0.2").udp(50000, 4789).vxlan(5000)
 *         .ethernet("020000000003", "020000000004").ipv6("2001:db8::1", "2001:db8::2").tcp(40000, 443).payload(1200);
 * }</pre>
 *
 * <p>Thread: confined to its user.
 */
public final class PacketBuilder {
    /** The least and the usual most length of a frame, with its check sequence. */
    private static final int SHORTEST = 64;

    private final List<Layer> layers = new ArrayList<>();
    private byte[] payload = new byte[0];
    private int tos;
    private int ttl = 64;
    private int id;
    private int fragment = 0x4000;
    private int flowLabel;

    private PacketBuilder() {}

    /** Starts with an Ethernet header. */
    public static PacketBuilder ethernet(String source, String destination) {
        return new PacketBuilder().inner(source, destination);
    }

    /** Starts without a link header. */
    public static PacketBuilder bare() {
        return new PacketBuilder();
    }

    /** An Ethernet header within a tunnel. */
    public PacketBuilder inner(String source, String destination) {
        byte[] to = XdrWriter.macBytes(destination);
        byte[] from = XdrWriter.macBytes(source);
        return layer(0x6558, 143, (next, length) -> header(14).put(to).put(from).putShort((short) next.etherType()));
    }

    /** An IEEE 802.1Q tag. */
    public PacketBuilder vlan(int vlan) {
        return vlan(0x8100, vlan, 0);
    }

    /** A tag of any type (0x88a8 of a provider), with a priority of 0 to 7. */
    public PacketBuilder vlan(int tagType, int vlan, int priority) {
        int tci = priority << 13 | vlan;
        return layer(
                tagType, 253, (next, length) -> header(4).putShort((short) tci).putShort((short) next.etherType()));
    }

    /** One MPLS label stack entry. */
    public PacketBuilder mpls(int label) {
        return layer(0x8847, 137, (next, length) -> {
            int bottom = next.etherType() == 0x8847 ? 0 : 0x100;
            return header(4).putInt(label << 12 | bottom | 64);
        });
    }

    /** The type of service, or traffic class, of the IP headers that are added from now on. */
    public PacketBuilder tos(int value) {
        tos = value;
        return this;
    }

    /** The time to live, or hop limit, of the IP headers that are added from now on. */
    public PacketBuilder ttl(int value) {
        ttl = value;
        return this;
    }

    /** The identification of the IPv4 headers that are added from now on. */
    public PacketBuilder id(int value) {
        id = value;
        return this;
    }

    /** The flags and fragment offset of the IPv4 headers that are added from now on; 0x4000 (do not fragment) until then. */
    public PacketBuilder fragment(int value) {
        fragment = value;
        return this;
    }

    /** The flow label of the IPv6 headers that are added from now on. */
    public PacketBuilder flowLabel(int value) {
        flowLabel = value;
        return this;
    }

    public PacketBuilder ipv4(String source, String destination) {
        byte[] from = XdrWriter.ipBytes(source);
        byte[] to = XdrWriter.ipBytes(destination);
        int service = tos;
        int hops = ttl;
        int identification = id;
        int offset = fragment;
        return layer(0x0800, 4, (next, length) -> {
            ByteBuffer ip = header(20).put((byte) 0x45).put((byte) service).putShort((short) (20 + length));
            ip.putShort((short) identification).putShort((short) offset);
            ip.put((byte) hops)
                    .put((byte) next.ipProtocol())
                    .putShort((short) 0)
                    .put(from)
                    .put(to);
            return ip.putShort(10, checksum(ip.duplicate().rewind()));
        });
    }

    public PacketBuilder ipv6(String source, String destination) {
        byte[] from = XdrWriter.ipBytes(source);
        byte[] to = XdrWriter.ipBytes(destination);
        int word = 6 << 28 | tos << 20 | flowLabel;
        int hops = ttl;
        return layer(
                0x86dd,
                41,
                (next, length) -> header(40)
                        .putInt(word)
                        .putShort((short) length)
                        .put((byte) next.ipProtocol())
                        .put((byte) hops)
                        .put(from)
                        .put(to));
    }

    /** A TCP header with the ACK flag. */
    public PacketBuilder tcp(int from, int to) {
        return tcp(from, to, 0x10);
    }

    /** Flags: 1 FIN, 2 SYN, 4 RST, 8 PSH, 16 ACK, 32 URG. */
    public PacketBuilder tcp(int from, int to, int flags) {
        return layer(
                0,
                6,
                (next, length) -> header(20)
                        .putShort((short) from)
                        .putShort((short) to)
                        .putInt(1)
                        .putInt((flags & 0x10) == 0 ? 0 : 1)
                        .putShort((short) (5 << 12 | flags))
                        .putShort((short) 65535)
                        .putInt(0));
    }

    public PacketBuilder udp(int from, int to) {
        return layer(
                0,
                17,
                (next, length) -> header(8)
                        .putShort((short) from)
                        .putShort((short) to)
                        .putShort((short) (8 + length))
                        .putShort((short) 0));
    }

    /** Type 8 and 0 are an echo and its reply, 3 is unreachable with a code. */
    public PacketBuilder icmp(int type, int code) {
        return layer(
                0,
                1,
                (next, length) -> header(8)
                        .put((byte) type)
                        .put((byte) code)
                        .putShort((short) 0)
                        .putInt(1));
    }

    /** Type 128 and 129 are an echo and its reply, 135 and 136 a neighbour's solicitation and advertisement. */
    public PacketBuilder icmp6(int type, int code) {
        return layer(
                0,
                58,
                (next, length) -> header(8)
                        .put((byte) type)
                        .put((byte) code)
                        .putShort((short) 0)
                        .putInt(1));
    }

    /** Operation 1 asks, 2 replies. */
    public PacketBuilder arp(int operation, String senderMac, String senderIp, String targetMac, String targetIp) {
        byte[] sender = XdrWriter.macBytes(senderMac);
        byte[] target = XdrWriter.macBytes(targetMac);
        return layer(
                0x0806,
                253,
                (next, length) -> header(28)
                        .putInt(0x0001_0800)
                        .putInt(0x0604_0000 | operation)
                        .put(sender)
                        .put(XdrWriter.ipBytes(senderIp))
                        .put(target)
                        .put(XdrWriter.ipBytes(targetIp)));
    }

    /** GRE without options. */
    public PacketBuilder gre() {
        return layer(0, 47, (next, length) -> header(4).putShort((short) 0).putShort((short) next.etherType()));
    }

    /** VXLAN, behind UDP to port 4789. */
    public PacketBuilder vxlan(int vni) {
        return layer(0, 253, (next, length) -> header(8).putInt(0x0800_0000).putInt(vni << 8));
    }

    /** Any other header, as these bytes: types and lengths in them are the caller's. Numbers that name none are 0 and 253. */
    public PacketBuilder header(int etherType, int ipProtocol, String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        return layer(etherType, ipProtocol, (next, length) -> ByteBuffer.wrap(bytes));
    }

    /** A DNS question about an address record, behind UDP to port 53. */
    public PacketBuilder dnsQuery(int queryId, String name) {
        return payload(DnsMessage.query(queryId, name));
    }

    /** The answer to a DNS question, behind UDP from port 53: response code 0 and addresses, or 3 when there is no such name. */
    public PacketBuilder dnsResponse(int queryId, String name, int responseCode, String... addresses) {
        return payload(DnsMessage.response(queryId, name, responseCode, addresses));
    }

    /** That many bytes, all 0. */
    public PacketBuilder payload(int length) {
        return payload(new byte[length]);
    }

    public PacketBuilder payload(byte... bytes) {
        payload = bytes;
        return this;
    }

    /** The packet without its frame check sequence, padded to the shortest frame if it starts with Ethernet. */
    public byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int length = payload.length;
        byte[][] headers = new byte[layers.size()][];
        for (int i = layers.size() - 1; i >= 0; i--) {
            Layer next = i + 1 < layers.size() ? layers.get(i + 1) : Layer.NONE;
            headers[i] = layers.get(i).header().bytes(next, length);
            length += headers[i].length;
        }
        for (byte[] header : headers) {
            out.writeBytes(header);
        }
        out.writeBytes(payload);
        if (!layers.isEmpty() && layers.get(0).etherType() == 0x6558) {
            out.writeBytes(new byte[Math.max(0, SHORTEST - FlowRecords.FCS - out.size())]);
        }
        return out.toByteArray();
    }

    /** The length on the wire, with the frame check sequence. */
    public int frameLength() {
        return bytes().length + FlowRecords.FCS;
    }

    private PacketBuilder layer(int etherType, int ipProtocol, Fields fields) {
        layers.add(new Layer(
                etherType,
                ipProtocol,
                (next, length) -> fields.write(next, length).array()));
        return this;
    }

    private static ByteBuffer header(int length) {
        return ByteBuffer.allocate(length);
    }

    /** Source: RFC 1071. */
    private static short checksum(ByteBuffer words) {
        int sum = 0;
        while (words.hasRemaining()) {
            sum += words.getShort() & 0xffff;
        }
        sum = (sum & 0xffff) + (sum >>> 16);
        return (short) ~(sum + (sum >>> 16));
    }

    /** Fills in the fields of a header. */
    @FunctionalInterface
    private interface Fields {
        ByteBuffer write(Layer next, int length);
    }
}
