// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.store.Settings;
import io.weir.testkit.GivenSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class HttpCallsTest {
    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n";

    @Test
    void anAnswerThatTricklesIsGivenUpAndItsConnectionEnds() throws Exception {
        Settings settings = GivenSettings.of();
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                HttpCalls calls = new HttpCalls(settings, Duration.ofMillis(300))) {
            CompletableFuture<Boolean> ended = CompletableFuture.supplyAsync(() -> trickle(server));
            String url = "http://127.0.0.1:" + server.getLocalPort() + "/";
            assertThatThrownBy(() ->
                            calls.send(Map.of("url", url), permission -> {}).get(60, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(TimeoutException.class);
            assertThat(ended.get(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** Sends a byte every few ms until the other side ends the connection; false when it never does. */
    private static boolean trickle(ServerSocket server) {
        try (Socket socket = server.accept()) {
            socket.setSoTimeout(20);
            socket.getOutputStream().write(HEAD.getBytes(StandardCharsets.US_ASCII));
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (System.nanoTime() < deadline) {
                socket.getOutputStream().write('x');
                if (ended(socket.getInputStream())) {
                    return true;
                }
            }
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    private static boolean ended(InputStream in) throws IOException {
        try {
            return in.read() < 0;
        } catch (SocketTimeoutException none) {
            return false;
        }
    }
}
