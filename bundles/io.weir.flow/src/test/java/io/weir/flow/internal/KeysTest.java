// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import static io.weir.flow.internal.Wire.eth;
import static io.weir.flow.internal.Wire.header;
import static io.weir.flow.internal.Wire.ip;
import static io.weir.flow.internal.Wire.sample;
import static io.weir.flow.internal.Wire.tagged;
import static io.weir.flow.internal.Wire.tcp;
import static io.weir.flow.internal.Wire.tcpHeader;
import static io.weir.flow.internal.Wire.udp;
import static io.weir.flow.internal.Wire.xdr;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeysTest {
    private static final String IP6 = "20010db8000000000000000000000001 20010db8000000000000000000000002 ";
    private final FlowFixture flows = new FlowFixture();

    @AfterEach
    void close() {
        flows.close();
    }

    /**
     * What a key (or several, joined by commas) reads of a sample; "-" when it is not counted. It must be the same where it is
     * told by the packet's layout as where each packet is asked: the sampling rate is no part of a packet, so it has all asked.
     */
    private String read(String keys, Wire sample) {
        flows.define("k", "keys", keys, "value", "frames");
        flows.define("asked", "keys", keys + ",samplingrate", "value", "frames");
        flows.receive(sample);
        String told = flows.keys("k").stream().findFirst().orElse("-");
        String asked = flows.keys("asked").stream().findFirst().orElse("-,");
        assertThat(asked.substring(0, asked.lastIndexOf(','))).isEqualTo(told);
        return told;
    }

    @Test
    void headerThatWasCutOffBeforeAKeyIsAskedForWhatItHas() {
        String packet = eth(0x0800) + ip("0a000001", "0a000002", 6, tcp(1234, 80, 0x12));
        String cut = packet.replaceAll("\\s", "").substring(0, 2 * (14 + 20 + 4));
        assertThat(readHeader("ipsource,tcpflags", packet)).isEqualTo("10.0.0.1,000010010");
        assertThat(readHeader("ipsource,tcpflags", cut)).isEqualTo("-");
        assertThat(readHeader("or:tcpflags:ipsource", cut)).isEqualTo("10.0.0.1");
        assertThat(readHeader("ipsource,stack", cut)).isEqualTo("10.0.0.1,eth.ip.tcp");
    }

    @Test
    void moreKindsOfStacksThanThereAreNumbersForAreReadAllTheSame() {
        for (int tags = 0; tags < 2 * Layouts.MOST; tags++) {
            StringBuilder packet = new StringBuilder(eth(0x8100));
            for (int bit = 0; bit < 5; bit++) {
                packet.append((tags >> bit & 1) == 0 ? "0001 8100" : "0001 88a8");
            }
            packet.append("0005 0800");
            Wire[] records = new Wire[1 + tags % 60];
            records[0] = header(200, packet + ip("0a000001", "0a000002", 6, tcp(tags, 80, 2)));
            for (int i = 1; i < records.length; i++) {
                records[i] = Wire.tagged(2100 + i, Wire.xdr(1));
            }
            assertThat(read("ipsource,tcpsourceport", sample(3, 10, records))).isEqualTo("10.0.0.1," + tags);
            flows.seconds(1);
        }
    }

    /** Stacks that no other test has, as many as there are numbers for. */
    private void takeAllNumbersOfLayouts() {
        for (int tags = 0; tags < 2 * Layouts.MOST; tags++) {
            Wire[] records = new Wire[1 + tags % 60];
            records[0] = header(200, eth(0x8100) + "0001 88a8".repeat(tags / 60) + "0005 0806" + "0001 0800 0604 0001");
            for (int i = 1; i < records.length; i++) {
                records[i] = Wire.tagged(2100 + i, Wire.xdr(1));
            }
            flows.receive(sample(3, 10, records));
        }
    }

    @Test
    void flowsAreTheSameWhetherTheirKeysAreToldOrAsked() {
        List<String> keys = List.of(
                "ipsource,ipdestination,ipprotocol,or:tcpsourceport:udpsourceport,or:tcpdestinationport:udpdestinationport",
                "macsource,macdestination,ethernetprotocol,null:vlan",
                "agent,inputifindex,outputifindex,ipttl,ipdscp",
                "stack,ipsource,tcpflags",
                "ip6source,ip6destination,ip6nexthdr",
                "isunicast,iptos,ipbytes");
        for (int i = 0; i < keys.size(); i++) {
            flows.define("k" + i, "keys", keys.get(i), "value", "frames", "t", 60);
        }
        String inner = ip("0a000001", "0a000002", 6, tcp(1234, 80, 0x12));
        Wire[] samples = {
            sample(3, 10, header(200, eth(0x0800) + inner)),
            sample(3, 10, header(200, eth(0x8100) + "0005 0800" + inner)),
            sample(3, 10, header(200, eth(0x86dd) + "60000000 0014 06 3f" + IP6 + tcp(5, 80, 2)))
        };
        flows.receive(samples);
        List<Integer> before = flowsOf(keys.size());
        takeAllNumbersOfLayouts();
        flows.seconds(0.2); // numbers are given anew
        takeAllNumbersOfLayouts();
        List<Integer> told = flowsOf(keys.size());
        flows.receive(samples);

        assertThat(before).allMatch(count -> count > 0);
        assertThat(flowsOf(keys.size())).isEqualTo(told);
    }

    private List<Integer> flowsOf(int definitions) {
        return IntStream.range(0, definitions)
                .mapToObj(i -> flows.keys("k" + i).size())
                .toList();
    }

    /** In batches that grow, so that each finds what the one before left behind. */
    @Test
    void partsOfAKeyThatAreTheSameInAllPacketsStayTheSameInEveryBatch() {
        flows.define("told", "keys", "stack,ipsource,ip6source,tcpsourceport", "value", "frames");
        List<String> sent = new ArrayList<>();
        for (int batch = 1; batch <= 4; batch++) {
            Wire[] samples = new Wire[3 * batch];
            for (int i = 0; i < samples.length; i++) {
                int port = 100 * batch + i;
                String inner = "60000000 0014 06 3f" + IP6 + tcp(port, 80, 2);
                samples[i] = sample(3, 10, header(200, eth(0x0800) + ip("0affffff", "0a000002", 41, inner)));
                sent.add("eth.ip.ip6.tcp,10.255.255.255,2001:db8::1," + port);
            }
            flows.receive(samples);
            assertThat(flows.keys("told")).containsExactlyInAnyOrderElementsOf(sent);
        }
    }

    private String readHeader(String keys, String... hex) {
        return read(keys, sample(3, 10, header(200, hex)));
    }

    private static String vxlan(String inner) {
        return ip("c0a80001", "c0a80002", 17, udp(50000, 4789, "08000000 00006400" + inner));
    }

    @Test
    void linkLayer() {
        String tagged = eth(0x8100) + "a00a 0800" + ip("0a000001", "0a000002", 6, tcp(1, 2, 2));
        assertThat(readHeader("macdestination,macsource,ethernetprotocol,vlan,priority", tagged))
                .isEqualTo("00163EAB0102,00163EAB0304,2048,10,5");
        assertThat(readHeader("isunicast,ismulticast,isbroadcast", tagged)).isEqualTo("true,false,false");
        assertThat(readHeader("isunicast,ismulticast,isbroadcast", "ffffffffffff 00163eab0304 0806" + "00".repeat(40)))
                .isEqualTo("false,false,true");
        String arp = eth(0x0806) + "0001 0800 06 04 0001 00163eab0102 0a000001 000000000000 0a000002";
        assertThat(readHeader("arpoperation,arpmacsender,arpipsender,arpmactarget,arpiptarget", arp))
                .isEqualTo("1,00163EAB0102,10.0.0.1,000000000000,10.0.0.2");
    }

    @Test
    void networkAndTransport() {
        String packet = eth(0x0800) + ip("0a000001", "0a000002", 6, tcp(1234, 80, 0x12));
        assertThat(readHeader("ipsource,ipdestination,ipprotocol,ipttl,ipbytes,ipflags,ipfragoffset", packet))
                .isEqualTo("10.0.0.1,10.0.0.2,6,64,40,010,0");
        assertThat(readHeader("tcpsourceport,tcpdestinationport,tcpflags,tcpwindow", packet))
                .isEqualTo("1234,80,000010010,8192");
        assertThat(readHeader("udpsourceport", packet)).isEqualTo("-");
        assertThat(readHeader("stack,ip_offset", packet)).isEqualTo("eth.ip.tcp,14");
        String ecn = eth(0x0800) + "45bb"
                + ip("0a000001", "0a000002", 6, tcp(1, 2, 2)).substring(5);
        assertThat(readHeader("ipdscp,ipdscpname,ipecn,iptos", ecn)).isEqualTo("46,ef,11,187");
    }

    @Test
    void ip6() {
        String packet = eth(0x86dd) + "6bb12345 0014 06 3f" + IP6 + tcp(1, 2, 2);
        assertThat(readHeader("ip6source,ip6destination,ip6nexthdr,ip6ttl,ip6bytes,ip6flowlabel", packet))
                .isEqualTo("2001:db8::1,2001:db8::2,6,63,60,74565");
        assertThat(readHeader("ip6tos,ip6dscp,ip6dscpname,ip6ecn,ip6fragm,stack", packet))
                .isEqualTo("187,46,ef,11,no,eth.ip6.tcp");
        String fragment = eth(0x86dd) + "60000000 0010 2c 3f" + IP6 + "1100 0011 00000001" + "0102030405060708";
        assertThat(readHeader("ip6fragm,ip6fragoffset,ip6nexthdr", fragment)).isEqualTo("yes,2,17");
    }

    @Test
    void icmp() {
        String quoted = ip("0a000009", "0a000008", 17, udp(53, 161, ""));
        String packet = eth(0x0800) + ip("0a000001", "0a000002", 1, "0303 0000 00000000" + quoted);
        assertThat(readHeader("icmptype,icmpcode,icmpunreachableport", packet)).isEqualTo("3,3,10.0.0.8_17_161");
        assertThat(readHeader("icmpunreachablehost", packet)).isEqualTo("-");
        assertThat(readHeader("icmpseqno", eth(0x0800) + ip("0a000001", "0a000002", 1, "0800 0000 0001 0007")))
                .isEqualTo("7");
    }

    @Test
    void tunnelsAndTheirInnerLayers() {
        String packet = eth(0x0800) + vxlan(eth(0x0800) + ip("0a000001", "0a000002", 6, tcp(1, 2, 2)));
        assertThat(readHeader("vxlanvni,ipsource,ipsource.1,tcpsourceport,macsource.1,ipprotocol.1", packet))
                .isEqualTo("100,192.168.0.1,10.0.0.1,1,00163EAB0304,6");
        assertThat(readHeader("ipsource.2", packet)).isEqualTo("-");
        assertThat(readHeader("stack", packet)).isEqualTo("eth.ip.udp.vxlan.eth.ip.tcp");
        String gre = eth(0x0800)
                + ip("0a000001", "0a000002", 47, "2000 0800 00123456" + ip("01010101", "02020202", 17, udp(1, 2, "")));
        assertThat(readHeader("grekey,grevsid,ipsource.1", gre)).isEqualTo("1193046,4660,1.1.1.1");
        String mpls = eth(0x8847) + "03e81040 00018140" + ip("0a000001", "0a000002", 6, tcp(1, 2, 2));
        assertThat(readHeader("mplslabels,ipsource", mpls)).isEqualTo("16001.24,10.0.0.1");
    }

    @Test
    void applications() {
        String name = "03777777 07 4558616d706c65 03636f6d 00";
        String dns = "0001 8183 0001 0000 0000 0000" + name + "001c 0001";
        String packet = eth(0x0800) + ip("0a000001", "0a000002", 17, udp(53, 4000, dns));
        assertThat(readHeader("dnsqname,dnsqtype,dnsqtypename,dnsqr,dnsrcode", packet))
                .isEqualTo("www.example.com.,28,AAAA,true,NXDOMAIN");
        assertThat(readHeader("suffix:dnsqname:.:2,suffix:dnsqname:.:3", packet))
                .isEqualTo("com.,example.com.");
        Wire http = tagged(
                2206,
                xdr(2, 1001)
                        .text("http://h/a/b.php?x")
                        .text("h")
                        .text("")
                        .text("curl")
                        .text("")
                        .text("")
                        .text("text/html")
                        .and(0, 100, 0, 2000, 5000, 404));
        Wire socket = tagged(2100, xdr(6, 0x0a000001, 0x0a000002, 80, 5555));
        assertThat(read(
                        "httpmethod,httpstatus,httphost,httpuseragent,uri:httpurl:path,uri:httpurl:extension,bytes,duration",
                        sample(3, 1, http, socket)))
                .isEqualTo("GET,404,h,curl,/a/b.php,php,2100,5000");
        assertThat(read("serveraddress,serverport,clientaddress,clientport,protocol", sample(3, 1, http, socket)))
                .isEqualTo("10.0.0.1,80,10.0.0.2,5555,6");
        assertThat(read("httpreferer", sample(3, 1, http))).isEqualTo("-");
    }

    @Test
    void rdma() {
        String roce = "0a 40 ffff 00123456 80000001" + "0000000000000000 00000000 00010000";
        String packet = eth(0x0800) + ip("0a000001", "0a000002", 17, udp(50000, 4791, roce));
        assertThat(readHeader(
                        "ibbtopcode,ibbtopname,ibbtoptransport,ibbtdestqp,ibbtdestinationqp,ibbtack,ibbtse,ibbtrdmalen",
                        packet))
                .isEqualTo("10,rdma_write_only,rc,1193046,1193046,true,false,65536");
        String acknowledge = "11 40 ffff 00123456 00000001" + "1f000001";
        String answer = eth(0x0800) + ip("0a000001", "0a000002", 17, udp(50000, 4791, acknowledge));
        assertThat(readHeader("ibbtaethack,ibbt_offset", answer)).isEqualTo("1,42");
    }

    @Test
    void samplesOfRecordsAloneGiveTheSameKeys() {
        Wire ethernet = tagged(
                2,
                xdr(500).fixed(Wire.bytes("00163eab0304 0000 00163eab0102 0000"))
                        .and(0x0800));
        Wire ip4 = tagged(3, xdr(486, 17, 0x0a000001, 0x0a000002, 53, 4000, 0, 0xb8));
        assertThat(read(
                        "macsource,macdestination,ethernetprotocol,ipsource,ipdestination,ipprotocol,udpsourceport,udpdestinationport,ipdscpname,stack",
                        sample(3, 1, ethernet, ip4)))
                .isEqualTo("00163EAB0304,00163EAB0102,2048,10.0.0.1,10.0.0.2,17,53,4000,ef,eth.ip.udp");
        assertThat(read("tcpsourceport", sample(3, 1, ip4))).isEqualTo("-");
        Wire ip6 = tagged(4, xdr(486, 6).fixed(Wire.bytes(IP6)).and(1234, 80, 2, 0));
        assertThat(read("ip6source,tcpdestinationport,tcpflags,stack", sample(3, 1, ip6)))
                .isEqualTo("2001:db8::1,80,000000010,ip6.tcp");
    }

    @Test
    void sampleAndForwarding() {
        Wire packet = tcpHeader(1000, 1);
        assertThat(read(
                        "agent,datasource,inputifindex,outputifindex,direction,bytes,stripped,samplingrate",
                        sample(3, 10, packet)))
                .isEqualTo("10.4.0.1,3,3,9,ingress,1000,4,10");
        Wire egress = tagged(1, xdr(1, 9, 10, 1, 0, 0x3fff_ffff, 9, 1).fixed(packet.bytes()));
        assertThat(read("inputifindex,direction", egress)).isEqualTo("internal,egress");
        Wire many = tagged(1, xdr(1, 9, 10, 1, 0, 0, 0x8000_0003L, 1).fixed(packet.bytes()));
        assertThat(read("inputifindex,outputifindex", many)).isEqualTo("unknown,multiple");
        Wire vlans = tagged(1001, xdr(10, 1, 20, 0xffff_ffffL));
        assertThat(read("vlan,vlansource,vlandestination,prioritysource", sample(3, 10, packet, vlans)))
                .isEqualTo("10,10,20,1");
        assertThat(read("prioritydestination", sample(3, 10, packet, vlans))).isEqualTo("-");
        Wire router = tagged(1002, xdr(1, 0x0a000009, 24, 16));
        assertThat(read("ipnexthoprouter,ipsourcemaskbits,ipdestinationmaskbits", sample(3, 10, packet, router)))
                .isEqualTo("10.0.0.9,24,16");
        Wire gateway = tagged(
                1003, xdr(1, 0x0a000009, 65000, 65001, 65002, 2, 2, 2, 100, 200, 1, 1, 300, 1, 65000 << 16 | 7, 50));
        assertThat(read(
                        "bgpnexthop,bgpas,bgpsourceas,bgpsourcepeeras,bgpdestinationas,bgpdestinationpeeras,bgpdestinationaspath,bgpcommunities,bgplocalpref",
                        sample(3, 10, packet, gateway)))
                .isEqualTo("10.0.0.9,65000,65001,65002,300,100,100-200-300,65000:7,50");
        assertThat(read(
                        "queueindex,queuedepth,transitdelay,vni",
                        sample(
                                3,
                                10,
                                packet,
                                tagged(1036, xdr(5)),
                                tagged(1040, xdr(6)),
                                tagged(1039, xdr(7)),
                                tagged(1029, xdr(8)))))
                .isEqualTo("5,6,7,8");
    }

    @Test
    void gatewayRecordWhoseCountsLieGivesNoPath() {
        Wire lying = tagged(1003, xdr(1, 0x0a000009, 65000, 65001, 65002, 0x7fff_ffff, 2, 0x7fff_ffff, 100));
        assertThat(read("bgpdestinationaspath", sample(3, 10, tcpHeader(1000, 1), lying)))
                .isEqualTo("-");
        assertThat(read("bgplocalpref", sample(3, 10, tcpHeader(1000, 1), lying)))
                .isEqualTo("-");
        assertThat(read("bgpas", sample(3, 10, tcpHeader(1000, 1), lying))).isEqualTo("65000");
    }

    @Test
    void functions() {
        Wire packet = sample(3, 10, tcpHeader(1000, 1234));
        assertThat(read("or:udpsourceport:tcpsourceport,or:udpsourceport:icmptype:-1", packet))
                .isEqualTo("1234,-1");
        assertThat(read("null:vlan,null:vlan:none,null:vlan:", packet)).isEqualTo("null,none,");
        assertThat(read("if:[first:stack:.:ip:ip6]:ip:ipsource:ip6source,if:vlan:1:ipsource:other", packet))
                .isEqualTo("10.0.0.1,other");
        assertThat(read("eq:ipsource:ipsource,eq:ipsource:ipdestination,eq:ipprotocol:[prefix:ipprotocol:x:1]", packet))
                .isEqualTo("true,false,true");
        assertThat(read("range:bytes:0:1000,range:bytes:1001,range:bytes::999", packet))
                .isEqualTo("true,false,false");
        assertThat(read("bits:tcpsourceport:1026", packet)).isEqualTo("1026");
        assertThat(read("mask:ipdestination:24,mask:ipsource:0,mask:ipsource:31", packet))
                .isEqualTo("10.0.0.0,0.0.0.0,10.0.0.0");
        assertThat(read("concat:\\::ipsource:tcpsourceport,concat:-:[prefix:macsource:E:1]:vlan", packet))
                .isEqualTo("-");
        assertThat(read("concat:\\::ipsource:tcpsourceport,prefix:macsource:E:1", packet))
                .isEqualTo("10.0.0.1:1234,00163");
        assertThat(read("concat:\\,:ipsource:tcpsourceport", packet)).isEqualTo("10.0.0.1,1234");
        assertThat(read("prefix:stack:.:2,suffix:stack:.:1,prefix:stack:.:9,first:stack:.:tcp:eth", packet))
                .isEqualTo("eth.ip,tcp,eth.ip.tcp,eth");
    }

    @Test
    void everyKeyAndFunctionIsDocumented() {
        Vocabulary vocabulary = new Vocabulary();
        assertThat(vocabulary.keys.all())
                .hasSizeGreaterThan(150)
                .allSatisfy(key -> assertThat(key.doc()).endsWith("."));
        assertThat(vocabulary.functions.all()).hasSize(12).allSatisfy(function -> {
            assertThat(function.doc()).endsWith(".");
            assertThat(function.usage()).startsWith(function.name() + ":");
        });
    }
}
