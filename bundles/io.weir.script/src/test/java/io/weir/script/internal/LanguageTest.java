// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.testkit.MemoryApp;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageTest {
    private final Engine engine = new Engine();

    @AfterEach
    void close() {
        engine.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "var s = 0; for each (var x in [1,2,3]) s += x; tell(s)                     | 6.0",
                "var odd = [1,2,3].filter(function(x) x % 2); tell(odd.length)              | 2.0",
                "result = 7; (function() { other = 8 })(); tell(result + other)             | 15.0",
                "var [,,third] = 'a,b,c'.split(','); tell(third)                            | c",
                "for each (let h in {a: 'x'}) tell(h)                                       | x",
                "let {a, b} = {a: 1, b: 2}; tell(a + b)                                     | 3.0",
                "tell([...new Set([1, 1, 2])].length)                                       | 2.0",
                "tell(Object.entries({a: 1}).map(([k, v]) => `${k}=${v}`).join())           | a=1",
                "tell(2 ** 10)                                                              | 1024.0",
                "tell('7'.padStart(3, '0'))                                                 | 007",
                "var f = function(x = 4) { return x }; tell(f())                            | 4.0",
                "var x = 1; var x = 2; tell(x)                                              | 2.0",
                "try { throw 'not_found' } catch (e) { tell(e) }                            | not_found",
                "tell(typeof java + typeof Packages + typeof getClass)                      | undefinedundefinedundefined",
                "tell(/a(?<n>b)/.exec('ab').groups.n)                                       | b",
            })
    void whatPublishedScriptsWriteRuns(String source, String told) {
        assertThat(engine.toldBy(source)).singleElement().hasToString(told);
    }

    @Test
    void destructuringLetDirectlyInACaseRuns() {
        String source = """
                function pick(op) {
                  switch (op) {
                    case 'pair':
                      let [a, b] = ['x', 'y'];
                      return a + b;
                    case 'object':
                      let {c, d} = {c: 1, d: 2};
                      return c + d;
                  }
                }
                tell(pick('pair')); tell(pick('object'));
                """;
        assertThat(engine.toldBy(source)).containsExactly("xy", 3.0);
    }

    /** When this fails the engine has been cured upstream: {@link LegacySyntax} can go. */
    @Test
    void theEngineAloneStillFailsOnIt() {
        Contexts contexts = new Contexts();
        String source = "(function() { switch (1) { case 1: let [a, b] = [1, 2]; return a + b } })()";
        String failure = contexts.call(context -> {
            try {
                return String.valueOf(context.evaluateString(Contexts.standardScope(context), source, "s.js", 1, null));
            } catch (org.mozilla.javascript.EcmaError e) {
                return e.getName();
            }
        });
        assertThat(failure).isEqualTo("ReferenceError");
    }

    @Test
    void theCureKeepsLinesColumnsAndStrings() {
        String source =
                "switch (x) {\n  case 1: let [a] = [1]; s = 'case 1: let [a]'; { let [b] = [1]; } }\nlet [c] = [1];";
        Contexts contexts = new Contexts();
        String cured = contexts.call(context -> LegacySyntax.cure(context, source, "s.js"));
        assertThat(cured)
                .isEqualTo(
                        "switch (x) {\n  case 1: var [a] = [1]; s = 'case 1: let [a]'; { let [b] = [1]; } }\nlet [c] = [1];");
    }

    @Test
    void loopsMayDeclareConstants() {
        String source = """
                var text = 'for (const a of b)', seen = [text]; for (const x of [1, 2]) seen.push(x); // for (const c of d)
                for (const [key, value] of Object.entries({a: 1})) { for(const k in {b: 1}) seen.push(key + value + k); }
                for (
                  const x of [3]) seen.push(x);
                for (const end = 4, i = {n: 3}; i.n < end; i.n++) seen.push(i.n);
                tell(seen.join(' '));
                """;
        assertThat(engine.toldBy(source)).containsExactly("for (const a of b) 1 2 a1b 3 3");
    }

    @Test
    void whatIsWrongBesideALoopIsToldAtItsLine() {
        engine.run("for (const x of [1]) tell(x);\nvar y = ;\nfor (const x of [1]) tell(x);");
        assertThat(engine.status("t", "t.js").fault()).contains(":2:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "var agents = []; agents.push(1); tell(agents.length)",
                "function agents() { return 1 }; tell(agents())",
                "agents = 1; tell(agents)",
                "let agents = 1; tell(agents)",
                "const agents = 1; tell(agents)",
                "function f() { var agents = 1; return agents }; tell(f())",
            })
    void namesOfFunctionsMayBeTaken(String source) {
        assertThat(engine.toldBy(source)).containsExactly(1.0);
    }

    @Test
    void aVariableOfAFunctionsNameThatIsOnlyDeclaredKeepsTheFunction() {
        assertThat(engine.toldBy("var agents; tell(typeof agents)")).containsExactly("function");
    }

    @Test
    void oneScriptDoesNotSeeWhatAnotherDoesToTheLanguage() {
        MemoryApp app = new MemoryApp("two")
                .with("scripts/a.js", "Array.prototype.mine = 1; agents = 5; leaked = 1; tell('a');")
                .with("scripts/b.js", "tell(typeof [].mine + typeof agents + typeof leaked);");
        engine.start(app, "a.js");
        engine.start(app, "b.js");
        assertThat(engine.told).containsExactly("a", "undefinedfunctionundefined");
    }

    @Test
    void wrapglobalsMovesTheFunctionsIntoAnObject() {
        assertThat(engine.toldBy("// wrapglobals: rt\nrt.tell(typeof agents + typeof rt.agents)"))
                .containsExactly("undefinedfunction");
    }

    @Test
    void theHeaderIsReadUpToTheFirstLineOfCode() {
        engine.run("// author: Some One\n// version: 1.2\n// http://x.example/\n\nvar a;\n// date: no");
        assertThat(engine.status("t", "t.js").header())
                .containsExactlyInAnyOrderEntriesOf(Map.of("author", "Some One", "version", "1.2"));
    }

    @Test
    void includeRunsAFileInTheScopeOfTheScript() {
        MemoryApp app = new MemoryApp("inc")
                .with("scripts/inc/trend.js", "function Trend(n) { this.maxPoints = n }")
                .with("scripts/t.js", "include(scriptdir() + '/inc/trend.js'); tell(new Trend(3)); tell(scriptdir())");
        engine.start(app, "t.js");
        assertThat(engine.told).containsExactly(Map.of("maxPoints", 3.0), "/app/inc/scripts");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/passwd", "../../other/scripts/a.js", "/app/other/scripts/a.js", "inc/none.js"})
    void includeFindsNothingOutsideTheApp(String path) {
        engine.run("try { include('" + path + "'); tell('read') } catch (e) { tell(e.message) }");
        assertThat(engine.told).singleElement().asString().contains(path.replaceFirst("^inc/", "scripts/inc/"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "class A { }                       | there are no classes",
                "async function f() { }            | there is no async and await",
                "f(...[1, 2])                      | a call cannot spread an array",
                "import x from 'y'                 | there are no modules",
            })
    void whatTheEngineLacksIsNamed(String source, String hint) {
        engine.run("var f;\n" + source);
        assertThat(engine.fault()).startsWith("scripts/t.js:2: ").contains(hint);
    }
}
