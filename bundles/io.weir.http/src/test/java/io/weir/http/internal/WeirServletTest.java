// SPDX-License-Identifier: Apache-2.0
package io.weir.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.http.Request;
import io.weir.api.http.Resource;
import io.weir.api.http.Response;
import io.weir.api.http.Role;
import io.weir.api.http.Shape;
import io.weir.testkit.GivenSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeirServletTest {
    private static final Server SERVER = new Server(InetSocketAddress.createUnresolved("127.0.0.1", 0));
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final CompletableFuture<Response> LATER = new CompletableFuture<>();

    private static final AtomicBoolean STOPPING = new AtomicBoolean();

    @BeforeAll
    static void start() throws Exception {
        WeirServlet servlet = new WeirServlet(GivenSettings.of());
        servlet.addResources(new SystemResources(new Services(), "0.1-7", STOPPING::get));
        servlet.addResources(() -> List.of(
                row("POST", "/echo/json", request -> Response.now(Response.json(request.json()))),
                row("PUT", "/long/{name}", request -> Response.now(Response.json(read(request))))
                        .with(Shape.JSON.upTo(3 << 20)),
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
    void aServerThatStopsIsNotReadyAndAlive() throws Exception {
        STOPPING.set(true);
        try {
            assertThat(get("/healthz").statusCode()).isEqualTo(200);
            HttpResponse<String> answer = get("/readyz");
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("\"stopping\"");
        } finally {
            STOPPING.set(false);
        }
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

    /** How many bytes come, their sum, and whether memory holds them. */
    private static List<Object> read(Request request) {
        try (InputStream in = request.openBody()) {
            byte[] bytes = in.readAllBytes();
            long sum = 0;
            for (int each : bytes) {
                sum += each;
            }
            return List.of(bytes.length, sum, request.body().length > 0, keptFiles());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long keptFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("weir-body"))
                    .count();
        }
    }

    private static HttpResponse<String> put(int length, boolean sized) throws Exception {
        byte[] body = new byte[length];
        Arrays.fill(body, (byte) 1);
        return send(HttpRequest.newBuilder(uri("/long/x"))
                .PUT(
                        sized
                                ? BodyPublishers.ofByteArray(body)
                                : BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(body))));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLongBodyIsKeptInAFileWhereItsResourceTakesIt(boolean sized) throws Exception {
        long before = keptFiles();
        assertThat(put(1 << 20, sized).body()).isEqualTo("[1048576,1048576,true," + before + "]");
        for (int i = 0; i < 6; i++) {
            assertThat(put(3 << 20, sized).body()).isEqualTo("[3145728,3145728,false," + (before + 1) + "]");
        }
        HttpResponse<String> longer = put((3 << 20) + 1, sized);
        assertThat(longer.statusCode()).isEqualTo(413);
        assertThat(longer.body()).contains("most=3145728");
        assertThat(keptFiles()).isEqualTo(before);
    }

    @Test
    void aLongBodyThatBreaksOffIsNotKept() throws Exception {
        long before = keptFiles();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), uri("/").getPort())) {
            socket.getOutputStream()
                    .write("PUT /long/x HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n180000\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(new byte[0x180000]);
            socket.getOutputStream().write("\r\nnonsense\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 400");
        }
        assertThat(keptFiles()).isEqualTo(before);
    }

    @Test
    void whoIsNotLetInSendsNoLongBody() throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(uri("/long/x"))
                .header("Origin", "http://elsewhere.example")
                .PUT(BodyPublishers.ofByteArray(new byte[(1 << 20) + 1])));
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
