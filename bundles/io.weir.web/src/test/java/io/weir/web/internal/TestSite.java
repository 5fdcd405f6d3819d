// SPDX-License-Identifier: Apache-2.0
package io.weir.web.internal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.weir.api.http.Resource;
import io.weir.api.http.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Stream;

/** The assets as built, and pages of tests, on a port of loopback: pages under the policy that Weir's own server sends. */
final class TestSite implements AutoCloseable {
    private static final String POLICY =
            "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:";

    private final HttpServer server;
    private final WebAssets assets = new WebAssets(built());
    private final Map<String, Function<String, String>> scripted = new ConcurrentHashMap<>();

    TestSite() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::serve);
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "test-site");
            thread.setDaemon(true);
            return thread;
        }));
        server.start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** Answers JSON at a path: from the query to the text; an empty text is a 503. */
    void answer(String path, Function<String, String> answers) {
        scripted.put(path, answers);
    }

    /** Every file that goes into the bundle. */
    static Map<String, URL> built() {
        Path root = Path.of("target/classes/web");
        try (Stream<Path> files = Files.walk(root)) {
            Map<String, URL> found = new HashMap<>();
            files.filter(Files::isRegularFile)
                    .forEach(file -> found.put(root.relativize(file).toString(), url(file)));
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URL url(Path file) {
        try {
            return file.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the bundle answers. */
    static Response get(WebAssets assets, String path, Map<String, String> headers) {
        List<String> segments = List.of(path.substring(1).split("/", -1));
        Optional<Resource> resource = assets.resources().stream()
                .filter(r -> r.path().startsWith("/" + segments.get(0) + "/"))
                .findAny();
        return resource.map(found -> found.handler()
                        .handle(new Get(path, segments.subList(1, segments.size()), headers))
                        .toCompletableFuture()
                        .join())
                .orElseGet(() -> Response.notFound("page", path));
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            Function<String, String> answers = scripted.get(path);
            if (answers != null) {
                String text =
                        answers.apply(String.valueOf(exchange.getRequestURI().getQuery()));
                send(exchange, text.isEmpty() ? 503 : 200, "application/json", text.getBytes(StandardCharsets.UTF_8));
            } else if (path.startsWith("/pages/")) {
                page(exchange, path);
            } else {
                asset(exchange, path);
            }
        }
    }

    private static void page(HttpExchange exchange, String path) throws IOException {
        try (InputStream in = TestSite.class.getResourceAsStream(path)) {
            boolean found = in != null && !path.contains("..");
            exchange.getResponseHeaders().set("Content-Security-Policy", POLICY);
            String type = path.endsWith(".js") ? "text/javascript" : "text/html; charset=utf-8";
            send(exchange, found ? 200 : 404, type, found ? in.readAllBytes() : new byte[0]);
        }
    }

    private void asset(HttpExchange exchange, String path) throws IOException {
        Response response = get(assets, path, Map.of());
        response.headers().forEach(exchange.getResponseHeaders()::set);
        if (response.body() instanceof Response.Stream stream) {
            try (InputStream in = stream.content().get()) {
                send(exchange, response.status(), stream.contentType(), in.readAllBytes());
            }
        } else {
            send(exchange, response.status(), "text/plain", new byte[0]);
        }
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] bytes) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
