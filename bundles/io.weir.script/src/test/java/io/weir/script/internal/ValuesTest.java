// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.script.ScriptFunction;
import io.weir.api.script.Signature;
import io.weir.testkit.MemoryApp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValuesTest {
    private final Engine engine = new Engine();

    @BeforeEach
    void give() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("text", "abc");
        object.put("count", 4_294_967_296L);
        object.put("share", 0.5f);
        object.put("flag", true);
        object.put("nothing", null);
        object.put("list", List.of(3, 1, 2));
        object.put("3", "three");
        object.put("__proto__", "own");
        engine.runtime.add(
                List.of(new ScriptFunction("give", Signature.of("object"), "Gives a value", (s, a) -> object)));
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "typeof o.text + typeof o.count + typeof o.flag      | stringnumberboolean",
                "o.text.replace(/b/, 'x')                            | axc",
                "o.count === 4294967296                              | true",
                "o.share                                             | 0.5",
                "o.nothing === null                                  | true",
                "Array.isArray(o.list)                               | true",
                "o.list.sort().concat([4]).join()                    | 1,2,3,4",
                "o.list.find(x => x > 2)                             | 3.0",
                "o.hasOwnProperty('text')                            | true",
                "delete o.text && o.text === undefined               | true",
                "JSON.stringify(o.list)                              | [3,1,2]",
                "o[3] + o['3']                                       | threethree",
                "Object.getPrototypeOf(o) === Object.prototype       | true",
                "(function() { var k = []; for (var i in o.list) k.push(i); return k.join() })()   | 0,1,2",
                "(o.text = 'mine', give().text)                      | abc",
            })
    void whatAScriptIsGivenIsNative(String expression, String told) {
        assertThat(engine.toldBy("var o = give(); tell(" + expression + ")"))
                .singleElement()
                .hasToString(told);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{a: [1, 'x', null, undefined]}            | {a=[1.0, x, null, null]}",
                "{a: undefined, b: 2}                      | {b=2.0}",
                "new Date(0)                               | 1970-01-01T00:00:00.000Z",
                "new Error('why')                          | Error: why",
                "'a' + 'b'                                 | ab",
                "new String('s')                           | s",
                "{toJSON: function() { return 5 }}         | 5.0",
                "new Map()                                 | {}",
                "Object.create({inherited: 1})             | {}",
                "[,1]                                      | [null, 1.0]",
            })
    void argumentsAreJsonLike(String expression, String told) {
        assertThat(engine.toldBy("tell(" + expression + ")")).singleElement().hasToString(told);
    }

    @Test
    void argumentsLeftUndefinedAtTheEndAreNotGiven() {
        assertThat(engine.toldBy("tell(1, undefined); tell(1, undefined, 2)"))
                .containsExactly(1.0, new ArrayList<>(Arrays.asList(1.0, null, 2.0)));
    }

    @Test
    void aValueThatHoldsItselfIsRefused() {
        engine.run("var a = {}; a.a = a;\ntell(a)");
        assertThat(engine.fault())
                .startsWith("scripts/t.js:2: RangeError: value is too big, nested too deep or holds itself");
    }

    @Test
    void aFunctionIsToldOfMissingArguments() {
        engine.run("\nsetHttpHandler()");
        assertThat(engine.fault()).isEqualTo("scripts/t.js:2: TypeError: setHttpHandler(handler): arguments=0");
    }

    @Test
    void anExceptionOfAFunctionCanBeCaught() {
        assertThat(engine.toldBy("try { include('none.js') } catch (e) { tell(e instanceof Error); tell(e.message) }"))
                .containsExactly(true, "file \"scripts/none.js\": there is none in app t");
    }

    @Test
    void functionsThatComeLaterAreThere() {
        engine.run("tell('one')");
        engine.start(new MemoryApp("f").with("scripts/f.js", "tell(late())"), "f.js");
        assertThat(engine.status("f", "f.js").fault()).contains("ReferenceError: \"late\" is not defined");
        engine.runtime.add(List.of(new ScriptFunction("late", Signature.of("string"), "Comes late", (s, a) -> "late")));
        Engine.await(() -> engine.told.contains("late"));
        Engine.await(() -> engine.status("f", "f.js").alive());
    }
}
