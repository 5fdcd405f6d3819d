// SPDX-License-Identifier: Apache-2.0
package io.weir.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.weir.api.shard.AgentBook;
import io.weir.api.shard.AgentBook.Sequenced;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DoctorTest {
    private static final Map<String, Object> OPEN =
            Map.of("udpPort", 6343, "sFlowDatagramsReceived", 5L, "udpBufferAsked", 10, "udpBufferGranted", 10);

    private static AgentBook agent(long firstSeen, long lastSeen, long lost, long flows, long counters) {
        Sequenced none = new Sequenced(0, 0, 0, 0, 0);
        return new AgentBook(
                "192.0.2.1",
                false,
                List.of("192.0.2.1"),
                1,
                firstSeen,
                lastSeen,
                1,
                new Sequenced(0, 1_000, lost, 0, 0),
                new Sequenced(1, flows, 0, 0, 0),
                0,
                new Sequenced(1, counters, 0, 0, 0),
                none,
                0);
    }

    private static List<String> facts(List<Doctor.Finding> found) {
        return found.stream().map(Doctor.Finding::fact).toList();
    }

    @Test
    void soundAgentHasNothing() {
        assertThat(Doctor.Finding.ofAgent(agent(1_000_000, 100, 5, 10, 10))).isEmpty();
        assertThat(Doctor.reception(OPEN, List.of(agent(1_000_000, 100, 0, 1, 1))))
                .isEmpty();
    }

    @Test
    void agentWithoutCountersOrFlowsIsToldOnceItHadTheTime() {
        assertThat(Doctor.Finding.ofAgent(agent(89_000, 100, 0, 0, 0))).isEmpty();
        assertThat(facts(Doctor.Finding.ofAgent(agent(91_000, 100, 0, 0, 1))))
                .containsExactly("sends no flow samples: no flows");
        assertThat(facts(Doctor.Finding.ofAgent(agent(91_000, 100, 0, 1, 0))))
                .containsExactly("sends no counter samples: no interface metrics");
    }

    @Test
    void lossAndSilenceOfAnAgentAreTold() {
        assertThat(facts(Doctor.Finding.ofAgent(agent(300_000, 61_000, 1_000, 1, 1))))
                .containsExactly("silent for 1m1s", "50.0 % of its datagrams were lost");
    }

    @Test
    void receptionTellsPortSilenceAndBuffer() {
        assertThat(facts(Doctor.reception(Map.of(), List.of()))).containsExactly("no port is open: no sFlow can come");
        List<Doctor.Finding> found = Doctor.reception(
                Map.of("udpPort", 6343, "udpBufferAsked", 4_096, "udpBufferGranted", 1_024), List.of());
        assertThat(facts(found))
                .containsExactly("no datagram has come", "socket buffer is small: granted=1024 of 4096 bytes");
        assertThat(found.get(1).advice()).isEqualTo("sysctl -w net.core.rmem_max=4096 and start again");
        assertThat(facts(Doctor.reception(OPEN, List.of(agent(90_000, 61_000, 0, 1, 1)))))
                .containsExactly("no agent was heard for a minute");
    }

    @Test
    void whatStillGrowsIsAProblemAndWhatStandsAWarning() {
        List<Doctor.Finding> found = Doctor.signs(
                Map.of("sFlowDatagramsKernelDrops", 3L, "sFlowSamplingRateChanges", 2L),
                Map.of("sFlowDatagramsKernelDrops", 10L, "sFlowSamplingRateChanges", 2L, "sFlowParseErrors", 0L));
        assertThat(found)
                .extracting(Doctor.Finding::severity, Doctor.Finding::subject)
                .containsExactly(
                        tuple("problem", "sFlowDatagramsKernelDrops"), tuple("warning", "sFlowSamplingRateChanges"));
        assertThat(found.get(0).fact()).contains("10 datagrams", ", 7 of them just now");
    }
}
