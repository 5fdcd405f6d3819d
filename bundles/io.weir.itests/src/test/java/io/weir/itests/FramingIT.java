// SPDX-License-Identifier: Apache-2.0
package io.weir.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests whose ends can be read in more than one way are answered once and the connection is closed; none is logged. */
@ExtendWith(SharedWeir.class)
class FramingIT {
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3}) ");
    private static final String NEXT = "GET /version HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";

    /** The status of each answer to these bytes, until the server closes. */
    private static String statuses(WeirProcess weir, String bytes) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), weir.httpPort())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            return String.join(
                    " ",
                    STATUS.matcher(answers)
                            .results()
                            .map(status -> status.group(1))
                            .toList());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Content-Length: 5~Transfer-Encoding: chunked~~0~~ | 400",
                "Transfer-Encoding: chunked~Content-Length: 5~~0~~ | 400",
                "Content-Length: 15~Content-Length: 0~~{value:'bytes'} | 400",
                "Content-Length: 15,15~~{value:'bytes'} | 400",
                "Content-Length: +15~~{value:'bytes'} | 400",
                "Transfer-Encoding: chunked, identity~~0~~ | 400",
                "Transfer-Encoding: xchunked~~0~~ | 400",
                "Transfer-Encoding : chunked~~0~~ | 400",
                "Transfer-Encoding:~ chunked~~0~~ | 400",
                "Transfer-Encoding: chunked~~0x0f~{value:'bytes'}~0~~ | 400",
                "Transfer-Encoding: chunked~~-1~{value:'bytes'}~0~~ | 400",
                "Transfer-Encoding: chunked~~fffffffffffffffff~{value:'bytes'}~0~~ | 400",
                "Transfer-Encoding: chunked~~f~{value:'bytes'}X~0~~ | 400",
                "Transfer-Encoding: gzip, chunked~~f~{value:'bytes'}~0~~ | 501 200",
                "Transfer-Encoding: chunked~~f;a=b~{value:'bytes'}~0~Host: evil.example~~ | 204 200",
                "Content-Length: 15~~{value:'bytes'} | 204 200",
                "Content-Length: 15~Expect: nothing~~{value:'bytes'} | 417",
            })
    void aBodyHasOneEnd(String request, String statuses, WeirProcess weir) throws IOException {
        String head = "PUT /flow/it_framing/json HTTP/1.1\r\nHost: 127.0.0.1\r\n";
        assertThat(statuses(weir, head + request.replace("~", "\r\n") + NEXT)).isEqualTo(statuses);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET http://evil.example/version HTTP/1.1 | 421 200",
                "CONNECT evil.example:443 HTTP/1.1 | 421 200",
                "TRACE /version HTTP/1.1 | 405 200",
                "GET /app/docs/html/../../x HTTP/1.1 | 400 200",
                "GET /app/docs/html/%2e%2e/x HTTP/1.1 | 400 200",
                "GET /app/docs/html/%c0%ae%c0%ae/x HTTP/1.1 | 400 200",
                "GET /app/docs/html/%00 HTTP/1.1 | 400",
                "GET /..%2f..%2fetc/passwd HTTP/1.1 | 400",
                "PRI * HTTP/2.0 | 426",
                "GET /version | 505",
            })
    void aTargetIsWhatItSays(String line, String statuses, WeirProcess weir) throws IOException {
        assertThat(statuses(weir, line + "\r\nHost: 127.0.0.1\r\n\r\n" + NEXT)).isEqualTo(statuses);
    }

    @Test
    void whatClientsSendWrongOrNotWholeIsNotLogged(WeirProcess weir) throws IOException {
        String many = "GET /version HTTP/1.1\r\nHost: 127.0.0.1\r\n" + "X: y\r\n".repeat(10_000) + "\r\n";
        assertThat(statuses(weir, many)).isEqualTo("431");
        assertThat(statuses(weir, "GET /version?" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"))
                .isEqualTo("414");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), weir.httpPort())) {
            socket.getOutputStream()
                    .write("PUT /flow/it_framing/json HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 15\r\n\r\n{"
                            .getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                    .contains("body: broken off");
        }
        assertThat(weir.log()).noneMatch(line -> line.contains("[HttpParser") || line.contains("[HttpInput"));
    }
}
