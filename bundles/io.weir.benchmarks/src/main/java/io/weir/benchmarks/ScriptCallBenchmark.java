// SPDX-License-Identifier: Apache-2.0
package io.weir.benchmarks;

import io.weir.api.Registration;
import io.weir.api.script.Callback;
import io.weir.api.script.Parameter;
import io.weir.api.script.ScriptFunction;
import io.weir.api.script.Signature;
import io.weir.script.internal.HttpHandlers;
import io.weir.script.internal.RhinoRuntime;
import io.weir.testkit.MemoryApp;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What a call of a function of the platform costs a script, with one number given and one returned. An operation is a call. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
public class ScriptCallBenchmark {
    private static final int CALLS = 100_000;
    private static final String SOURCE =
            "keep(function(n) { var s = 0; for (var i = 0; i < n; i++) s += same(i); return s })";

    private RhinoRuntime runtime;
    private Registration script;
    private volatile Callback loop;

    @Setup(Level.Trial)
    public void start() {
        runtime = new RhinoRuntime(new HttpHandlers(), Duration.ofSeconds(60));
        runtime.add(List.of(
                new ScriptFunction(
                        "same",
                        Signature.of("number", Parameter.required("x", "number")),
                        "Returns what it is given",
                        (context, arguments) -> arguments.get(0)),
                new ScriptFunction("keep", Signature.of("void"), "Keeps a function", (context, arguments) -> {
                    loop = (Callback) arguments.get(0);
                    return null;
                })));
        script = runtime.start(new MemoryApp("benchmark").with("scripts/a.js", SOURCE), "a.js");
        while (loop == null) {
            Thread.onSpinWait();
        }
    }

    @TearDown(Level.Trial)
    public void stop() {
        script.close();
    }

    @Benchmark
    @OperationsPerInvocation(CALLS)
    public Object call() {
        return loop.call(List.of((double) CALLS)).toCompletableFuture().join();
    }
}
