// SPDX-License-Identifier: Apache-2.0
package io.weir.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.http.Request;
import io.weir.api.http.Resource;
import io.weir.api.http.Response;
import io.weir.api.http.Role;
import io.weir.api.http.Shape;
import io.weir.testkit.GivenSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Conditions on a definition of any kind: here one that the platform does not know. */
class ConditionsTest {
    private final Map<String, Object> things = new ConcurrentHashMap<>();
    private final Site site;

    ConditionsTest() {
        RouteTable routes = new RouteTable();
        routes.add(List.of(
                new Resource("GET", "/thing/{name}/json", Role.VIEWER, "shows", this::show),
                new Resource("PUT", "/thing/{name}/json", Role.EDITOR, "sets", this::set).with(Shape.JSON.rehearses()),
                new Resource("DELETE", "/thing/{name}/json", Role.EDITOR, "removes", this::remove),
                new Resource("GET", "/plain/json", Role.VIEWER, "shows", request -> Response.now(Response.json(1)))));
        site = new Site(new Door(GivenSettings.of(), java.util.Set.of()), routes, true, true);
    }

    private CompletionStage<Response> show(Request request) {
        return Response.now(Optional.ofNullable(things.get(request.param("name")))
                .map(Response::json)
                .orElseGet(() -> Response.notFound("thing", request.param("name"))));
    }

    private CompletionStage<Response> set(Request request) {
        Map<String, Object> body = request.jsonObject();
        if (Rows.rehearsing(request)) {
            return Rows.rehearsal(body);
        }
        things.put(request.param("name"), body);
        return Response.now(Response.noContent());
    }

    private CompletionStage<Response> remove(Request request) {
        things.remove(request.param("name"));
        return Response.now(Response.noContent());
    }

    private Response send(String method, String target, String body, String... headers) {
        Map<String, String> all = new java.util.HashMap<>(Map.of("Host", "localhost"));
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i], headers[i + 1]);
        }
        String[] parts = target.split("\\?", 2);
        return site.answer(new Arrival(
                        method,
                        parts[0],
                        parts.length > 1 ? parts[1] : "",
                        all,
                        body.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .toCompletableFuture()
                .join();
    }

    private String tag() {
        return send("GET", "/thing/a/json", "").headers().get("ETag");
    }

    @Test
    void tagChangesWithTheDefinitionAndOnlyThen() {
        send("PUT", "/thing/a/json", "{x:1}");
        String one = tag();
        assertThat(one).matches("\"[0-9a-f]{24}\"").isEqualTo(tag());
        send("PUT", "/thing/a/json", "{x:2}");
        assertThat(tag()).isNotEqualTo(one);
        send("PUT", "/thing/a/json", "{ x : 1 }");
        assertThat(tag()).isEqualTo(one);
        assertThat(send("GET", "/plain/json", "").headers()).doesNotContainKey("ETag");
    }

    @Test
    void whatTheClientHasIsNotSentAgain() {
        send("PUT", "/thing/a/json", "{x:1}");
        Response answer = send("GET", "/thing/a/json", "", "If-None-Match", "\"z\", W/" + tag());
        assertThat(answer.status()).isEqualTo(304);
        assertThat(answer.body()).isInstanceOf(Response.Nothing.class);
        assertThat(answer.headers()).containsEntry("ETag", tag());
        assertThat(send("GET", "/thing/a/json", "", "If-None-Match", "\"z\"").status())
                .isEqualTo(200);
    }

    @Test
    void changeOfWhatHasChangedFails() {
        send("PUT", "/thing/a/json", "{x:1}");
        String one = tag();
        assertThat(send("PUT", "/thing/a/json", "{x:2}", "If-Match", one).status())
                .isEqualTo(204);
        Response refused = send("PUT", "/thing/a/json", "{x:3}", "If-Match", one);
        assertThat(refused.status()).isEqualTo(412);
        assertThat(refused.headers()).containsEntry("ETag", tag());
        assertThat(send("DELETE", "/thing/a/json", "", "If-Match", one).status())
                .isEqualTo(412);
        assertThat(things).containsEntry("a", Map.of("x", 2L));
        assertThat(send("DELETE", "/thing/a/json", "", "If-Match", "*").status())
                .isEqualTo(204);
        assertThat(send("PUT", "/thing/a/json", "{x:4}", "If-Match", "*").status())
                .isEqualTo(412);
    }

    @Test
    void onlyOneMakesWhatIsNotThere() {
        List<Integer> statuses = IntStream.range(0, 64)
                .parallel()
                .mapToObj(i -> send("PUT", "/thing/new/json", "{x:" + i + "}", "If-None-Match", "*")
                        .status())
                .toList();
        assertThat(statuses).containsOnlyOnce(204).allMatch(status -> status == 204 || status == 412);
    }

    @Test
    void ofManyWhoReadAndChangeNobodyOverwritesAnother() {
        send("PUT", "/thing/n/json", "{x:0}");
        int changed = IntStream.range(0, 200)
                .parallel()
                .map(i -> {
                    Response read = send("GET", "/thing/n/json", "");
                    long x = (Long) ((Map<?, ?>) ((Response.Json) read.body()).value()).get("x");
                    String tag = read.headers().get("ETag");
                    Response written = send("PUT", "/thing/n/json", "{x:" + (x + 1) + "}", "If-Match", tag);
                    return written.status() == 204 ? 1 : 0;
                })
                .sum();
        assertThat(things).containsEntry("n", Map.of("x", (long) changed));
    }

    @Test
    void rehearsalChangesNothing() {
        Response answer = send("PUT", "/thing/a/json?dryRun=true", "{x:1}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(new Response.Json(Map.of("x", 1L)));
        assertThat(things).isEmpty();
        assertThat(send("PUT", "/thing/a/json?dryRun=maybe", "{x:1}").status()).isEqualTo(400);
        assertThat(send("PUT", "/thing/a/json?dryRun=false", "{x:1}").status()).isEqualTo(204);
    }

    @Test
    void rehearsalOfWhatCannotRehearseIsRefused() {
        send("PUT", "/thing/a/json", "{x:1}");
        assertThat(send("DELETE", "/thing/a/json?dryRun=true", "").status()).isEqualTo(400);
        assertThat(things).containsKey("a");
    }
}
