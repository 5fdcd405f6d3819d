// SPDX-License-Identifier: Apache-2.0
package io.weir.web.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.http.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebAssetsTest {
    private final WebAssets assets = new WebAssets(TestSite.built());

    private Response get(String path, Map<String, String> headers) {
        return TestSite.get(assets, path, headers);
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

    @Test
    void everyModuleOfTheImportMapIsThereAndNeverChanges() {
        String map = new String(bytes(get("/lib/importmap.json", Map.of())), StandardCharsets.UTF_8);
        List<String> paths = Pattern.compile("\"(/lib/[^\"]+\\.js)\"")
                .matcher(map)
                .results()
                .map(found -> found.group(1))
                .toList();

        assertThat(paths).hasSize(8).allSatisfy(path -> {
            Response response = get(path, Map.of());
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.headers().get("Cache-Control")).contains("immutable");
            assertThat(new String(bytes(response), StandardCharsets.UTF_8))
                    .doesNotContainPattern("\\bfrom *\"(preact|d3-[a-z]+)\"");
        });
        assertThat(get("/lib/importmap.json", Map.of()).headers()).containsEntry("Cache-Control", "no-cache");
    }

    @Test
    void whatPagesLoadFromLibIsSmall() {
        Map<String, String> gzip = Map.of("Accept-Encoding", "gzip");
        int sum = TestSite.built().keySet().stream()
                .filter(path -> path.startsWith("lib/")
                        && !path.matches("lib/(d3-|swagger-ui/).*")
                        && path.matches(".*\\.(js|css)"))
                .mapToInt(path -> bytes(get("/" + path, gzip)).length)
                .sum();

        System.out.println("/lib without the graph layout and the explorer: " + sum + " bytes compressed");
        assertThat(sum).isLessThan(100_000);
    }

    @Test
    void licencesOfLibAreServed() {
        assertThat(get("/lib/LICENSES", Map.of()).status()).isEqualTo(200);
        assertThat(get("/lib/uplot/1.6.24/LICENSE", Map.of()).status()).isEqualTo(200);
        assertThat(get("/lib/d3-force/3.0.0/LICENSE", Map.of()).status()).isEqualTo(200);
    }
}
