// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal.functions;

import io.weir.api.InvalidInput;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Sends numbers to Graphite in its plaintext protocol: {@code NAME VALUE SECONDS} a line, over TCP. Thread: any. */
final class Graphite {
    static final int PORT = 2003;
    private static final int PATIENCE_MS = 3_000;

    private Graphite() {}

    /**
     * Sends those of the metrics that are numbers. Throws {@link InvalidInput} when they cannot be sent.
     *
     * @param seconds since 1970
     */
    static void send(String host, int port, Map<String, Object> metrics, long seconds) {
        if (port < 1 || port > 65_535) {
            throw InvalidInput.of("graphite", host, "out of range: port=" + port);
        }
        byte[] lines = lines(metrics, seconds).getBytes(StandardCharsets.UTF_8);
        if (lines.length == 0) {
            return;
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), PATIENCE_MS);
            OutputStream out = socket.getOutputStream();
            out.write(lines);
            out.flush();
        } catch (IOException e) {
            throw InvalidInput.of("graphite", host + ":" + port, "cannot be sent: " + e.getMessage());
        }
    }

    private static String lines(Map<String, Object> metrics, long seconds) {
        StringBuilder lines = new StringBuilder();
        metrics.forEach((name, value) -> {
            if (value instanceof Double number && Double.isFinite(number)) {
                lines.append(name.strip().replaceAll("[\\s\\p{Cntrl}]+", "_"))
                        .append(' ')
                        .append(Arguments.show(number))
                        .append(' ')
                        .append(seconds)
                        .append('\n');
            }
        });
        return lines.toString();
    }
}
