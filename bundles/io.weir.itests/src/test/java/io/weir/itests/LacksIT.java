// SPDX-License-Identifier: Apache-2.0
package io.weir.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An application that was written for a server with more than Weir has runs, and says what it does not get. */
@ExtendWith(SharedWeir.class)
class LacksIT {
    private static final String SCRIPT = """
            bgpAddNeighbor('192.0.2.1', '65000', '192.0.2.2', null, function() {}, function() {});
            setFlow('it_lacks', {keys: 'ipsource', value: 'bytes', ipfixCollectors: ['192.0.2.3']});
            setHttpHandler(function(req) { return {flow: getFlow('it_lacks').keys, routes: bgpRouteCount('192.0.2.1')}; });
            """;

    @Test
    void itRunsAndTellsWhatWeirHasNot(WeirProcess weir) throws IOException {
        Path app = weir.home().resolve("app/it-lacks");
        Files.createDirectories(app.resolve("scripts"));
        Files.writeString(app.resolve("scripts/s.js"), SCRIPT);
        try {
            String path = "/app/it-lacks/scripts/s.js/json";
            weir.awaitUntil("the app", () -> weir.get(path).statusCode() == 200);

            JsonNode answer = weir.json(path);
            JsonNode status = weir.json("/scripts/json").path("it-lacks~s.js");

            assertThat(answer.path("flow").asText()).isEqualTo("ipsource");
            assertThat(answer.path("routes").asInt()).isZero();
            assertThat(status.path("alive").asBoolean()).isTrue();
            assertThat(status.path("fault").isMissingNode()).isTrue();
            assertThat(texts(status.path("lacks")))
                    .satisfiesExactly(
                            fact -> assertThat(fact).startsWith("Weir has no BGP speaker"),
                            fact -> assertThat(fact).startsWith("Weir has no IPFIX exporter"));
            weir.awaitLine("no BGP speaker");
            weir.awaitLine("flow definition \"it_lacks\": Weir has no IPFIX exporter");
        } finally {
            Files.delete(app.resolve("scripts/s.js"));
            Files.delete(app.resolve("scripts"));
            Files.delete(app);
            weir.awaitUntil("its end", () -> weir.get("/app/it-lacks/status").statusCode() == 404);
        }
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
