// SPDX-License-Identifier: Apache-2.0
package io.weir.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.http.Request;
import io.weir.api.http.Response;
import io.weir.api.http.Shape;
import io.weir.testkit.GivenSettings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** A mistyped property of a definition is taken as ever, and told of. */
class IgnoredTest {
    private static final Shape SHAPE =
            Shape.JSON.takes("metric", "what").takes("filter", "where").rehearses();

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final Ignored ignored = new Ignored("thing", SHAPE, log::add);
    private final RouteTable routes = new RouteTable();
    private final Site site = new Site(new Door(GivenSettings.of(), Set.of()), routes, true, true);

    IgnoredTest() {
        routes.add(Rows.with(SHAPE, Rows.put("/thing/{name}/json", "sets", this::define)));
        Services services = new Services();
        Polls polls = new Polls(GivenSettings.of());
        Feeds feeds = new Feeds(GivenSettings.of());
        routes.add(new EventResources(services, polls, feeds).resources());
    }

    private CompletionStage<Response> define(Request request) {
        if (Rows.rehearsing(request)) {
            return ignored.rehearsal(Map.of("metric", "x"), request);
        }
        ignored.tell(request.param("name"), request);
        return Response.now(Response.noContent());
    }

    private Response put(String path, String query, String body) {
        return site.answer(new Arrival(
                        "PUT", path, query, Map.of("Host", "localhost"), body.getBytes(StandardCharsets.UTF_8)))
                .toCompletableFuture()
                .join();
    }

    private static Object json(Response response) {
        return ((Response.Json) response.body()).value();
    }

    @Test
    void rehearsalNamesThePropertyThatWasMeant() {
        assertThat(json(put("/thing/a/json", "dryRun=true", "{metric:'x',filtre:{},color:'red'}")))
                .isEqualTo(Map.of(
                        "metric",
                        "x",
                        "ignored",
                        List.of(
                                Map.of("property", "filtre", "suggestions", List.of("filter")),
                                Map.of("property", "color"))));
        assertThat(json(put("/thing/a/json", "dryRun=true", "{metric:'x'}"))).isEqualTo(Map.of("metric", "x"));
        assertThat(log).isEmpty();
    }

    @Test
    void thresholdsTellOfTheirs() {
        assertThat(json(put("/threshold/a/json", "dryRun=true", "{metric:'x',value:1,byflow:true}")))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsEntry("metric", "x")
                .containsEntry("ignored", List.of(Map.of("property", "byflow", "suggestions", List.of("byFlow"))));
    }

    @Test
    void definitionIsTakenAndTheLogTellsOnce() {
        for (int i = 0; i < 3; i++) {
            assertThat(put("/thing/a/json", "", "{metric:'x',filtre:{},\"a\\nb\":1}")
                            .status())
                    .isEqualTo(204);
        }
        assertThat(log)
                .containsExactlyInAnyOrder(
                        "thing \"a\": property \"filtre\" is unknown and ignored, did you mean \"filter\"",
                        "thing \"a\": property \"a?b\" is unknown and ignored");
    }

    @Test
    void logOfWhatClientsSendEnds() {
        for (int i = 0; i < 300; i++) {
            put("/thing/a/json", "", "{metric:'x',odd" + i + ":1}");
        }
        assertThat(log).hasSize(100);
    }
}
