// SPDX-License-Identifier: Apache-2.0
package io.weir.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.demo.internal.encoder.DatagramBuilder;
import io.weir.demo.internal.encoder.DiscardSampleBuilder;
import io.weir.demo.internal.encoder.FlowSampleBuilder;
import io.weir.demo.internal.encoder.PacketBuilder;
import io.weir.demo.internal.encoder.SampleBuilder;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What flows show of traffic of many kinds, from real datagrams to REST. */
@ExtendWith(SharedWeir.class)
class SceneIT {
    private static final String AGENT = "10.9.8.1";
    private static final int SAMPLING_RATE = 1_000;
    private static final int ROUNDS = 50;

    /** So long a smoothing, in seconds, that nothing fades during a test. */
    private static final int SMOOTHING = 600;

    private static long datagrams;
    private static long sequence;

    /** A scene, keys, and what each flow holds of them, in packets of the scene. */
    static Stream<Arguments> scenes() {
        return Stream.of(
                arguments(
                        Scene.IPV6,
                        "ip6source,ip6destination,ip6nexthdr,ip6flowlabel,null:ip6dscpname",
                        Map.of(
                                "2001:db8::1,2001:db8::2,6,298261,be", 1.0,
                                "2001:db8::3,2001:db8::4,17,0,ef", 1.0,
                                "fe80::1,ff02::1:ff00:2,58,0,be", 1.0)),
                arguments(Scene.IPV6, "icmp6type,isunicast", Map.of("135,true", 1.0)),
                arguments(
                        Scene.VXLAN,
                        "vxlanvni,ipsource,or:ipdestination.1:ip6destination,macsource.1",
                        Map.of(
                                "5000,10.4.0.1,172.16.0.2,020000000011", 1.0,
                                "5001,10.4.0.1,2001:db8:1::2,020000000011", 1.0)),
                arguments(
                        Scene.VXLAN,
                        "stack,null:tcpdestinationport",
                        Map.of("eth.ip.udp.vxlan.eth.ip.tcp,80", 1.0, "eth.ip.udp.vxlan.eth.ip6.udp,null", 1.0)),
                arguments(
                        Scene.NVGRE, "grevsid,ipsource.1,stack", Map.of("4660,172.16.1.1,eth.ip.gre.eth.ip.tcp", 1.0)),
                arguments(
                        Scene.GENEVE,
                        "genevevni,ipsource.1,udpsourceport,udpsourceport.1",
                        Map.of("6699,172.16.2.1,50002,40006", 1.0)),
                arguments(Scene.GTP, "gtpteid,ipsource.1,udpdestinationport.1", Map.of("257,172.16.3.1,443", 1.0)),
                arguments(
                        Scene.DNS,
                        "dnsqname,dnsqtypename,dnsqr",
                        Map.of(
                                "www.example.com.,A,false", 1.0,
                                "www.example.com.,A,true", 1.0,
                                "mail.example.net.,A,false", 1.0)),
                arguments(Scene.DNS, "suffix:dnsqname:.:3", Map.of("example.com.", 2.0, "example.net.", 1.0)),
                arguments(
                        Scene.ROCE,
                        "ibbtopname,ibbtoptransport,ibbtdestinationqp,ibbtm,null:ibbtrdmalen:none,null:ibbtaethack:none",
                        Map.of(
                                "rdma_write_first,rc,291,true,65536,none", 1.0,
                                "acknowledge,rc,292,true,none,1", 1.0,
                                "acknowledge,rc,292,true,none,0", 1.0)));
    }

    @ParameterizedTest
    @MethodSource("scenes")
    void flowsTellApartWhatAPacketHolds(Scene scene, String keys, Map<String, Double> packets, WeirProcess weir)
            throws IOException {
        Map<String, Double> shown = shown(weir, scene, "{keys:'" + keys + "',value:'frames'", false);

        assertThat(shown).hasSameSizeAs(packets);
        packets.forEach((key, count) -> assertThat(shown)
                .hasEntrySatisfying(
                        key,
                        value -> assertThat(value)
                                .isCloseTo(count * SAMPLING_RATE, within(0.05 * count * SAMPLING_RATE))));
    }

    @Test
    void discardsAreFlowsOfTheirOwn(WeirProcess weir) throws IOException {
        Map<String, Double> reasons =
                shown(weir, Scene.VXLAN, "{keys:'reason,vxlanvni',value:'frames',dropped:true", true);

        assertThat(reasons).containsOnlyKeys("acl,5000", "acl,5001");
        assertThat(reasons.get("acl,5000")).isCloseTo(1, within(0.05));
    }

    /** What a definition shows, by key, of one round. */
    private static Map<String, Double> shown(WeirProcess weir, Scene scene, String definition, boolean discarded)
            throws IOException {
        String body = definition + ",t:" + SMOOTHING + "}";
        weir.define("/flow/it_scene/json", body);
        try {
            send(weir, scene, discarded);
            weir.awaitUntil("all of " + scene, () -> agentHas(weir, sequence));
            Map<String, Double> values = new TreeMap<>();
            for (JsonNode flow : weir.json("/activeflows/" + AGENT + "/it_scene/json")) {
                values.put(flow.path("key").asText(), flow.path("value").asDouble() * SMOOTHING / ROUNDS);
            }
            return values;
        } finally {
            weir.send("DELETE", "/flow/it_scene/json", "");
        }
    }

    private static boolean agentHas(WeirProcess weir, long samples) {
        JsonNode agent = weir.json("/agents/json?agent=" + AGENT).path(AGENT);
        long taken = agent.path("sFlowFlowSamples").asLong()
                + agent.path("sFlowNotificationSamples").asLong();
        return taken >= samples;
    }

    private static void send(WeirProcess weir, Scene scene, boolean discarded) throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            for (int round = 0; round < ROUNDS; round++) {
                DatagramBuilder datagram = DatagramBuilder.agent(AGENT).sequence(++datagrams);
                scene.packets().forEach(packet -> datagram.add(discarded ? discard(packet) : sample(packet)));
                byte[] bytes = datagram.bytes();
                socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), weir.udpPort()));
            }
        }
    }

    private static SampleBuilder sample(PacketBuilder packet) {
        sequence++;
        return FlowSampleBuilder.of(3)
                .sequence(sequence)
                .samplingRate(SAMPLING_RATE)
                .samplePool(sequence * SAMPLING_RATE)
                .output(4)
                .packet(packet);
    }

    private static SampleBuilder discard(PacketBuilder packet) {
        sequence++;
        return DiscardSampleBuilder.of(3).sequence(sequence).reason(258).packet(packet);
    }
}
