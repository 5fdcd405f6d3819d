// SPDX-License-Identifier: Apache-2.0
package io.weir.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.http.Resource;
import io.weir.api.http.Response;
import io.weir.api.http.Role;
import io.weir.testkit.GivenSettings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is served by which settings, and how everything else is refused. */
class SiteTest {
    private static final List<String> PATHS = List.of(
            "/healthz",
            "/readyz",
            "/flow/json",
            "/prometheus/analyzer/txt",
            "/",
            "/favicon.ico",
            "/html/{path...}",
            "/inc/{path...}",
            "/api/{path...}",
            "/app/{app}",
            "/app/{app}/html/{path...}",
            "/app/{app}/scripts/{script}/{rest...}",
            "/script/{script}/{rest...}");

    private static Site site(boolean rest, boolean html) {
        RouteTable routes = new RouteTable();
        routes.add(PATHS.stream()
                .map(path -> new Resource(
                        "GET", path, Role.VIEWER, "for a test", request -> Response.now(Response.text("here"))))
                .toList());
        routes.add(List.of(new Resource(
                "PUT",
                "/flow/json",
                Role.EDITOR,
                "for a test",
                request -> Response.now(Response.json(request.json())))));
        return new Site(new Door(GivenSettings.of("http.cors", "http://other"), Set.of()), routes, rest, html);
    }

    private static Response send(Site site, String method, String path, String body, String... headers) {
        Map<String, String> all = new TreeMap<>(Map.of("Host", "localhost"));
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i], headers[i + 1]);
        }
        return site.answer(new Arrival(method, path, "", all, body.getBytes(StandardCharsets.UTF_8)))
                .toCompletableFuture()
                .join();
    }

    @ParameterizedTest
    @CsvSource({
        "/healthz, 200, 200",
        "/readyz, 200, 200",
        "/flow/json, 404, 200",
        "/prometheus/analyzer/txt, 404, 200",
        "/, 200, 404",
        "/favicon.ico, 200, 404",
        "/html/x, 200, 404",
        "/inc/x.js, 200, 404",
        "/api/, 200, 404",
        "/app/a, 200, 404",
        "/app/a/html/, 200, 404",
        "/app/a/scripts/s.js/json, 200, 200",
        "/script/s.js/json, 200, 200"
    })
    void settingsTakePartsAway(String path, int withoutRest, int withoutHtml) {
        assertThat(send(site(true, true), "GET", path, "").status()).isEqualTo(200);
        assertThat(send(site(false, true), "GET", path, "").status()).isEqualTo(withoutRest);
        assertThat(send(site(true, false), "GET", path, "").status()).isEqualTo(withoutHtml);
    }

    @Test
    void whatIsTakenAwayHasNoMethodsEither() {
        assertThat(send(site(false, true), "PATCH", "/flow/json", "").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /nothing, 404",
        "GET, /flow/json/, 404",
        "PATCH, /flow/json, 405",
        "DELETE, /flow/json, 405",
        "PUT, /flow/json, 400",
        "GET, /%zz, 400"
    })
    void refusalsAreProblems(String method, String path, int status) {
        Response response = send(site(true, true), method, path, "");
        assertThat(response.status()).isEqualTo(status);
        assertThat(response.headers()).containsEntry("Content-Type", "application/problem+json");
        assertThat(response.headers().containsKey("Allow")).isEqualTo(status == 405);
        assertThat((Map<?, ?>) ((Response.Json) response.body()).value())
                .isNotEmpty()
                .extracting("type", "status")
                .containsExactly("about:blank", status);
    }

    @Test
    void encodedBodiesAreRefusedAndPlainOnesTaken() {
        Response refused = send(site(true, true), "PUT", "/flow/json", "{}", "Content-Encoding", "gzip");
        assertThat(refused.status()).isEqualTo(415);
        assertThat(refused.headers()).containsEntry("Accept-Encoding", "identity");
        assertThat(send(site(true, true), "PUT", "/flow/json", "{}", "Content-Encoding", "identity")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void pagesThatMayReadSeeTheTagToo() {
        assertThat(send(site(true, true), "GET", "/flow/json", "", "Origin", "http://other")
                        .headers())
                .containsEntry("Access-Control-Allow-Origin", "http://other")
                .containsEntry("Access-Control-Expose-Headers", "ETag, Retry-After");
    }
}
