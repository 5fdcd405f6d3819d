// SPDX-License-Identifier: Apache-2.0
package io.weir.packet;

/** A protocol whose header the dissector finds. The order is of no meaning. */
public enum Protocol {
    ETH("eth"),
    VLAN("vlan"),
    MPLS("mpls"),
    PPPOE("pppoe"),
    ARP("arp"),
    IP("ip"),
    IP6("ip6"),
    ICMP("icmp"),
    ICMP6("icmp6"),
    IGMP("igmp"),
    TCP("tcp"),
    UDP("udp"),
    SCTP("sctp"),
    GRE("gre"),
    VXLAN("vxlan"),
    GENEVE("geneve"),
    GTP("gtp"),
    IBBT("ibbt"),
    DNS("dns");

    private final String label;

    Protocol(String label) {
        this.label = label;
    }

    /** The name in the {@code stack} key: {@code eth.ip.tcp}. */
    public String label() {
        return label;
    }
}
