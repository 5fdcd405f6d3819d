// SPDX-License-Identifier: Apache-2.0
package io.weir.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The console, in a Weir of its own: its log goes to a file, its terminal is a pipe. */
class ConsoleIT {
    @Test
    void commandsAreAnsweredAndShutdownEndsIt() {
        try (WeirProcess weir = WeirProcess.launch().arguments("--shell").start()) {
            weir.type("bundle:list -t 0 -s | cat");
            assertThat(weir.awaitLine("io.weir.store")).contains("Active");
            assertThat(weir.log()).noneMatch(line -> line.contains("CommandNotFound"));
            assertThat(weir.home().resolve("data/log/weir.log")).isNotEmptyFile();

            weir.type("weir:replay");
            weir.awaitLine("Nothing is played: datagrams come from the network.");
            weir.type("weir:replay start none.pcap");
            weir.awaitLine("capture \"none.pcap\": no such file");

            weir.type("system:shutdown -f");
            assertThat(weir.awaitEnd(Duration.ofSeconds(60))).isZero();
        }
    }
}
