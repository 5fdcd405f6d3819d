// SPDX-License-Identifier: Apache-2.0
package io.weir.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the engine itself would do in one step with all the memory there is ends the task that asks for it, and nothing else. */
class ScriptMemoryIT {
    private static final String ENDLESS = "{[Symbol.iterator]: () => ({next: Object})}";

    private static final Map<String, String> GREEDY = Map.of(
            "sum",
            "var s = 'xxxxxxxxxxxxxxxx', o = {}; while (true) { s = s + s; o[s] = 1; }",
            "template",
            "var s = 'xxxxxxxxxxxxxxxx', o = {}; while (true) { s = `${s}${s}`; o[s] = 1; }",
            "sum-in-eval",
            "eval(\"var s = 'xxxxxxxxxxxxxxxx', o = {}; while (true) { s = s + s; o[s] = 1; }\");",
            "sums",
            "var s = 'x', k = []; for (var i = 0; i < 20; i++) { s += s; }"
                    + " while (true) { k.push(s + k.length); k[k.length - 1].charAt(0); }",
            "sums-read-later",
            "var s = 'x', k = []; for (var i = 0; i < 22; i++) { s += s; } for (i = 0; i < 60; i++) { k.push(s + i); }"
                    + " for (i = 0; i < 60; i++) { k[i].charAt(0); }",
            "spread",
            "[..." + ENDLESS + "];",
            "set",
            "new Set(" + ENDLESS + ");",
            "from",
            "Array.from(" + ENDLESS + ");",
            "array",
            "var a = [], i = 0; while (true) { a[i++] = 0; }");

    private static void write(Path home, String name, String body) throws IOException {
        Path file = home.resolve("app/it-memory/scripts").resolve(name + ".js");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "setHttpHandler(function(req) { " + body + " });");
    }

    private static HttpResponse<String> ask(WeirProcess weir, String name) {
        return weir.get("/app/it-memory/scripts/" + name + ".js/json");
    }

    @Test
    void stepThatWouldTakeAllMemoryEndsItsTaskAndNothingElse(@TempDir Path homes) throws IOException {
        for (Map.Entry<String, String> greedy : GREEDY.entrySet()) {
            String name = greedy.getKey();
            Path home = homes.resolve(name);
            write(home, "calm", "return 'calm';");
            write(home, name, greedy.getValue());
            try (WeirProcess weir = WeirProcess.launch().home(home).start()) {
                weir.awaitUntil("the calm one", () -> ask(weir, "calm").body().equals("\"calm\""));
                HttpResponse<String> answer = ask(weir, name);
                assertThat(answer.statusCode()).as(name).isEqualTo(500);
                assertThat(answer.body()).as(name).contains("takes too much memory");
                assertThat(ask(weir, "calm").body()).as("after " + name).isEqualTo("\"calm\"");
            }
        }
    }
}
