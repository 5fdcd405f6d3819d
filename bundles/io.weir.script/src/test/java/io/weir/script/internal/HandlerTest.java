// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.Registration;
import io.weir.api.http.Response;
import io.weir.testkit.MemoryApp;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HandlerTest {
    private final Engine engine = new Engine(Map.of("app.mode", "fast", "app.password", "x"));

    @AfterEach
    void close() {
        engine.close();
    }

    private Object answer(String expression, GivenRequest request, String... segments) throws Exception {
        engine.run("setHttpHandler(function(req) { return " + expression + " })");
        Response response = engine.request(request, "json", segments);
        assertThat(response.status()).isEqualTo(200);
        return ((Response.Json) response.body()).value();
    }

    @Test
    void aHandlerSeesMethodPathFormatQueryAndBody() throws Exception {
        GivenRequest request = new GivenRequest("PUT", Map.of("y", List.of("")), "{\"a\": [1]}");
        assertThat(answer("req", request, "one", "two"))
                .isEqualTo(Map.of(
                        "method", "PUT",
                        "path", List.of("one", "two"),
                        "format", "json",
                        "query", Map.of("y", List.of("")),
                        "body", Map.of("a", List.of(1L))));
    }

    @Test
    void pathIsAbsentWithoutSegments() throws Exception {
        assertThat(answer("[typeof req.path, typeof req.body, typeof req.error, typeof req.query]", GivenRequest.get()))
                .isEqualTo(List.of("undefined", "undefined", "undefined", "object"));
    }

    @Test
    void aScalarIsABody() throws Exception {
        assertThat(answer("req.body === 'automatic'", new GivenRequest("PUT", Map.of(), "\"automatic\"")))
                .isEqualTo(true);
    }

    @Test
    void aBodyThatCannotBeReadGivesAnError() throws Exception {
        assertThat(answer("[typeof req.error, typeof req.body]", new GivenRequest("PUT", Map.of(), "{\"a\"")))
                .isEqualTo(List.of("string", "undefined"));
    }

    @Test
    void queriesCoerceAsArraysOfOne() throws Exception {
        GivenRequest request = new GivenRequest("GET", Map.of("after", List.of("17"), "op", List.of("stop")), "");
        assertThat(answer("[parseInt(req.query.after), '' + req.query.op]", request))
                .isEqualTo(List.of(17L, "stop"));
    }

    @Test
    void ownPropertiesOfAResultAreShownAndNoNumbersAreNull() throws Exception {
        engine.run("function Trend() { this.times = [1, NaN, undefined]; this.f = function() { } }"
                + "Trend.prototype.after = function() { };"
                + "setHttpHandler(function(req) new Trend());");
        Response.Json json =
                (Response.Json) engine.request(GivenRequest.get(), "json").body();
        assertThat(json.value()).hasToString("{times=[1, null, null]}");
    }

    @Test
    void whoStartsAScriptIsToldWhenAndHowItWasLoaded() throws Exception {
        MemoryApp app = new MemoryApp("t").with("scripts/well.js", "tell(1)").with("scripts/ill.js", "throw 'no'");
        engine.runtime.start(app, "well.js");
        engine.runtime.start(app, "ill.js");

        assertThat(loaded("well.js")).isTrue();
        assertThat(engine.status(app, "well.js").alive()).isTrue();
        assertThat(loaded("ill.js")).isFalse();
        assertThat(engine.status(app, "ill.js").fault()).contains("no");
        assertThat(loaded("none.js")).isFalse();
    }

    private boolean loaded(String script) throws Exception {
        return engine.runtime.loaded("t", script).toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @CsvSource({
        "json, undefined, 204, ",
        "json, null,      204, ",
        "txt,  '''''',    200, ''",
        "txt,  '''a b''', 200, a b",
        "txt,  5,         200, 5",
        "txt,  {a:1},     200, {\"a\":1}",
    })
    void resultsByFormat(String format, String result, int status, String body) throws Exception {
        engine.run("setHttpHandler(function(req) { return " + result + " })");
        Response response = engine.request(GivenRequest.get(), format);
        assertThat(response.status()).isEqualTo(status);
        if (response.body() instanceof Response.Stream text) {
            assertThat(text.contentType()).isEqualTo("text/plain; charset=utf-8");
            assertThat(new String(text.content().get().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(body);
        } else {
            assertThat(body).isNull();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'not_found', 404",
        "'bad_request', 400",
        "'service_unavailable', 503",
        "'internal_server_error', 500",
        "'anything', 500",
        "new Error('x'), 500",
        "undefinedName, 500",
    })
    void whatIsThrownSaysTheStatus(String thrown, int status) throws Exception {
        String text = thrown.matches("[a-z_]+") && !thrown.equals("undefinedName") ? "'" + thrown + "'" : thrown;
        engine.run("setHttpHandler(function(req) { throw " + text + " })");
        assertThat(engine.request(GivenRequest.get(), "json").status()).isEqualTo(status);
    }

    @Test
    void anUnknownFormatIsNotFound() throws Exception {
        engine.run("setHttpHandler(function(req) 1)");
        assertThat(engine.request(GivenRequest.get(), "exe").status()).isEqualTo(404);
    }

    @Test
    void aScriptThatThrewWhileLoadingIsUnavailableAndItsHandlerUndone() throws Exception {
        engine.run("setHttpHandler(function(req) 1); setIntervalHandler(function() { });\nundefinedName();");
        assertThat(engine.fault()).isEqualTo("scripts/t.js:2: ReferenceError: \"undefinedName\" is not defined.");
        assertThat(engine.request(GivenRequest.get(), "json").status()).isEqualTo(503);
        Engine.await(() -> engine.timeline.nextTimer() == Long.MAX_VALUE);
    }

    @Test
    void thereIsNoAnswerForAScriptThatWasNotStarted() {
        assertThat(engine.runtime.request("t", "none.js", List.of(), "json", GivenRequest.get()))
                .isEmpty();
    }

    @Test
    void aNewHandlerTakesThePlaceOfTheOld() {
        engine.run(
                "setIntervalHandler(function() { tell('old') }); setIntervalHandler(function() { tell('new') }, '2');");
        engine.timeline.advance(Duration.ofSeconds(1));
        engine.timeline.advance(Duration.ofSeconds(1));
        Engine.await(() -> !engine.told.isEmpty());
        assertThat(engine.told).containsExactly("new");
    }

    @Test
    void whatAScriptHasPutInForceGoesWithIt() {
        Registration script = engine.run("setIntervalHandler(function() { })");
        assertThat(engine.timeline.nextTimer()).isLessThan(Long.MAX_VALUE);
        script.close();
        assertThat(engine.timeline.nextTimer()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aHandlerThatThrowsIsReportedWithFileAndLineAndGoesOn() {
        engine.run("var n = 0;\nsetIntervalHandler(function() {\n  tell(++n); nothing.there });");
        engine.timeline.advance(Duration.ofSeconds(1));
        Engine.await(() -> !engine.fault().isEmpty());
        assertThat(engine.fault()).startsWith("scripts/t.js:3: ReferenceError: \"nothing\" is not defined");
        engine.timeline.advance(Duration.ofSeconds(1));
        Engine.await(() -> engine.told.size() == 2);
        Engine.await(() -> engine.status("t", "t.js").counts().get("faults").longValue() == 2);
    }

    @Test
    void settingsAreSeenButNoSecrets() {
        assertThat(engine.toldBy("tell([getSystemProperty('app.mode'), getSystemProperty('app.password'),"
                        + " getSystemProperty('none') || 'default', getSystemPropertyNames()])"))
                .hasToString("[[fast, null, default, [app.mode]]]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1234.5  | #,##0 seconds   | 1,234 seconds",
                "7       | 0'%' difference | 7% difference",
                "'7'     | 000             | 007"
            })
    void numbersAreFormatted(String number, String pattern, String shown) {
        assertThat(engine.toldBy("tell(formatNumber(" + number + ", \"" + pattern + "\"))"))
                .containsExactly(shown);
    }

    @Test
    void theAnswerToAnEndlessFaultIsShort() throws Exception {
        engine.run("setHttpHandler(function(req) { throw 'z'.repeat(3000000) })");
        Response response = engine.request(GivenRequest.get(), "json");
        assertThat(response.status()).isEqualTo(500);
        assertThat(response.body().toString()).contains("uncaught \"zzz").hasSizeLessThan(2_500);
        assertThat(engine.fault()).hasSize(2_000);
    }
}
