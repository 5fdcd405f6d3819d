// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.script.internal.functions.BaselineFunctions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BaselineTest {
    private final Engine engine = new Engine();

    @BeforeEach
    void add() {
        engine.runtime.add(new BaselineFunctions().rows());
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void whatIsUsualIsLearnedAndWhatIsNotIsTold() {
        String source = "baselineCreate('b', 4, 2, 1); tell(baselineStatistics('b'));"
                + "[10, 12, 10, 12, 11, 30, 11, -50].forEach(function(v) tell(baselineCheck('b', v)));";
        assertThat(engine.toldBy(source))
                .containsExactly(
                        null, "learning", "learning", "learning", "learning", "normal", "high", "normal", "low");
    }

    @Test
    void itTakesSoManyInARow() {
        String source = "baselineCreate('b', '4', '2', '2');"
                + "[10, 12, 10, 12, 90, 500].forEach(function(v) tell(baselineCheck('b', v)));";
        assertThat(engine.toldBy(source)).endsWith("normal", "high");
    }

    @Test
    void statisticsAreOfTheWindowAndResetForgets() {
        String source = "baselineCreate('b', 2); [9, 1, 3, NaN].forEach(function(v) baselineCheck('b', v));"
                + "tell(baselineStatistics('b')); baselineReset('b'); tell(baselineStatistics('b'));";
        List<Object> told = engine.toldBy(source);
        assertThat(told.get(0)).isEqualTo(Map.of("mean", 2.0, "sdev", 1.0, "min", 1.0, "max", 3.0, "n", 2.0));
        assertThat(told.get(1)).isNull();
    }

    @Test
    void allBaselinesOfAScriptHoldSoManyNumbersAndThoseThatGoMakeRoom() {
        String source = "for (var i = 0; i < 40; i++) baselineCreate('b' + i, 100000);"
                + "try { baselineCreate('more', 1) } catch (e) { tell(e.message) }"
                + "baselineCreate('b0', 99999); baselineCreate('more', 1); tell(baselineCheck('more', 1))";
        assertThat(engine.toldBy(source))
                .containsExactly("baseline \"more\": all windows hold too many numbers: limit=4000000", "learning");
    }

    @Test
    void aBaselineThatWasNotMadeIsTold() {
        engine.run("baselineCheck('none', 1)");
        assertThat(engine.fault()).endsWith("Error: baseline \"none\": there is none: call baselineCreate first");
    }
}
