// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.http.Response;
import io.weir.api.script.ScriptFunction;
import io.weir.api.script.Signature;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedTextsTest {
    private final Engine engine = new Engine();

    @AfterEach
    void close() {
        engine.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"'ab'.repeat(8000001)", "'a'.padStart(16000001)", "'a'.padEnd(16000001, 'xy')"})
    void aTextThatWouldBeTooLongIsARangeError(String tooLong) {
        assertThat(engine.toldBy(
                        "try { " + tooLong + " } catch (e) { tell(e instanceof RangeError); tell(e.message) }"))
                .satisfiesExactly(
                        range -> assertThat(range).isEqualTo(true),
                        message -> assertThat(message.toString())
                                .contains("the text is too long: characters=1600000", "limit=16000000"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'ab'.repeat(2) === 'abab'",
                "'ab'.repeat() === '' && 'ab'.repeat('2') === 'abab' && ''.repeat(1e9) === ''",
                "'a'.padStart(3) === '  a' && 'a'.padStart(4, 'xy') === 'xyxa' && 'abc'.padStart(2) === 'abc'",
                "'a'.padEnd(3) === 'a  ' && 'a'.padEnd(4, 'xy') === 'axyx' && 'a'.padEnd() === 'a'",
                "String.prototype.repeat.call(12, 2) === '1212'",
                "String.prototype.repeat.name === 'repeat' && Object.keys(String.prototype).length === 0",
                "(function() { try { 'a'.repeat(-1) } catch (e) { return e instanceof RangeError } })()",
                "(function() { try { 'a'.repeat(Infinity) } catch (e) { return e instanceof RangeError } })()",
            })
    void shortTextsAreAsTheLanguageSays(String fact) {
        assertThat(engine.toldBy("tell(" + fact + ")")).containsExactly(true);
    }

    @Test
    void aTaskThatFindsNoMemoryFailsAndTheNextIsServed() throws Exception {
        engine.runtime.add(
                List.of(new ScriptFunction("fill", Signature.of("void"), "Finds no memory", (script, arguments) -> {
                    throw new OutOfMemoryError("Java heap space");
                })));
        engine.run("setHttpHandler(function(req) { if (req.path) fill(); return 1 })");
        assertThat(engine.request(GivenRequest.get(), "json", "fill").status()).isEqualTo(500);
        assertThat(engine.fault()).contains("OutOfMemoryError");
        Response next = engine.request(GivenRequest.get(), "json");
        assertThat(next.status()).isEqualTo(200);
        assertThat(engine.status("t", "t.js").alive()).isTrue();
    }
}
