// SPDX-License-Identifier: Apache-2.0
package io.weir.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console, in a Weir of its own: its log goes to a file, its terminal is a pipe. */
class ConsoleIT {
    @Test
    void whatComesFromAPipeWaitsForTheCommands(@TempDir Path directory) throws IOException {
        try (WeirProcess weir = WeirProcess.launch()
                .arguments("--shell")
                .input(Files.writeString(directory.resolve("typed"), "weir:flows\n"))
                .startOnly()) {
            assertThat(weir.awaitEnd(Duration.ofMinutes(3))).isZero();
            assertThat(weir.log())
                    .anyMatch(line -> line.contains("No flow is defined."))
                    .noneMatch(line -> line.contains("ommand not found") || line.contains("Exception"));
        }
    }

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

            weir.type("weir:doctor --no-format");
            weir.awaitLine("no datagram has come");
            weir.type("weir:group-set it-sites office 10.4.0.0/16");
            weir.type("weir:group-set it-sites lab 10.5.0.0/16");
            weir.type("weir:group-remove it-sites labs");
            weir.awaitLine("label of group set it-sites \"labs\": unknown, did you mean \"lab\"");
            weir.type("weir:group-remove it-sites lab");
            weir.type("weir:groups -o csv");
            weir.awaitLine("it-sites,1,1,shell");
            weir.type("weir:group-remove it-sites");
            weir.type("weir:group-show it-sites");
            weir.awaitLine("group set \"it-sites\": unknown");
            weir.type("weir:app-log consol");
            weir.awaitLine("app \"consol\": unknown, did you mean \"console\"");
            weir.type("weir:app-install /nowhere/it.zip");
            weir.awaitLine("app \"/nowhere/it.zip\": there is no such folder or zip");
            weir.type("weir:threshold-set it-console ifinutilization 80");
            weir.type("weir:threshold-test it-console");
            weir.awaitLine("Nothing is above a threshold now.");
            weir.type("weir:threshold-test it-cnsole");
            weir.awaitLine("threshold \"it-cnsole\": unknown, did you mean \"it-console\"");
            weir.type("weir:agent-show 192.0.2.9");
            weir.awaitLine("agent \"192.0.2.9\": unknown");
            try (Traffic traffic = new Traffic(weir, "192.0.2.9")) {
                weir.awaitUntil(
                        "the metrics",
                        () -> weir.json("/metric/192.0.2.9/ifinoctets/json")
                                .get(0)
                                .has("metricValue"));
                assertThat(traffic.sent()).isPositive();
                weir.type("weir:agent-show -o csv 192.0.2.9");
                assertThat(weir.awaitLine("dataSource 3,")).contains("1 in 1000", "flow samples=", "counter samples=");
                weir.type("weir:threshold-set it-octets ifinoctets 1000");
                weir.type("weir:threshold-test -o csv it-octets");
                assertThat(weir.awaitLine("it-octets,192.0.2.9,3,ifinoctets,1000,"))
                        .containsAnyOf(",above", ",triggered");
                weir.type("weir:threshold-test --value 2000 -o csv it-octets");
                weir.awaitLine("it-octets,192.0.2.9,3,ifinoctets,2000,");
            }

            weir.type("system:shutdown -f");
            assertThat(weir.awaitEnd(Duration.ofSeconds(60))).isZero();
        }
    }
}
