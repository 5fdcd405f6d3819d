// SPDX-License-Identifier: Apache-2.0
package io.weir.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.app.App;
import io.weir.api.app.AppFile;
import io.weir.api.app.AppRegistry;
import io.weir.api.app.Permission;
import io.weir.api.app.ScriptStatus;
import io.weir.api.http.Response;
import io.weir.testkit.GivenSettings;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PagesTest {
    private static final long MODIFIED = 1_700_000_000_123L;

    private final Services services = new Services();
    private final RouteTable routes = new RouteTable();
    private final Site site = new Site(new Door(GivenSettings.of(), Set.of()), routes, true, true);

    @BeforeEach
    void serve() {
        routes.add(new AppResources(services, GivenSettings.of()).resources());
        routes.add(new FrontResources(services, GivenSettings.of()).resources());
        routes.add(new ExplorerResources(services).resources());
        services.appRegistry = new OneApp(Map.of(
                "html/index.html", "<h1>front</h1>",
                "html/sub/index.html", "<h1>sub</h1>",
                "html/a+b.js", "1",
                "html/data", "raw",
                "html/.hidden", "secret",
                "scripts/t.js", "secret"));
    }

    @ParameterizedTest
    @CsvSource({
        "/app/t/html/, text/html; charset=utf-8", "/app/t/html/index.html, text/html; charset=utf-8",
        "/app/t/html/sub/, text/html; charset=utf-8", "/app/t/html/a+b.js, text/javascript; charset=utf-8",
        "/app/t/html/a%2Bb.js, text/javascript; charset=utf-8", "/app/t/html/data, application/octet-stream"
    })
    void filesAreServedByTheirType(String path, String type) {
        Response answer = get(path);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(((Response.Stream) answer.body()).contentType()).isEqualTo(type);
        assertThat(answer.headers())
                .containsEntry("Cache-Control", "no-cache")
                .containsEntry("Last-Modified", "Tue, 14 Nov 2023 22:13:20 GMT")
                .hasEntrySatisfying(
                        "Content-Security-Policy",
                        policy -> assertThat(policy)
                                .contains("frame-ancestors 'self'")
                                .doesNotContain("unsafe-eval"));
    }

    private String policy(Map<String, String> files) {
        services.appRegistry = new OneApp(files);
        return get("/app/t/html/").headers().get("Content-Security-Policy");
    }

    @Test
    void whatStandsInAPageMayRunAndNothingElse() {
        String policy = policy(Map.of(
                "html/index.html",
                "<a onclick=\"go(&quot;x&quot;)\">x</a><script>\nrun();\r\n</script>"
                        + "<script src='../../../inc/jquery.min.js'></script>"));
        assertThat(policy)
                .contains("script-src 'self' ")
                .contains("'" + sha256("go(\"x\")") + "'")
                .contains("'" + sha256("\nrun();\n") + "'")
                .contains("'unsafe-hashes'")
                .doesNotContain("'unsafe-eval'")
                .doesNotContain("script-src 'self' 'unsafe-inline'");
    }

    @ParameterizedTest
    @CsvSource({
        "js/a.js, 'var g = Function(\"return this\")()', true",
        "js/a.js, 'eval(text)', true",
        "./js/../js/a.js?v=1, 'new Function (\"d\", \"return d\")', true",
        "js/a.js, 'isFunction(x); x.evaluate(1)', false",
        "js/none.js, 'eval(text)', false",
        "/js/a.js, 'eval(text)', false",
        "../scripts/t.js, 'eval(text)', false",
    })
    void onlyPagesWhoseScriptsRunTextsMayDoSo(String source, String script, boolean may) {
        String policy = policy(Map.of(
                "html/index.html",
                "<script type=\"text/javascript\" src=\"" + source + "\"></script>",
                "html/js/a.js",
                script,
                "scripts/t.js",
                script));
        assertThat(policy.contains("'unsafe-eval'")).isEqualTo(may);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"<script>", "<script ", "<script>eval(1)</script", "<script src=a.js></script>", " onclick='"})
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aPageIsReadOnceWhateverItIs(String piece) {
        assertThat(policy(Map.of("html/index.html", piece.repeat((4 << 20) / piece.length()), "html/a.js", "1")))
                .startsWith("default-src 'self'")
                .doesNotContain("'unsafe-eval'");
    }

    @Test
    void whatDoesNotRehearseSaysSoOfAppsToo() {
        for (String path : List.of("/app/t", "/app/t/zip", "/app/t/stop")) {
            String method = path.endsWith("zip") ? "PUT" : path.endsWith("stop") ? "POST" : "DELETE";
            Response answer = site.answer(
                            new Arrival(method, path, "dryRun=true", Map.of("Host", "localhost"), new byte[0]))
                    .toCompletableFuture()
                    .join();
            assertThat(answer.status()).as(path).isEqualTo(400);
        }
    }

    @Test
    void aPageMayShowDrawingsOfTheAppAsObjects() {
        assertThat(policy(Map.of("html/index.html", "<object data=\"map.svg\"></object>")))
                .contains("object-src 'self'");
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/app/t, x=1, ./t/html/?x=1",
        "/app/t/html, '', ./html/",
        "/app/t/html/sub, a=1&b=x%20y, ./sub/?a=1&b=x+y",
        "/html, '', ./html/",
    })
    void directoriesGetTheirSlash(String path, String query, String location) {
        Response answer = get(path, query, Map.of());
        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.headers()).containsEntry("Location", location);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/app/t/html/nope",
                "/app/t/html/../scripts/t.js",
                "/app/t/html/%2e%2e/scripts/t.js",
                "/app/t/html/..%2fscripts/t.js",
                "/app/t/html/..%5cscripts%5ct.js",
                "/app/t/html/%252e%252e/scripts/t.js",
                "/app/t/html//scripts/t.js",
                "/app/t/html/..;/scripts/t.js",
                "/app/t/html/sub/..%2f..%2fscripts/t.js",
                "/app/t/html/.hidden",
                "/app/t/html/index.html/",
                "/app/t/html/%00",
                "/app/t/html/sub%2findex.html",
                "/app/t/scripts/t.js",
                "/app/other/html/",
                "/app/..%2ft/html/",
                "/app/t/html/html:index.html"
            })
    void nothingElseIsFound(String path) {
        assertThat(get(path).status()).isBetween(400, 404);
    }

    @Test
    void appWithoutPagesHasNoFront() {
        services.appRegistry = new OneApp(Map.of("scripts/t.js", "x"));
        assertThat(get("/app/t").status()).isEqualTo(404);
        assertThat(get("/app/other").status()).isEqualTo(404);
    }

    @Test
    void unchangedFilesAreNotSentAgain() {
        String tag = get("/app/t/html/").headers().get("ETag");
        assertThat(get("/app/t/html/", "", Map.of("If-None-Match", tag)).status())
                .isEqualTo(304);
        assertThat(get("/app/t/html/", "", Map.of("If-None-Match", "\"other\"")).status())
                .isEqualTo(200);
        assertThat(get("/app/t/html/", "", Map.of("If-Modified-Since", "Tue, 14 Nov 2023 22:13:20 GMT"))
                        .status())
                .isEqualTo(304);
        assertThat(get("/app/t/html/", "", Map.of("If-Modified-Since", "Mon, 13 Nov 2023 22:13:20 GMT"))
                        .status())
                .isEqualTo(200);
        assertThat(get("/app/t/html/", "", Map.of("If-Modified-Since", "yesterday"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void statusTellsWhetherScriptsRun() {
        assertThat(get("/app/t/status").status()).isEqualTo(200);
        assertThat(get("/app/other/status").status()).isEqualTo(404);
        services.appRegistry =
                new OneApp(Map.of(), new ScriptStatus(false, "t.js:1: bang", List.of(), Map.of(), Map.of()));
        assertThat(get("/app/t/status").status()).isEqualTo(503);
    }

    @Test
    void statusOfScriptsTellsWhatTheyAskedForInVain() {
        assertThat(((Response.Json) get("/scripts/json").body()).value().toString())
                .contains("lacks=[no radio]");
        services.appRegistry = new OneApp(Map.of(), new ScriptStatus(true, "", List.of(), Map.of(), Map.of()));
        assertThat(((Response.Json) get("/scripts/json").body()).value().toString())
                .contains("alive")
                .doesNotContain("lacks");
    }

    @Test
    void frontPageLinksWhatThereIsAndGivesWayToTheConsole() {
        assertThat(text(get("/"))).contains("./app/t/html/");
        assertThat(text(get("/html/"))).contains("../app/t/html/");
        services.appRegistry = new OneApp("console", Map.of("html/index.html", "x"));
        assertThat(get("/").headers()).containsEntry("Location", "./app/console/html/");
        assertThat(get("/html/index.html").headers()).containsEntry("Location", "../app/console/html/");
    }

    @Test
    void pagesThatNameNoIconGetOne() {
        assertThat(get("/favicon.ico").headers()).containsEntry("Location", "./inc/img/favicon.png");
    }

    @Test
    void explorerShowsTheDocumentOfTheServerOrOfAnApp() {
        assertThat(get("/api").headers()).containsEntry("Location", "./api/");
        assertThat(text(get("/api/")))
                .contains("data-document=\"../api-docs\"")
                .isEqualTo(text(get("/api/index.html")));
        assertThat(get("/api/other").status()).isEqualTo(404);
        assertThat(get("/app/t/api/").status()).isEqualTo(404);
        services.appRegistry = new OneApp("t", Map.of("api.yml", "openapi: 3.0.0", "html/secret.yml", "x"));
        assertThat(get("/app/t/api").headers()).containsEntry("Location", "./api/");
        assertThat(text(get("/app/t/api/")))
                .contains("data-document=\"api.yml\" data-base=\"../scripts\"", "../../../lib/weir/");
        assertThat(text(get("/app/t/api/api.yml"))).isEqualTo("openapi: 3.0.0");
        assertThat(get("/app/t/api/html/secret.yml").status()).isEqualTo(404);
        assertThat(get("/app/t/api/").headers().get("Content-Security-Policy")).startsWith("default-src 'self';");
    }

    @Test
    void absentServiceIsUnavailableAndNotAFault() {
        services.appRegistry = null;
        Response answer = get("/app/t/html/");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.headers()).containsKey("Retry-After");
    }

    private Response get(String path) {
        return get(path, "", Map.of());
    }

    private Response get(String path, String query, Map<String, String> headers) {
        Map<String, String> all = new HashMap<>(headers);
        all.put("Host", "localhost");
        return site.answer(new Arrival("GET", path, query, all, new byte[0]))
                .toCompletableFuture()
                .join();
    }

    private static String text(Response response) {
        try (InputStream in = ((Response.Stream) response.body()).content().get()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private record OneApp(String name, Map<String, String> files, ScriptStatus script) implements AppRegistry, App {
        OneApp(Map<String, String> files) {
            this("t", files);
        }

        OneApp(String name, Map<String, String> files) {
            this(name, files, new ScriptStatus(true, "", List.of("no radio"), Map.of(), Map.of()));
        }

        OneApp(Map<String, String> files, ScriptStatus script) {
            this("t", files, script);
        }

        @Override
        public Collection<App> apps() {
            return List.of(this);
        }

        @Override
        public Optional<App> app(String wanted) {
            return wanted.equals(name) ? Optional.of(this) : Optional.empty();
        }

        @Override
        public String version() {
            return "1";
        }

        @Override
        public String description() {
            return "";
        }

        @Override
        public String origin() {
            return "test";
        }

        @Override
        public Set<Permission> permissions() {
            return Set.of(Permission.DNS);
        }

        @Override
        public List<String> scripts() {
            return List.of("t.js");
        }

        @Override
        public Optional<AppFile> file(String path) {
            return Optional.ofNullable(files.get(path)).map(text -> new TextFile(path, text));
        }

        @Override
        public Map<String, ScriptStatus> status() {
            return Map.of("t.js", script);
        }
    }

    private record TextFile(String path, String text) implements AppFile {
        @Override
        public long length() {
            return text.length();
        }

        @Override
        public long modified() {
            return MODIFIED;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
