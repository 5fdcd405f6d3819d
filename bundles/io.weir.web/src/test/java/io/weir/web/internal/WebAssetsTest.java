// SPDX-License-Identifier: Apache-2.0
package io.weir.web.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.http.Request;
import io.weir.api.http.Resource;
import io.weir.api.http.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebAssetsTest {
    private final WebAssets assets = new WebAssets(built());

    /** Every file that goes into the bundle. */
    private static Map<String, URL> built() {
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

    private Response get(String path, Map<String, String> headers) {
        List<String> segments = List.of(path.substring(1).split("/", -1));
        Resource resource = assets.resources().stream()
                .filter(r -> r.path().startsWith("/" + segments.get(0) + "/"))
                .findAny()
                .orElseThrow();
        return resource.handler()
                .handle(new Get(path, segments.subList(1, segments.size()), headers))
                .toCompletableFuture()
                .join();
    }

    private static byte[] bytes(Response response) {
        try (InputStream in = ((Response.Stream) response.body()).content().get()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/inc/jquery.min.js",
                "/inc/popper.min.js",
                "/inc/bootstrap.min.js",
                "/inc/bootstrap.min.css",
                "/inc/jquery-ui/jquery-ui.min.js",
                "/inc/jquery-ui/jquery-ui.structure.min.css",
                "/inc/jquery-ui/jquery-ui.theme.css",
                "/inc/jquery-ui/images/ui-icons_444444_256x240.png",
                "/inc/jquery.widget.js",
                "/inc/DataTables/js/jquery.dataTables.min.js",
                "/inc/DataTables/js/dataTables.jqueryui.min.js",
                "/inc/DataTables/css/dataTables.jqueryui.css",
                "/inc/DataTables/images/details_open.png",
                "/inc/DataTables/images/details_close.png",
                "/inc/jquery.stripchart.js",
                "/inc/stripchart.js",
                "/inc/stripchart.css",
                "/inc/jquery.gauge.js",
                "/inc/gauge.css",
                "/inc/jquery.heatmap.js",
                "/inc/heatmap.css",
                "/inc/jquery.sunburst.js",
                "/inc/sunburst.css",
                "/inc/jquery.flow.js",
                "/inc/flow.css",
                "/inc/inmsf/main.css",
                "/inc/img/favicon.png",
                "/inc/img/inmon.svg",
                "/inc/LICENSES"
            })
    void everyPathThatPublishedPagesLoadIsThere(String path) {
        Response response = get(path, Map.of());

        assertThat(response.status()).isEqualTo(200);
        assertThat(bytes(response)).isNotEmpty();
        assertThat(((Response.Stream) response.body()).contentType()).isNotEqualTo("application/octet-stream");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/inc/", "/inc/..", "/inc/../OSGI-INF/x.xml", "/inc/jquery.min.js/", "/inc/none.js", "/lib/"})
    void whatIsNotAFileOfTheBundleIsNotFound(String path) {
        assertThat(get(path, Map.of()).status()).isEqualTo(404);
    }

    @Test
    void aKnownTagIsAnsweredWithoutTheFile() {
        String tag = get("/inc/jquery.min.js", Map.of()).headers().get("ETag");

        assertThat(get("/inc/jquery.min.js", Map.of("If-None-Match", "\"x\", " + tag))
                        .status())
                .isEqualTo(304);
        assertThat(get("/inc/jquery.min.js", Map.of("If-None-Match", "\"x\"")).status())
                .isEqualTo(200);
    }

    @Test
    void textIsCompressedForThoseWhoTakeIt() throws IOException {
        byte[] plain = bytes(get("/inc/jquery.min.js", Map.of()));
        Response response = get("/inc/jquery.min.js", Map.of("Accept-Encoding", "gzip, br"));

        assertThat(response.headers()).containsEntry("Content-Encoding", "gzip");
        byte[] compressed = bytes(response);
        assertThat(compressed.length).isLessThan(plain.length / 2);
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
            assertThat(in.readAllBytes()).isEqualTo(plain);
        }
    }

    /** A request as the router hands it over. */
    private record Get(String path, List<String> segments, Map<String, String> headers) implements Request {
        @Override
        public String method() {
            return "GET";
        }

        @Override
        public String param(String name) {
            throw new AssertionError("no such parameter: " + name);
        }

        @Override
        public List<String> rest(String name) {
            return segments;
        }

        @Override
        public Map<String, List<String>> query() {
            return Map.of();
        }

        @Override
        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name));
        }

        @Override
        public boolean hasBody() {
            return false;
        }

        @Override
        public byte[] body() {
            return new byte[0];
        }

        @Override
        public Object json() {
            throw new AssertionError("no body");
        }

        @Override
        public Map<String, Object> jsonObject() {
            throw new AssertionError("no body");
        }
    }
}
