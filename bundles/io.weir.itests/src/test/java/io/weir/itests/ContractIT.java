// SPDX-License-Identifier: Apache-2.0
package io.weir.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Everything the server says of itself at {@code /api-docs} holds: each operation is called with the examples that stand there, and
 * must answer as the document has it.
 */
@ExtendWith(SharedWeir.class)
class ContractIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NONE = "it_there_is_none";
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete");

    /** An operation of the document. */
    private record Operation(String method, String path, JsonNode node) {
        List<JsonNode> parameters(String in) {
            List<JsonNode> found = new ArrayList<>();
            node.path("parameters").forEach(each -> {
                if (each.path("in").asText().equals(in)) {
                    found.add(each);
                }
            });
            return found;
        }

        /** Whether every name in the path has an example. */
        boolean callable() {
            return parameters("path").stream().allMatch(each -> each.has("example"));
        }

        boolean stream() {
            return node.at("/responses/200/content").has("text/event-stream");
        }

        boolean definition() {
            return parameters("header").stream()
                    .anyMatch(each -> each.path("name").asText().equals("If-Match"));
        }

        /** The path with its examples, or with a name there is not. */
        String target(boolean there) {
            String target = path;
            for (JsonNode each : parameters("path")) {
                String value = there ? each.path("example").asText() : NONE;
                target = target.replace("{" + each.path("name").asText() + "}", encode(value));
            }
            return target;
        }

        String query() {
            List<String> pairs = new ArrayList<>();
            for (JsonNode each : parameters("query")) {
                if (each.has("example")) {
                    pairs.add(each.path("name").asText() + "="
                            + encode(each.path("example").asText()));
                }
            }
            return pairs.isEmpty() ? "" : "?" + String.join("&", pairs);
        }

        String example() {
            return node.at("/requestBody/content")
                    .path("application/json")
                    .path("example")
                    .toString();
        }

        Set<String> statuses() {
            Set<String> statuses = new TreeSet<>();
            node.path("responses").fieldNames().forEachRemaining(statuses::add);
            return statuses;
        }

        @Override
        public String toString() {
            return method.toUpperCase(java.util.Locale.ROOT) + " " + path;
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static List<Operation> operations(WeirProcess weir) {
        List<Operation> operations = new ArrayList<>();
        weir.json("/api-docs")
                .path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(each -> operations.add(new Operation(each.getKey(), path.getKey(), each.getValue()))));
        return operations;
    }

    private static Stream<DynamicTest> each(
            WeirProcess weir,
            java.util.function.Predicate<Operation> which,
            java.util.function.Consumer<Operation> test) {
        List<Operation> chosen = operations(weir).stream().filter(which).toList();
        assertThat(chosen).isNotEmpty();
        return chosen.stream()
                .map(operation -> DynamicTest.dynamicTest(operation.toString(), () -> test.accept(operation)));
    }

    private static void isProblem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonNode problem = parse(answer.body());
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("title").asText()).isNotEmpty();
        assertThat(problem.path("type").asText()).isNotEmpty();
        assertThat(problem.path("detail").asText()).isNotEmpty().doesNotContain("Exception");
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }

    @Test
    void documentIsOpenApiAndTellsOfEveryKindOfThing(WeirProcess weir) {
        JsonNode document = weir.json("/api-docs");
        assertThat(document.path("openapi").asText()).startsWith("3.1");
        assertThat(document.path("paths").fieldNames())
                .toIterable()
                .contains(
                        "/version",
                        "/agents/json",
                        "/metric/{agents}/{metrics}/json",
                        "/table/{agents}/{metrics}/json",
                        "/dump/{agents}/{metrics}/json",
                        "/flow/{name}/json",
                        "/activeflows/{agents}/{name}/json",
                        "/flows/json",
                        "/flows/stream",
                        "/threshold/{name}/json",
                        "/events/json",
                        "/events/stream",
                        "/prometheus/analyzer/txt",
                        "/app/{app}/status");
        assertThat(document.at("/paths/~1flows~1stream/get/description").asText())
                .contains("curl -N");
        Set<String> ids = new TreeSet<>();
        for (Operation operation : operations(weir)) {
            assertThat(METHODS).contains(operation.method());
            assertThat(operation.node().path("summary").asText())
                    .as(operation.toString())
                    .isNotBlank();
            assertThat(ids.add(operation.node().path("operationId").asText()))
                    .as(operation.toString())
                    .isTrue();
            operation
                    .node()
                    .path("parameters")
                    .forEach(each -> assertThat(each.path("description").asText())
                            .as(operation + " " + each.path("name").asText())
                            .isNotBlank());
        }
    }

    @TestFactory
    Stream<DynamicTest> everyReadingAnswersAsItSays(WeirProcess weir) {
        return each(weir, o -> o.method().equals("get") && o.callable() && !o.stream(), operation -> {
            HttpResponse<String> answer = weir.get(operation.target(true) + operation.query());
            String status = Integer.toString(answer.statusCode());
            assertThat(operation.statuses()).contains(status);
            assertThat(answer.statusCode()).isLessThan(500);
            if (answer.statusCode() == 200) {
                String type = answer.headers().firstValue("Content-Type").orElse("");
                operation
                        .node()
                        .at("/responses/200/content")
                        .fieldNames()
                        .forEachRemaining(declared -> assertThat(type).startsWith(declared));
                if (type.startsWith("application/json")) {
                    parse(answer.body());
                }
            } else if (answer.statusCode() >= 400) {
                isProblem(answer, answer.statusCode());
            }
            HttpResponse<String> head = weir.send("HEAD", operation.target(true) + operation.query(), "");
            assertThat(head.statusCode()).isEqualTo(answer.statusCode());
            assertThat(head.body()).isEmpty();
        });
    }

    @TestFactory
    Stream<DynamicTest> everyDefinitionIsMadeShownChangedOnConditionAndRemoved(WeirProcess weir) {
        Set<String> removable = new TreeSet<>();
        operations(weir).stream().filter(o -> o.method().equals("delete")).forEach(o -> removable.add(o.path()));
        return each(
                weir,
                o -> o.method().equals("put")
                        && removable.contains(o.path())
                        && !o.example().isEmpty(),
                put -> {
                    String path = put.target(true);
                    weir.send("DELETE", path, "");
                    boolean rehearses = put.parameters("query").stream()
                            .anyMatch(each -> each.path("name").asText().equals("dryRun"));
                    if (rehearses) {
                        HttpResponse<String> would = weir.send("PUT", path + "?dryRun=true", put.example());
                        assertThat(would.statusCode()).as(would.body()).isEqualTo(200);
                        parse(would.body());
                        isProblem(weir.get(path), 404);
                    } else {
                        isProblem(weir.send("PUT", path + "?dryRun=true", put.example()), 400);
                    }
                    assertThat(weir.send("PUT", path, put.example(), "If-None-Match", "*")
                                    .statusCode())
                            .isIn(200, 204);
                    isProblem(weir.send("PUT", path, put.example(), "If-None-Match", "*"), 412);
                    HttpResponse<String> shown = weir.get(path);
                    assertThat(shown.statusCode()).isEqualTo(200);
                    String tag = shown.headers().firstValue("ETag").orElseThrow();
                    assertThat(weir.send("GET", path, "", "If-None-Match", tag).statusCode())
                            .isEqualTo(304);
                    assertThat(weir.send("PUT", path, shown.body(), "If-Match", tag)
                                    .statusCode())
                            .as("what was shown can be sent back")
                            .isIn(200, 204);
                    isProblem(weir.send("DELETE", path, "", "If-Match", "\"0\""), 412);
                    assertThat(weir.send("DELETE", path, "").statusCode()).isIn(200, 204);
                    isProblem(weir.get(path), 404);
                    isProblem(weir.send("DELETE", path, ""), 404);
                });
    }

    @TestFactory
    Stream<DynamicTest> bodiesThatCannotBeReadAreRefusedTellingWhere(WeirProcess weir) {
        return each(weir, o -> (o.method().equals("put") || o.method().equals("post")) && o.definition(), operation -> {
            HttpResponse<String> answer = weir.send(
                    operation.method().toUpperCase(java.util.Locale.ROOT),
                    operation.target(operation.callable()),
                    "{\"a\":1,,}");
            isProblem(answer, 400);
            assertThat(parse(answer.body()).path("position").asInt(-1)).isPositive();
        });
    }

    @TestFactory
    Stream<DynamicTest> whatIsNotThereIsAProblemThatIsDeclared(WeirProcess weir) {
        return each(weir, o -> o.method().equals("get") && o.path().contains("{") && !o.stream(), operation -> {
            HttpResponse<String> answer = weir.get(operation.target(false));
            assertThat(operation.statuses()).contains(Integer.toString(answer.statusCode()));
            if (answer.statusCode() >= 400) {
                isProblem(answer, answer.statusCode());
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> otherMethodsAreRefusedNamingThoseThatAreNot(WeirProcess weir) {
        return each(
                weir,
                o -> o.method().equals("get")
                        && !o.path().startsWith("/app/")
                        && !o.path().startsWith("/script/"),
                operation -> {
                    String target = operation.target(operation.callable());
                    HttpResponse<String> answer = weir.send("PATCH", target, "{}");
                    isProblem(answer, 405);
                    String allow = answer.headers().firstValue("Allow").orElse("");
                    assertThat(allow).contains("GET", "HEAD");
                    HttpResponse<String> options = weir.send("OPTIONS", target, "");
                    assertThat(options.statusCode()).isEqualTo(204);
                    assertThat(options.headers().firstValue("Allow")).hasValue(allow);
                });
    }

    @TestFactory
    Stream<DynamicTest> everyStreamBeginsAtOnce(WeirProcess weir) {
        return each(weir, Operation::stream, operation -> {
            HttpRequest request = HttpRequest.newBuilder(weir.uri(operation.target(true)))
                    .timeout(Duration.ofSeconds(30))
                    .header("Accept-Encoding", "gzip")
                    .build();
            try (Stream<String> lines =
                    weir.http().send(request, BodyHandlers.ofLines()).body()) {
                assertThat(lines.limit(2).toList()).first().isEqualTo("retry: 2000");
            } catch (IOException e) {
                throw new AssertionError(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void wordsThatAreNearlyRightAreAnsweredWithTheRightOnes(WeirProcess weir) {
        HttpResponse<String> answer = weir.send("PUT", "/flow/it_near/json", "{keys:'ipsorce',value:'bytes'}");
        isProblem(answer, 400);
        assertThat(parse(answer.body()).path("suggestions"))
                .extracting(JsonNode::asText)
                .contains("ipsource");
        weir.send("PUT", "/flow/it_near_me/json", "{keys:'ipsource',value:'bytes'}");
        answer = weir.get("/flow/it_near_mee/json");
        isProblem(answer, 404);
        assertThat(parse(answer.body()).path("suggestions"))
                .extracting(JsonNode::asText)
                .contains("it_near_me");
        weir.send("DELETE", "/flow/it_near_me/json", "");
    }

    @Test
    void longAnswersAreCompressedForWhoAcceptsThat(WeirProcess weir) throws Exception {
        for (String path :
                List.of("/api-docs", "/lib/swagger-ui/5.21.0/swagger-ui.css", "/app/docs/html/changelog.md")) {
            HttpRequest request = HttpRequest.newBuilder(weir.uri(path))
                    .header("Accept-Encoding", "gzip")
                    .build();
            HttpResponse<byte[]> answer = weir.http().send(request, BodyHandlers.ofByteArray());
            assertThat(answer.headers().map()).as(path).containsEntry("content-encoding", List.of("gzip"));
            byte[] text =
                    new java.util.zip.GZIPInputStream(new java.io.ByteArrayInputStream(answer.body())).readAllBytes();
            assertThat(new String(text, StandardCharsets.UTF_8))
                    .isEqualTo(weir.get(path).body());
        }
    }

    @Test
    void explorerIsServedHereAlone(WeirProcess weir) {
        for (String path : List.of("/api/", "/api/index.html")) {
            HttpResponse<String> page = weir.get(path);
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("Content-Security-Policy"))
                    .hasValueSatisfying(policy -> assertThat(policy).startsWith("default-src 'self';"));
            assertThat(page.body()).doesNotContain("http://", "https://").contains("../api-docs");
        }
        assertThat(weir.get("/api").statusCode()).isIn(200, 302);
        isProblem(weir.get("/api/nothing.js"), 404);
        for (String file : List.of(
                "/lib/swagger-ui/5.21.0/swagger-ui-bundle.js",
                "/lib/swagger-ui/5.21.0/swagger-ui.css",
                "/lib/weir/0.1/explorer.js")) {
            assertThat(weir.get(file).statusCode()).as(file).isEqualTo(200);
        }
    }

    @Test
    void bodiesAsPeopleWriteThemAreRead(WeirProcess weir) {
        Map<String, String> bodies = Map.of(
                "bare", "{keys:ipsource,value:bytes}",
                "single", "{'keys':'ipsource','value':'bytes'}",
                "trailing", "{keys:'ipsource',value:'bytes',}",
                "array", "{\"keys\":[\"ipsource\",\"ipdestination\"],\"value\":\"bytes\",\"log\":true}");
        bodies.forEach((name, body) -> {
            HttpResponse<String> answer = weir.send("PUT", "/flow/it_body_" + name + "/json", body);
            assertThat(answer.statusCode()).as(name + " " + answer.body()).isIn(204, 400);
            weir.send("DELETE", "/flow/it_body_" + name + "/json", "");
            assertThat(name.equals("bare") || answer.statusCode() == 204)
                    .as(name)
                    .isTrue();
        });
    }
}
