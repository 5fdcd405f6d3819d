// SPDX-License-Identifier: Apache-2.0
package io.weir.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a browser is made to send on behalf of another site is refused, and what is too long. */
@ExtendWith(SharedWeir.class)
class DoorIT {
    /** The status of a request that is written out, since Java's client does not let a test choose its Host. */
    private static int status(WeirProcess weir, String method, String host, String... headers) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), weir.httpPort())) {
            String request = method + " /flow/it_door/json HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n"
                    + String.join("", headers)
                    + (method.equals("PUT") ? "Content-Length: 15\r\n\r\n{value:'bytes'}" : "\r\n");
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(answer.split(" ", 3)[1]);
        }
    }

    @Test
    void foreignHostNamesAreMisdirected(WeirProcess weir) throws IOException {
        assertThat(status(weir, "GET", "evil.example.com")).isEqualTo(421);
        assertThat(status(weir, "GET", "127.0.0.1.evil.example.com")).isEqualTo(421);
        assertThat(status(weir, "GET", "localhost:" + weir.httpPort())).isEqualTo(404);
        assertThat(status(weir, "GET", "[::1]:" + weir.httpPort())).isEqualTo(404);
        assertThat(status(weir, "GET", "collector")).isEqualTo(404);
    }

    @Test
    void writesFromForeignSitesAreForbidden(WeirProcess weir) throws IOException {
        String host = "127.0.0.1:" + weir.httpPort();

        assertThat(status(weir, "PUT", host, "Origin: http://evil.example.com\r\n"))
                .isEqualTo(403);
        assertThat(status(weir, "PUT", host, "Origin: null\r\n")).isEqualTo(403);
        assertThat(status(weir, "DELETE", host, "Origin: http://evil.example.com\r\n"))
                .isEqualTo(403);
        assertThat(status(weir, "GET", host, "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\n"))
                .isEqualTo(403);
        assertThat(status(
                        weir,
                        "GET",
                        host,
                        "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n"))
                .isEqualTo(404);
    }

    @Test
    void writesOfOnesOwnPagesAndOfProgramsAreTaken(WeirProcess weir) throws IOException {
        String host = "127.0.0.1:" + weir.httpPort();

        assertThat(status(weir, "PUT", host, "Origin: http://" + host + "\r\n")).isBetween(200, 204);
        assertThat(status(weir, "PUT", host, "Content-Type: application/x-www-form-urlencoded\r\n"))
                .isBetween(200, 204);
        assertThat(status(weir, "DELETE", host)).isBetween(200, 204);
        assertThat(weir.get("/version").headers().map())
                .doesNotContainKey("access-control-allow-origin")
                .doesNotContainKey("server");
    }

    @Test
    void bodyThatIsAnnouncedTooLongIsRefusedBeforeItComes(WeirProcess weir) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), weir.httpPort())) {
            // less than the server waits for a body
            socket.setSoTimeout(20_000);
            String head = "PUT /flow/it_door/json HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 2000000\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 413 ")
                    .contains("body: too long: most=1048576");
        }
    }

    @Test
    void bodyMayComeAfterItsHead(WeirProcess weir) throws IOException {
        String host = "127.0.0.1:" + weir.httpPort();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), weir.httpPort())) {
            String head = "PUT /flow/it_door/json HTTP/1.1\r\nHost: " + host + "\r\nContent-Length: 15\r\n"
                    + "Connection: close\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            assertThat(weir.get("/version").statusCode()).isEqualTo(200);
            socket.getOutputStream().write("{value:'bytes'}".getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .matches("(?s)HTTP/1\\.1 20[0-4] .*");
        }
        assertThat(status(weir, "DELETE", host)).isBetween(200, 204);
    }

    @Test
    void aReadOnlyWeirRefusesWrites() {
        try (WeirProcess readOnly = WeirProcess.start("-Dsflow.address=127.0.0.1", "-Dhttp.readonly=yes")) {
            assertThat(readOnly.send("PUT", "/flow/it/json", "{value:'bytes'}").statusCode())
                    .isEqualTo(403);
            assertThat(readOnly.get("/flow/json").statusCode()).isEqualTo(200);
        }
    }
}
