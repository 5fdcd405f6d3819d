// SPDX-License-Identifier: Apache-2.0
package io.weir.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.http.Resource;
import io.weir.api.http.Response;
import io.weir.api.http.Role;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WeirServletTest {
    private static final Server SERVER = new Server(InetSocketAddress.createUnresolved("127.0.0.1", 0));
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final CompletableFuture<Response> LATER = new CompletableFuture<>();

    @BeforeAll
    static void start() throws Exception {
        WeirServlet servlet = new WeirServlet(FixedSettings.of());
        servlet.addResources(new SystemResources(new Services(), "0.1-7"));
        servlet.addResources(() -> List.of(
                row("POST", "/echo/json", request -> Response.now(Response.json(request.json()))),
                row("GET", "/later/json", request -> LATER),
                row("GET", "/large", request -> Response.now(Response.bytes("text/plain", new byte[3_000_000]))),
                row("GET", "/broken", request -> {
                    throw new IllegalStateException("secret detail");
                })));
        ServletContextHandler context = new ServletContextHandler();
        ServletHolder holder = new ServletHolder(servlet);
        holder.setAsyncSupported(true);
        context.addServlet(holder, "/*");
        SERVER.setHandler(context);
        SERVER.start();
    }

    @AfterAll
    static void stop() throws Exception {
        SERVER.stop();
    }

    @Test
    void versionIsPlainText() throws Exception {
        HttpResponse<String> answer = get("/version");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("0.1-7");
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    }

    @Test
    void licenceIsOpen() throws Exception {
        assertThat(get("/license/json").body()).isEqualTo("{\"type\":\"open\"}");
    }

    @Test
    void aPathWithoutItsFormatOrWithASlashTooManyIsToldTheRightOne() throws Exception {
        assertThat(get("/analyzer").statusCode()).isEqualTo(404);
        assertThat(get("/analyzer").body()).contains("did you mean \\\"/analyzer/json\\\"");
        assertThat(get("/analyzer/json//").body()).contains("did you mean \\\"/analyzer/json\\\"");
        assertThat(get("/metric/json").body()).contains("there is nothing\"");
        assertThat(get("/analyser").body()).contains("there is nothing\"");
    }

    @Test
    void aServerIsAliveBeforeItIsReadyAndTellsWhatItWaitsFor() throws Exception {
        assertThat(get("/healthz").statusCode()).isEqualTo(200);
        HttpResponse<String> answer = get("/readyz");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("queries, flow definitions, flow records, thresholds, events, applications");
    }

    @Test
    void bodyIsReadWhateverItsType() throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(uri("/echo/json"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("{keys:'a,b',n:1}")));
        assertThat(answer.body()).isEqualTo("{\"keys\":\"a,b\",\"n\":1}");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    }

    @Test
    void chunkedBodyIsRead() throws Exception {
        InputStream unsized = new java.io.ByteArrayInputStream("[1,2]".getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(uri("/echo/json")).POST(BodyPublishers.ofInputStream(() -> unsized)));
        assertThat(answer.body()).isEqualTo("[1,2]");
    }

    @Test
    void unparsableBodyIsRefusedTellingThePlace() throws Exception {
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(uri("/echo/json")).POST(BodyPublishers.ofString("{\"a\":1,,}")));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("line 1, column").contains("\"position\":");
    }

    @Test
    void bodyThatBreaksOffIsRefused() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), uri("/").getPort())) {
            socket.getOutputStream()
                    .write(("POST /echo/json HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                                    + "FFFFFFFFFFFFFFFF\r\n{a:1}")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 400");
        }
    }

    @Test
    void bodyAboveTheLimitIsRefused() throws Exception {
        HttpResponse<String> answer = send(
                HttpRequest.newBuilder(uri("/echo/json")).POST(BodyPublishers.ofByteArray(new byte[(1 << 20) + 1])));
        assertThat(answer.statusCode()).isEqualTo(413);
    }

    @Test
    void largeAnswerArrivesWhole() throws Exception {
        HttpResponse<byte[]> answer =
                CLIENT.send(HttpRequest.newBuilder(uri("/large")).build(), BodyHandlers.ofByteArray());
        assertThat(answer.body()).hasSize(3_000_000);
    }

    @Test
    void answerThatComesLaterIsSent() throws Exception {
        CompletableFuture<HttpResponse<String>> waiting =
                CLIENT.sendAsync(HttpRequest.newBuilder(uri("/later/json")).build(), BodyHandlers.ofString());
        LATER.complete(Response.json(Map.of("late", true)));
        assertThat(waiting)
                .succeedsWithin(Duration.ofSeconds(60))
                .satisfies(answer -> assertThat(answer.body()).isEqualTo("{\"late\":true}"));
    }

    @Test
    void headHasTheLengthAndNoBody() throws Exception {
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(uri("/version")).method("HEAD", BodyPublishers.noBody()));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Length")).hasValue("5");
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void faultShowsNothingOfItself() throws Exception {
        HttpResponse<String> answer = get("/broken");
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).doesNotContain("secret").doesNotContain("Exception");
    }

    @Test
    void foreignHostIsMisdirected() throws Exception {
        assertThat(raw("GET /version HTTP/1.1\r\nHost: evil.example.com\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 421");
    }

    @Test
    void hostToldTwiceIsMisdirected() throws Exception {
        for (String head : List.of(
                "GET /version HTTP/1.1\r\nHost: localhost\r\nHost: evil.example.com",
                "GET http://evil.example.com/version HTTP/1.1\r\nHost: localhost")) {
            assertThat(raw(head + "\r\nConnection: close\r\n\r\n")).startsWith("HTTP/1.1 421");
        }
        assertThat(raw("GET /version HTTP/1.1\r\nHost: [::1]:8008\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void longJsonIsCompressedForWhoAccepts() throws Exception {
        String list = "[" + "1234567890,".repeat(1000) + "0]";
        HttpResponse<byte[]> answer = CLIENT.send(
                HttpRequest.newBuilder(uri("/echo/json"))
                        .header("Accept-Encoding", "br, gzip")
                        .POST(BodyPublishers.ofString(list))
                        .build(),
                BodyHandlers.ofByteArray());
        assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(answer.body()).hasSizeLessThan(1000);
        assertThat(new java.util.zip.GZIPInputStream(new java.io.ByteArrayInputStream(answer.body())).readAllBytes())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(list);
        assertThat(send(HttpRequest.newBuilder(uri("/echo/json"))
                                .header("Accept-Encoding", "gzip;q=0")
                                .POST(BodyPublishers.ofString(list)))
                        .headers()
                        .firstValue("Content-Encoding"))
                .isEmpty();
    }

    @Test
    void noRequestLineMakesAServerError() throws Exception {
        for (String target :
                List.of("/%", "/%zz", "/a/../b", "/%2e%2e/x", "/..;/x", "//", "/%00", "/%ff", "/a%2Fb", "*")) {
            String answer = raw("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            assertThat(answer).as(target).startsWith("HTTP/1.1 4");
        }
    }

    private static Resource row(String method, String path, Resource.Handler handler) {
        return new Resource(method, path, Role.VIEWER, "for a test", handler);
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return CLIENT.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
    }

    private static URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    private static int port() {
        return ((ServerConnector) SERVER.getConnectors()[0]).getLocalPort();
    }

    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
