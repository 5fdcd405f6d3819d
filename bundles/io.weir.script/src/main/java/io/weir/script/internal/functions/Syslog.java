// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal.functions;

import io.weir.api.InvalidInput;
import io.weir.api.time.Timeline;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;

/** Sends syslog messages over UDP (RFC 3164). Thread: any. */
final class Syslog {
    private static final int MOST_BYTES = 65_000;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss", Locale.ENGLISH).withZone(ZoneId.systemDefault());

    private Syslog() {}

    static void send(String host, int port, int facility, int severity, String message, Timeline timeline) {
        if (facility < 0 || facility > 23 || severity < 0 || severity > 7 || port < 1 || port > 65_535) {
            throw InvalidInput.of(
                    "syslog", host, "out of range: port=" + port + " facility=" + facility + " severity=" + severity);
        }
        String line = "<" + (facility * 8 + severity) + ">" + TIME.format(Instant.ofEpochMilli(timeline.millis()))
                + " weir " + message.replaceAll("[\\r\\n]+", " ");
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        byte[] sent = bytes.length > MOST_BYTES ? Arrays.copyOf(bytes, MOST_BYTES) : bytes;
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.send(new DatagramPacket(sent, sent.length, InetAddress.getByName(host), port));
        } catch (IOException e) {
            throw InvalidInput.of("syslog", host, "cannot be sent: " + e.getMessage());
        }
    }
}
