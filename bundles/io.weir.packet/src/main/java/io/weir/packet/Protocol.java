// SPDX-License-Identifier: Apache-2.0
package io.weir.packet;

/**
 * A protocol whose header the dissector finds.
 *
 * <p>To add a header: write one row here, and the compiler asks for its step in {@link PacketView}. The order is of no
 * meaning. {@link #fixed()} bytes at least of a listed header were sampled; whatever lies behind them is asked for with
 * {@link PacketView#has}. The ports of TCP, UDP and SCTP are worth having alone, so four bytes are enough there.
 */
public enum Protocol {
    /** Ethernet II or IEEE 802.3: destination, source, type or length. */
    ETH("eth", 14),
    /** One IEEE 802.1Q or 802.1ad tag, from its TCI on: TCI, type. Stacked tags are a layer each. */
    VLAN("vlan", 4),
    /** The I-tag of IEEE 802.1ah, from its TCI on; an Ethernet header follows. */
    PBB("pbb", 4),
    /** IEEE 802.2 LLC, with the SNAP extension where there is one (then 8 bytes long). */
    LLC("llc", 3),
    /** A whole MPLS label stack, RFC 3032: four bytes a label from {@code offset} to {@code payload}. */
    MPLS("mpls", 4),
    /** PPPoE, discovery or session, RFC 2516. */
    PPPOE("pppoe", 6),
    /** The protocol field of PPP, with the HDLC address and control before it where they are sent. */
    PPP("ppp", 2),
    /** Frame Relay, RFC 2427. */
    FR("fr", 4),
    /** An IEEE 802.11 frame with addresses. */
    WLAN("wlan", 24),
    /** The local route header of InfiniBand. */
    LRH("lrh", 8),
    /** The global route header of InfiniBand and RoCE version 1. */
    GRH("grh", 40),
    /** ARP or RARP for IPv4 over Ethernet, RFC 826. */
    ARP("arp", 28),
    /** IPv4, RFC 791, with its options. */
    IP("ip", 20),
    /** IPv6, RFC 8200, with its extension headers. */
    IP6("ip6", 40),
    /** ICMP, RFC 792; a packet that it quotes is its payload, no layer. */
    ICMP("icmp", 8),
    /** ICMPv6, RFC 4443. */
    ICMP6("icmp6", 4),
    /** IGMP, RFC 3376. */
    IGMP("igmp", 8),
    /** TCP, RFC 9293; at least its ports. */
    TCP("tcp", 4),
    /** UDP, RFC 768; at least its ports. */
    UDP("udp", 4),
    /** SCTP, RFC 9260; at least its ports. */
    SCTP("sctp", 4),
    /** The IPsec authentication header, RFC 4302. */
    AH("ah", 12),
    /** IPsec's encrypted payload, RFC 4303; nothing is found behind it. */
    ESP("esp", 8),
    /** GRE, RFC 2784, RFC 2890, and version 1 of PPTP, RFC 2637; NVGRE, RFC 7637. */
    GRE("gre", 4),
    /** ERSPAN type II (8 bytes) or III (12 or 20). */
    ERSPAN("erspan", 8),
    /** The network service header, RFC 8300. */
    NSH("nsh", 8),
    /** VXLAN, RFC 7348, and its generic protocol extension. */
    VXLAN("vxlan", 8),
    /** Geneve, RFC 8926, with its options. */
    GENEVE("geneve", 8),
    /** GTP-U, 3GPP TS 29.281, with its extension headers. */
    GTP("gtp", 8),
    /** The base transport header of InfiniBand and RoCE. */
    IBBT("ibbt", 12),
    /** DNS over UDP, RFC 1035. */
    DNS("dns", 12);

    private final String label;
    final int fixed;

    Protocol(String label, int fixed) {
        this.label = label;
        this.fixed = fixed;
    }

    /** The name in the {@code stack} key: {@code eth.ip.tcp}. */
    public String label() {
        return label;
    }

    /** How many bytes of the header are there at least when it is listed. */
    public int fixed() {
        return fixed;
    }

    /** Writes the label and returns the index behind it. */
    int write(byte[] into, int at) {
        for (int i = 0; i < label.length(); i++) {
            into[at + i] = (byte) label.charAt(i);
        }
        return at + label.length();
    }
}
