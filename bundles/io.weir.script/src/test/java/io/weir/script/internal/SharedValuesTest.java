// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.Registration;
import io.weir.script.internal.functions.StoreFunctions;
import io.weir.testkit.MemoryApp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SharedValuesTest {
    private final Engine engine = new Engine();

    @BeforeEach
    void addFunctions() {
        StoreFunctions functions = new StoreFunctions(owner -> {
            throw new IllegalStateException("nothing is shared through the store");
        });
        engine.runtime.add(functions.rows());
        engine.runtime.whenGone(functions::forget);
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void allThatAnAppSharesHasOneLimit() {
        assertThat(engine.toldBy("var million = 'z'.repeat(1 << 20);"
                        + "for (var i = 0; i < 3; i++) sharedSet('k' + i, million);"
                        + "sharedSet('k2', million);"
                        + "try { sharedSet('k3', million) } catch (e) { tell(e.message) }"
                        + "tell(sharedGet('k3'));"
                        + "sharedSet('k0'); sharedSet('k3', million); tell(sharedGet('k3').length)"))
                .satisfiesExactly(
                        message -> assertThat(message.toString()).contains("too much is shared", "limit=4194304"),
                        absent -> assertThat(absent).isNull(),
                        length -> assertThat(length).isEqualTo(1048576.0));
    }

    @Test
    void whatIsSharedGoesWithTheLastScriptOfTheApp() {
        MemoryApp app = new MemoryApp("t")
                .with("scripts/a.js", "sharedSet('k', 'v')")
                .with("scripts/b.js", "tell(sharedGet('k'))");
        Registration a = engine.start(app, "a.js");
        Registration b = engine.start(app, "b.js");
        a.close();
        engine.start(app, "b.js");
        b.close();
        engine.runtime.close();
        engine.start(app, "b.js");
        assertThat(engine.told).extracting(String::valueOf).containsExactly("v", "v", "null");
    }
}
