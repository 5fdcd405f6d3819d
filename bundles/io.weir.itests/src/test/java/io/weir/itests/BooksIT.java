// SPDX-License-Identifier: Apache-2.0
package io.weir.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.demo.internal.encoder.DatagramBuilder;
import io.weir.demo.internal.encoder.FlowSampleBuilder;
import io.weir.demo.internal.encoder.Structure;
import io.weir.demo.internal.encoder.XdrWriter;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What was sent is what was processed and each kind of loss, to the datagram, as REST tells it. */
class BooksIT {
    private static final String AGENT = "10.8.0.1";

    private static byte[] datagram(long sequence, long sample, long drops) {
        return DatagramBuilder.agent(AGENT)
                .sequence(sequence)
                .uptime(60_000 + sequence)
                .add(FlowSampleBuilder.of(3)
                        .sequence(sample)
                        .samplingRate(100)
                        .samplePool(sample * 100)
                        .drops(drops)
                        .add(Structure.of(1991, 5, new XdrWriter().u32(1))))
                .bytes();
    }

    @Test
    void sumsAreExact() throws IOException {
        List<byte[]> sent = new ArrayList<>();
        for (int i = 1; i <= 100; i++) {
            sent.add(datagram(i, i, 0));
        }
        sent.add(datagram(100, 100, 0)); // came before
        sent.add(datagram(106, 105, 9)); // five datagrams and four samples are missing; the switch dropped nine
        sent.add(datagram(103, 106, 9)); // one datagram of the five comes late
        sent.add(DatagramBuilder.agent(AGENT).version(4).bytes());
        sent.add(new byte[7]);
        byte[] unknownAddress = datagram(107, 107, 9);
        unknownAddress[7] = 3;
        sent.add(unknownAddress);
        try (WeirProcess weir = WeirProcess.start("-Dsflow.address=127.0.0.1", "-Dsflow.allow=127.0.0.1/32");
                DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                DatagramSocket stranger = new DatagramSocket(new InetSocketAddress("127.0.0.2", 0))) {
            InetSocketAddress to = new InetSocketAddress(InetAddress.getLoopbackAddress(), weir.udpPort());
            for (byte[] bytes : sent) {
                socket.send(new DatagramPacket(bytes, bytes.length, to));
            }
            stranger.send(new DatagramPacket(new byte[100], 100, to));
            int all = sent.size() + 1;
            weir.awaitUntil("all booked", () -> booked(weir.json("/analyzer/json")) == all);
            JsonNode books = weir.json("/analyzer/json");
            assertThat(books.path("sFlowDatagramsProcessed").asLong()).isEqualTo(102);
            assertThat(books.path("sFlowDatagramsDuplicates").asLong()).isEqualTo(1);
            assertThat(books.path("sFlowUnsupportedVersion").asLong()).isEqualTo(1);
            assertThat(books.path("sFlowDatagramsTooShort").asLong()).isEqualTo(1);
            assertThat(books.path("sFlowDatagramsBadAddress").asLong()).isEqualTo(1);
            assertThat(books.path("sFlowDatagramsNotAllowed").asLong()).isEqualTo(1);
            assertThat(books.path("sFlowDatagramsDiscarded").asLong()).isEqualTo(5);
            assertThat(books.path("sFlowDatagramsLost").asLong()).isEqualTo(4);
            assertThat(books.path("sFlowDatagramsOutOfOrder").asLong()).isEqualTo(1);
            assertThat(books.path("sFlowFlowRecordsUnknown.1991:5").asLong()).isEqualTo(102);
            JsonNode agent = weir.json("/agents/json").path(AGENT);
            assertThat(agent.path("sFlowDatagramsReceived").asLong()).isEqualTo(103);
            assertThat(agent.path("sFlowDatagramsDuplicates").asLong()).isEqualTo(1);
            assertThat(agent.path("sFlowDatagramsLost").asLong()).isEqualTo(4);
            assertThat(agent.path("sFlowDatagramsOutOfOrder").asLong()).isEqualTo(1);
            assertThat(agent.path("sFlowFlowSamples").asLong()).isEqualTo(102);
            assertThat(agent.path("sFlowFlowLostSamples").asLong()).isEqualTo(4);
            assertThat(agent.path("sFlowFlowDrops").asLong()).isEqualTo(9);
        }
    }

    /** Each datagram is in one of these. */
    private static long booked(JsonNode books) {
        return books.path("sFlowDatagramsProcessed").asLong()
                + books.path("sFlowDatagramsDiscarded").asLong()
                + books.path("sFlowDatagramsKernelDrops").asLong();
    }
}
