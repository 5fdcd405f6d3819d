// SPDX-License-Identifier: Apache-2.0
package io.weir.packet;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Another's reading of a capture: all values of some fields, frame by frame. */
final class Tshark {
    private Tshark() {}

    /** Ends the test here if there is no tshark; on a build server (CI=true) that is an error. */
    static void require() {
        boolean found = Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(directory -> Path.of(directory, "tshark").toFile().canExecute());
        if (!found && "true".equals(System.getenv("CI"))) {
            throw new AssertionError("tshark is missing: install the package tshark");
        }
        assumeTrue(found, "tshark is missing: what it reads is not compared");
    }

    /** Rows of columns of values, in the order of the frames and the fields. */
    static List<List<List<String>>> read(Path pcap, List<String> fields) {
        List<String> command = new ArrayList<>(List.of("tshark", "-n", "-r", pcap.toString(), "-T", "fields"));
        command.addAll(List.of("-o", "ip.defragment:FALSE", "-o", "ipv6.defragment:FALSE"));
        command.addAll(List.of("-o", "tcp.desegment_tcp_streams:FALSE", "-o", "tcp.analyze_sequence_numbers:FALSE"));
        for (String field : fields) {
            command.add("-e");
            command.add(field);
        }
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (BufferedReader reader =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                return reader.lines().map(line -> columns(line, fields.size())).toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<List<String>> columns(String line, int count) {
        List<List<String>> columns = new ArrayList<>();
        for (String column : line.split("\t", count)) {
            columns.add(
                    column.isEmpty()
                            ? List.of()
                            : Arrays.stream(column.split(","))
                                    .map(Tshark::canonical)
                                    .toList());
        }
        return columns;
    }

    /** Numbers in decimal without leading zeros, IPv6 addresses as Java prints them. */
    private static String canonical(String value) {
        if (value.startsWith("0x")) {
            return Long.toString(Long.parseUnsignedLong(value.substring(2), 16));
        }
        boolean ip6 = value.contains(":") && value.length() != 17 && value.matches("[0-9a-f:.]+");
        try {
            return ip6 || value.contains("::") ? InetAddress.getByName(value).getHostAddress() : value;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
