// SPDX-License-Identifier: Apache-2.0
package io.weir.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.replay.ReplayStatus;
import io.weir.api.replay.ReplayStatus.State;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplayCommandTest {
    @Test
    void progressIsOneLine() {
        ReplayStatus status = new ReplayStatus(
                State.PLAYING, "a\u001b.pcap", 0, true, 1_700_000_000_000L, 15, 60, 250, 1000, 2, Map.of(), "");
        assertThat(ReplayCommand.line(status))
                .isEqualTo(
                        "a\ufffd.pcap [==========                              ] 15.0 of 60.0 s, 250 of 1000 datagrams,"
                                + " speed max, round 2: playing");
    }

    @Test
    void withoutReplayItSaysWhereDatagramsComeFromAndWhatWentWrong() {
        assertThat(ReplayCommand.line(ReplayStatus.none("")))
                .isEqualTo("Nothing is played: datagrams come from the network.");
        assertThat(ReplayCommand.line(ReplayStatus.none("capture \"x\": no such file")))
                .endsWith("no such file");
    }
}
