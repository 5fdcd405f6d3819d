// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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
}
