// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import static io.weir.flow.internal.Wire.header;
import static io.weir.flow.internal.Wire.sample;
import static io.weir.flow.internal.Wire.tagged;
import static io.weir.flow.internal.Wire.tcpHeader;
import static io.weir.flow.internal.Wire.xdr;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.Owner;
import io.weir.api.flow.FlowDefinition;
import io.weir.api.flow.FlowVocabularySource;
import io.weir.api.flow.KeyFunction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every name and form that published applications and clients write is in force at once. */
class LanguageTest {
    private final FlowFixture flows = new FlowFixture();

    LanguageTest() {
        flows.engine.addVocabulary(new Elsewhere());
    }

    @AfterEach
    void close() {
        flows.close();
    }

    /** The functions of other bundles: each answers its own name and arguments. */
    private static final class Elsewhere implements FlowVocabularySource {
        @Override
        public Collection<KeyFunction> functions() {
            List<KeyFunction> rows = new ArrayList<>();
            for (String name :
                    List.of("asn", "country", "dns", "group", "host", "ifname", "link", "map", "node", "oui", "port")) {
                rows.add(new KeyFunction(name, name + ":<key>", "A function.", arguments -> {
                    byte[] text = (name + arguments.count()).getBytes(java.nio.charset.StandardCharsets.UTF_8);
                    var key = arguments.key(0);
                    return (sample, out) -> key.extract(sample, out) && out.set(text, 0, text.length);
                }));
            }
            return rows;
        }
    }

    private void inForce(Map<String, ?> properties) {
        FlowDefinition definition = FlowDefinition.parse("f", properties);
        flows.engine.define(Owner.REST, definition);
        flows.receive(sample(3, 10, tcpHeader(1000, 1234)));
        assertThat(flows.engine.pending("f")).isEmpty();
        assertThat(flows.<Collection<String>>tables(tables -> tables.flows())).containsExactly("f");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "macsource,macdestination,ethernetprotocol,vlan,priority,vlansource,vlandestination,prioritysource,prioritydestination",
                "isunicast,isbroadcast,ismulticast,arpoperation,arpipsender,arpiptarget,arpmacsender,arpmactarget,mplslabels",
                "ipsource,ipdestination,ipprotocol,iptos,ipdscp,ipttl,ipbytes,ipdscpname,ip6dscpname,ipecn,ip6ecn,ipflags",
                "ipfragoffset,ip_offset,ip6source,ip6destination,ip6nexthdr,ip6tos,ip6dscp,ip6bytes,ip6ttl,ip6flowlabel",
                "ip6fragm,ip6fragoffset,icmptype,icmpcode,icmpseqno,icmp6type,icmp6code",
                "icmpunreachablenet,icmpunreachablehost,icmpunreachableprotocol,icmpunreachableport",
                "tcpsourceport,tcpdestinationport,tcpwindow,tcpflags,udpsourceport,udpdestinationport,udpbytes",
                "tcprtt,tcprttvar,tcprttsdev,tcprttwait,tcpunacked,tcplost,tcpretrans,tcpcwndsnd,tcpmssrcv,tcpmsssnd,tcppmtu",
                "tcpreordering,tcprttmin,vxlanvni,genevevni,grevsid,vni",
                "ibbtopcode,ibbtopname,ibbtoptransport,ibbtdestqp,ibbtdestinationqp,ibbtack,ibbtse,ibbtm,ibbtttver,ibbt_offset",
                "ibbtrdmalen,ibbtaethack,dnsqname,dnsqtype,dnsqtypename,dnsqr,stack",
                "agent,inputifindex,outputifindex,direction,bytes,frames,stripped,queueindex,queuedepth,transitdelay,reason,function",
                "ipnexthoprouter,ipsourcemaskbits,ipdestinationmaskbits,bgpnexthop,bgpas,bgpsourceas,bgpsourcepeeras",
                "bgpdestinationas,bgpdestinationpeeras,bgpdestinationaspath,bgpcommunities,bgplocalpref,sourceuser,destinationuser",
                "inputipsource,inputipdestination,outputipsource,outputipdestination,inputip6source,outputip6destination",
                "protocol,serveraddress,serveraddress6,serverport,clientaddress,clientaddress6,clientport,proxyprotocol",
                "proxyserveraddress,proxyserveraddress6,proxyserverport,proxyclientaddress,proxyclientaddress6,proxyclientport",
                "httpmethod,httpprotocol,httphost,httpuseragent,httpxff,httpauthuser,httpmimetype,httpurl,httpreferer,httpstatus",
                "requests,req_bytes,resp_bytes,duration,memcachecommand,memcachekey,memcachestatus",
                "ipsource.1,ipdestination.1,ipprotocol.1,tcpsourceport.1,macsource.1,macdestination.1,isunicast.1,ipsource.2",
                "sourcegroup,destinationgroup"
            })
    void keys(String keys) {
        inForce(Map.of("keys", keys, "value", "bytes"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "group:ipsource:sites,group:ipdestination:sites",
                "group:ipsource:a:b:c,country:ipsource,country:ipsource:both,asn:ipsource,asn:ipsource:both",
                "oui:macsource,oui:macsource:name,dns:ipsource,dns:ip6source",
                "uri:httpurl:normalized,uri:httpurl:scheme,uri:httpurl:user,uri:httpurl:authority,uri:httpurl:host",
                "uri:httpurl:port,uri:httpurl:path,uri:httpurl:file,uri:httpurl:extension,uri:httpurl:query",
                "uri:httpurl:fragment,uri:httpurl:isabsolute,uri:httpurl:isopaque",
                "prefix:[uri:httpurl:path]:/:2,suffix:dnsqname:.:2,prefix:stack:.:1,suffix:stack:.:1",
                "first:stack:.:ip:ip6,first:stack:.:ip:ipv6",
                "null:vlan,null:vlan:none,null:[link:outputifindex]:edge,null:[group:ipsource:a]:",
                "or:tcpsourceport:udpsourceport:icmptype,or:[country:ipsource]:[country:ip6source]:XX,or:vlan:-1",
                "or:[map:macsource:x]:[group:ipsource:x]:[oui:macsource:name]",
                "if:[first:stack:.:ip:ip6]:ip:[country:ipsource]:[country:ip6source]",
                "eq:bgpsourceas:bgpas,range:bytes:0:63,range:bytes:1519,range:tcpdestinationport:0:1023",
                "map:macsource:x,map:[bits:ip6flowlabel:261884]:scitag,bits:ip6flowlabel:261884",
                "mask:ipsource:24,concat:\\::a_b:ipsource,concat:-:ipsource:tcpsourceport",
                "link:inputifindex,link:outputifindex,node:inputifindex,port:inputifindex,ifname:inputifindex",
                "host:macsource:vir_host_name",
                "suffix:[if:[first:stack:.:ip:ip6]:ip:[dns:ipsource]:[dns:ip6source]]:.:2"
            })
    void functions(String keys) {
        flows.engine.met("a_b", io.weir.api.flow.KeyType.TEXT, 0);
        inForce(Map.of("keys", keys, "value", "frames"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes",
                "frames",
                "requests",
                "duration",
                "avg:ipbytes",
                "min:ipbytes",
                "max:tcprtt",
                "sum:bytes",
                "last:tcpwindow",
                "count:ipsource",
                "count:[group:ipsource:a]",
                "avg:ibbtaethack",
                "avg:transitdelay",
                "max:queuedepth"
            })
    void values(String value) {
        inForce(Map.of("value", value, "values", List.of(value, "count:macsource")));
        inForce(Map.of("value", "bytes", "values", "avg:ipbytes,max:tcprtt," + value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ipprotocol=6,17",
                "ethernetprotocol!=2048,2054",
                "group:ipdestination:x!=external,private",
                "tcpflags~....1..1.",
                "tcpflags~.......1.&tcpflags!~....1....",
                "vxlanvni=null",
                "vxlanvni!=null",
                "link:inputifindex=null",
                "map:macsource:ixp_member=null",
                "(ipflags=001|range:ipfragoffset:1=true)&first:stack:.:ip:ip6=ip",
                "isunicast=false",
                "ibbtse=false",
                "dnsqr=true",
                "ip6fragm=yes",
                "httpurl~.*\\.php",
                "suffix:[if:[first:stack:.:ip:ip6]:ip:[dns:ipsource]:[dns:ip6source]]:.:2=example.com.",
                "'ipsource'='10.4.1.7'&'httpurl'='/a,b'",
                "ipprotocol=17&(udpsourceport=53,123|udpdestinationport=53,123)",
                "range:tcpdestinationport:0:1023=true",
                "group:ipsource:sites!=office&direction=ingress",
                "null",
                ""
            })
    void filters(String filter) {
        inForce(Map.of("value", "bytes", "filter", filter));
    }

    @Test
    void formerNamesOfGroupsAreTheSetThatHasNoName() {
        flows.define("f", "keys", "sourcegroup,destinationgroup", "value", "frames");

        flows.receive(sample(3, 10, tcpHeader(1000, 1234)));

        assertThat(flows.keys("f")).containsExactly("group2,group2");
    }

    @Test
    void valuesOfConnectionsAndQueuesAreReadOffTheirRecords() {
        Wire info = tagged(2209, xdr(1, 1460, 1448, 2, 3, 4, 1500, 250, 125, 10, 3, 200));
        flows.define("f", "keys", "tcpsourceport", "value", "bytes", "values", "avg:tcprtt,max:tcprttvar,last:tcppmtu");

        flows.receive(sample(3, 10, tcpHeader(1000, 1234), info));

        assertThat(flows.active("f", io.weir.api.flow.ActiveFlowQuery.Merge.MAX))
                .singleElement()
                .satisfies(flow -> assertThat(flow.values()).containsExactly(250.0, 125.0, 1500.0));
    }

    @Test
    void aGeneveNetworkIsRead() {
        String inner = Wire.eth(0x0800) + Wire.ip("0a000001", "0a000002", 6, Wire.tcp(1, 2, 2));
        String packet = Wire.eth(0x0800)
                + Wire.ip("c0a80001", "c0a80002", 17, Wire.udp(50000, 6081, "00006558 00006400" + inner));
        flows.define("f", "keys", "genevevni,ipsource.1", "value", "frames");

        flows.receive(sample(3, 10, header(200, packet)));

        assertThat(flows.keys("f")).containsExactly("100,10.0.0.1");
    }
}
