// SPDX-License-Identifier: Apache-2.0
package io.weir.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ReadyLineTest {
    @Test
    void lateIsNotNever() throws IOException, InterruptedException {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CountDownLatch ready = new CountDownLatch(1);
            long longAgo = 0;
            ReadyLine.watch(new HttpAddress("127.0.0.1", server.getLocalPort()), Map.of(), longAgo, ready::countDown);
            answer(server, "503 Service Unavailable");
            answer(server, "200 OK");
            assertThat(ready.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static void answer(ServerSocket server, String status) throws IOException {
        server.setSoTimeout(60_000);
        try (Socket asked = server.accept()) {
            asked.getOutputStream().write(("HTTP/1.1 " + status + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        }
    }
}
