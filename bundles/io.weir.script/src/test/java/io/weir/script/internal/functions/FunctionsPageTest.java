// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal.functions;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.script.Parameter;
import io.weir.api.script.ScriptFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The manual lists the functions that there are, as their rows tell them. */
class FunctionsPageTest {
    private static final Path PAGE = Path.of("../../apps/docs/html/functions.md");

    private static Map<String, List<ScriptFunction>> topics() {
        Map<String, List<ScriptFunction>> topics = new LinkedHashMap<>();
        topics.put("Flows", new FlowFunctions(null, null, null, null).rows());
        topics.put("Thresholds and events", new EventFunctions(null, null).rows());
        topics.put("Metrics", new MetricFunctions(null).rows());
        topics.put("Groups and maps", new LookupFunctions(null, null, null).rows());
        topics.put("Topology", new TopologyFunctions(null, null).rows());
        topics.put("HTTP", new HttpFunctions(null, null).rows());
        topics.put("Kept and shared values", new StoreFunctions(null).rows());
        topics.put("Log", new LogFunctions(null).rows());
        topics.put("Baselines", new BaselineFunctions().rows());
        topics.put("Script, time and settings", new SystemFunctions(null, null, "", null, null).rows());
        topics.put("Texts", new TextFunctions(null).rows());
        try (NetworkFunctions network = new NetworkFunctions(null)) {
            topics.put("Other hosts", network.rows());
        }
        topics.put("Without effect", new AbsentFunctions(null).rows());
        return topics;
    }

    /** Stale when a row was changed: what is expected is what belongs into the page, behind its first paragraph. */
    @Test
    void pageListsEveryFunctionAsItsRowTellsIt() throws IOException {
        String expected = topics().entrySet().stream()
                .map(topic -> "\n## " + topic.getKey() + "\n\n"
                        + topic.getValue().stream()
                                .map(FunctionsPageTest::printed)
                                .collect(Collectors.joining()))
                .collect(Collectors.joining());
        String page = Files.readString(PAGE);
        assertThat(page.substring(page.indexOf("\n## "))).isEqualTo(expected);
    }

    private static String printed(ScriptFunction row) {
        String parameters = row.signature().parameters().stream()
                .map(FunctionsPageTest::printed)
                .collect(Collectors.joining(", "));
        String returns = row.signature().returns().equals("void")
                ? ""
                : ": " + row.signature().returns();
        return "- `" + row.name() + "(" + parameters + ")" + returns + "` " + row.doc() + "\n";
    }

    private static String printed(Parameter parameter) {
        return parameter.name() + (parameter.optional() ? "?" : "") + ": " + parameter.type();
    }
}
