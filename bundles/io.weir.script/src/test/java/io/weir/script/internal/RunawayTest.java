// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.Registration;
import io.weir.api.http.Response;
import io.weir.api.script.ScriptFunction;
import io.weir.api.script.Signature;
import io.weir.testkit.MemoryApp;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunawayTest {
    private final Engine engine = new Engine();

    @AfterEach
    void close() {
        engine.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "while (true) { }",
                "try { while (true) { } } catch (e) { while (true) { } }",
                "try { while (true) { } } finally { while (true) { } }",
                "/(a+)+$/.test('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!')",
                "for (;;) Math.abs(1)",
                "(function f() { try { f() } finally { f() } })()",
                "eval('Promise.all({[Symbol.iterator]: () => ({next: () => ({done: false, value: 1})})})')",
            })
    void aScriptThatNeverEndsLoadingIsStopped(String endless) {
        engine.run("var a;\n" + endless);
        assertThat(engine.status("t", "t.js").alive()).isFalse();
        assertThat(engine.fault()).startsWith("scripts/t.js:2: ");
    }

    @Test
    void aHandlerThatNeverEndsIsStoppedAndTheNextRequestIsServed() throws Exception {
        engine.run("setHttpHandler(function(req) {\n if (req.path) while (true) { }\n return 1 })");
        Response stopped = engine.request(GivenRequest.get(), "json", "loop");
        assertThat(stopped.status()).isEqualTo(500);
        assertThat(engine.fault()).startsWith("scripts/t.js:2: ran too long: limit=");
        assertThat(engine.request(GivenRequest.get(), "json").status()).isEqualTo(200);
        assertThat(engine.status("t", "t.js").alive()).isTrue();
    }

    @Test
    void aTaskThatWasStoppedDoesNothingMore() throws Exception {
        engine.run("setHttpHandler(function(req) {\n if (req.path) try { while (true) { } } finally { tell('late') }\n"
                + " tell('next'); return 1 })");
        assertThat(engine.request(GivenRequest.get(), "json", "loop").status()).isEqualTo(500);
        assertThat(engine.fault()).startsWith("scripts/t.js:2: ran too long: limit=");
        assertThat(engine.request(GivenRequest.get(), "json").status()).isEqualTo(200);
        assertThat(engine.told).containsExactly("next");
    }

    @Test
    void timeOnTheWallIsNotHeldAgainstAScriptWhenTheMachineHasNoTimeForIt() {
        // a thread that gets no processor for longer than the limit, and has work left
        engine.runtime.add(List.of(new ScriptFunction(
                "starve", Signature.of("void"), "Holds the thread", (script, arguments) -> starved(Engine.LIMIT))));
        assertThat(engine.toldBy("starve(); for (var i = 0; i < 100000; i++) Math.abs(i); tell('done')"))
                .isEqualTo(List.of("done"));
    }

    private static Object starved(Duration least) {
        long end = System.nanoTime() + 2 * least.toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
        return null;
    }

    @Test
    void callsThatNestTooDeepAreAFaultOfTheScriptAlone() throws Exception {
        engine.run("setHttpHandler(function(req) { var f = function() { return f() + 1 }; return f() })");
        assertThat(engine.request(GivenRequest.get(), "json").status()).isEqualTo(500);
        assertThat(engine.status("t", "t.js").alive()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"eval('(function f() { return f() + 1 })()')", "new Function('return 1 + arguments.callee()')()"
            })
    void callsThatNestInTextsThatAreEvaluatedHaveAnEnd(String endless) {
        assertThat(engine.toldBy("try { " + endless + " } catch (e) { tell(String(e)) }"))
                .singleElement()
                .asString()
                .contains("maximum stack depth");
    }

    @Test
    void otherScriptsGoOnWhileOneIsStuck() throws Exception {
        engine.run("setHttpHandler(function(req) { return 'here' })");
        engine.runtime.start(new MemoryApp("s").with("scripts/s.js", "for (;;) { }"), "s.js");
        Response answer = engine.request(GivenRequest.get(), "json");
        assertThat(answer.body()).isEqualTo(new Response.Json("here"));
        assertThat(engine.status("s", "s.js").alive()).isFalse();
    }

    @Test
    void closingEndsALoopAndItsThread() {
        Registration script =
                engine.runtime.start(new MemoryApp("t").with("scripts/t.js", "tell(1); for (;;) { }"), "t.js");
        Engine.await(() -> !engine.told.isEmpty());
        script.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("app-t~t.js");
        assertThat(engine.runtime.status("t", "t.js")).isEmpty();
    }

    @Test
    void ticksThatComeWhileOneRunsAreDroppedAndCounted() {
        engine.run("var n = 0; setIntervalHandler(function(now) { tell(now); while (true) { } }, 1)");
        engine.timeline.advance(Duration.ofSeconds(1));
        Engine.await(() -> !engine.told.isEmpty());
        for (int i = 0; i < 10; i++) {
            engine.timeline.advance(Duration.ofSeconds(1));
        }
        assertThat(engine.status("t", "t.js").counts().get("intervalLost").longValue())
                .isEqualTo(9);
    }
}
