// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal.functions;

import io.weir.api.InvalidInput;
import io.weir.api.script.ScriptContext;
import io.weir.api.script.ScriptFunction;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Functions that learn what is usual. Baselines belong to the script that made them, and go with it. Thread: any. */
public final class BaselineFunctions {
    private static final int DEFAULT_WINDOW = 60;
    private static final int MOST_WINDOW = 100_000;
    /** Numbers that all baselines of one script hold. */
    private static final long MOST_NUMBERS = 4_000_000;

    private static final double DEFAULT_SENSITIVITY = 2;
    private static final int DEFAULT_REPEAT = 3;

    private record Key(ScriptContext script, String name) {}

    private final Map<Key, Baseline> baselines = new ConcurrentHashMap<>();
    private final Map<ScriptContext, Long> numbers = new ConcurrentHashMap<>();

    public List<ScriptFunction> rows() {
        return new Rows()
                .action(
                        "baselineCreate(name: string, window?: number, sensitivity?: number, repeat?: number)",
                        "Begins to learn a stream of numbers: how many to hold a number against, how many standard"
                                + " deviations are unusual, and how many times in a row",
                        this::create)
                .row(
                        "baselineCheck(name: string, value: number): string",
                        "Adds a number: learning, normal, high or low",
                        (script, a) -> find(script, a).check(a.number(1, Double.NaN)))
                .row(
                        "baselineStatistics(name: string): object",
                        "mean, sdev, min, max and n of the numbers learned; null before the first",
                        (script, a) -> find(script, a).statistics().orElse(null))
                .action(
                        "baselineReset(name: string)",
                        "Begins to learn anew",
                        (script, a) -> find(script, a).reset())
                .list();
    }

    private void create(ScriptContext script, Arguments a) {
        int window = Math.min(MOST_WINDOW, Math.max(1, a.integer(1, DEFAULT_WINDOW)));
        Key key = new Key(script, a.text(0));
        Baseline before = baselines.get(key);
        long others = numbers.getOrDefault(script, 0L) - (before == null ? 0 : before.window());
        if (others + window > MOST_NUMBERS) {
            throw InvalidInput.of("baseline", a.text(0), "all windows hold too many numbers: limit=" + MOST_NUMBERS);
        }
        Baseline baseline =
                new Baseline(window, a.number(2, DEFAULT_SENSITIVITY), Math.max(1, a.integer(3, DEFAULT_REPEAT)));
        baselines.put(key, baseline);
        numbers.merge(script, (long) window, Long::sum);
        script.replace("baseline " + a.text(0), () -> {
            baselines.remove(key, baseline);
            numbers.computeIfPresent(script, (any, held) -> held == window ? null : held - window);
        });
    }

    private Baseline find(ScriptContext script, Arguments a) {
        Baseline baseline = baselines.get(new Key(script, a.text(0)));
        if (baseline == null) {
            throw InvalidInput.of("baseline", a.text(0), "there is none: call baselineCreate first");
        }
        return baseline;
    }
}
