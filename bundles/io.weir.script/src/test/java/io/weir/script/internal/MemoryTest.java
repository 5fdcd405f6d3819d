// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryTest {
    private final Engine engine = new Engine(Map.of(), Duration.ofSeconds(15));

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void aTaskThatKeepsWhatItMakesIsStoppedAndTheNextIsServed() throws Exception {
        engine.run("setHttpHandler(function(req) { if (!req.path) return 1; var all = [];"
                + " while (true) { all.push({a: all.length}) } })");
        assertThat(engine.request(GivenRequest.get(), "json", "fill").status()).isEqualTo(500);
        assertThat(engine.fault()).startsWith("scripts/t.js:1: takes too much memory");
        assertThat(engine.request(GivenRequest.get(), "json").status()).isEqualTo(200);
    }

    @Test
    void aTaskThatThrowsAwayWhatItMakesGoesOn() throws Exception {
        engine.run("setHttpHandler(function(req) { var one; for (var i = 0; i < 5000000; i++) one = {a: i};"
                + " return one.a })");
        assertThat(engine.request(GivenRequest.get(), "json").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "all.push('x'.repeat(5e6))",
                "all.push(text.toUpperCase())",
                "all.push(new Array(2e5).fill(1))",
                "all.push(Array.from({length: 2e5}))",
                "all.push(JSON.parse(json))",
                "all.push(text.split(''))",
                "all.push(new Float64Array(4e5))",
                "all.push(Object.entries(names))",
            })
    void aTaskThatTakesMuchInFewStepsIsStopped(String greedy) throws Exception {
        engine.run("var text = 'x'.repeat(3e5), numbers = []; for (var i = 0; i < 1e5; i++) numbers.push(i);"
                + " var json = '[' + '[],'.repeat(1e5) + '1]', names = {}; numbers.forEach(n => names['k' + n] = n);"
                + " setHttpHandler(function(req) { if (!req.path) return 1; var all = [];"
                + " while (true) { " + greedy + " } })");
        assertThat(engine.request(GivenRequest.get(), "json", "fill").status()).isEqualTo(500);
        assertThat(engine.fault()).startsWith("scripts/t.js:1: takes too much memory");
        assertThat(engine.request(GivenRequest.get(), "json").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "JSON.parse('[' + '[],'.repeat(3e6) + '1]')",
                "'a'.repeat(4e6).split('')",
                "'a'.repeat(4e6).split(/b?/)",
                "'a'.repeat(4e6).match(/./g)",
                "new Array(4e6).fill(1)",
                "Array.from({length: 4e6})",
            })
    void oneStepThatTakesTooMuchIsARangeError(String greedy) {
        assertThat(engine.toldBy("try { " + greedy + " } catch (e) { tell(e instanceof RangeError); tell(e.message) }"))
                .satisfiesExactly(
                        range -> assertThat(range).isEqualTo(true),
                        message -> assertThat(message.toString()).contains(": takes too much memory: bytes="));
    }
}
