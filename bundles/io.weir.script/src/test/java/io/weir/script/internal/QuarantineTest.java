// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.Registration;
import io.weir.api.script.ScriptFunction;
import io.weir.api.script.Signature;
import io.weir.api.store.Store;
import io.weir.testkit.MemoryApp;
import io.weir.testkit.MemoryStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts that ended the process. That it ends is acted by leaving its marks as they are. */
class QuarantineTest {
    private static final long MUCH = Runtime.getRuntime().maxMemory() / 4;

    @TempDir
    private Path home;

    private final Store.Shelf shelf = new MemoryStore().shelf("script");

    private Path file() {
        return home.resolve("data/script-tasks");
    }

    /** A process that ends while these scripts run tasks. */
    private void end(long lived, long allocated, String... places) throws IOException {
        TaskMarks marks = TaskMarks.open(file());
        marks.begin(1_000_000);
        TaskMarks.Slot idle = marks.take("idle~i.js");
        idle.begin(1_000_000);
        marks.take("done~d.js").end();
        for (String place : places) {
            TaskMarks.Slot slot = marks.take(place);
            slot.begin(1_000_000 + lived);
            slot.allocated(allocated);
        }
        idle.end();
        marks.beat(1_000_000 + lived);
    }

    private List<Object> run(Quarantine quarantine, String source) {
        List<Object> told = new ArrayList<>();
        RhinoRuntime runtime = new RhinoRuntime(new HttpHandlers(), Duration.ofSeconds(5), Optional.of(quarantine));
        runtime.add(List.of(new ScriptFunction(
                "tell", Signature.of("void"), "Tells the test", (script, arguments) -> told.add(arguments.get(0)))));
        Registration script = runtime.start(new MemoryApp("t").with("scripts/t.js", source), "t.js");
        Engine.await(() -> runtime.status("t", "t.js")
                .filter(status -> status.alive() || !status.fault().isEmpty())
                .isPresent());
        runtime.status("t", "t.js").ifPresent(status -> told.add(status.fault()));
        script.close();
        return told;
    }

    @Test
    void aScriptThatTookTheMemoryIsHeldBackUntilItIsAnother() throws IOException {
        end(500_000, MUCH, "t~t.js");
        noMemory();
        try (Quarantine quarantine = new Quarantine(file(), shelf)) {
            assertThat(run(quarantine, "tell(1)"))
                    .singleElement()
                    .asString()
                    .startsWith("scripts/t.js: held back: ")
                    .contains("weir:app-start");
        }
        try (Quarantine next = new Quarantine(file(), shelf)) {
            assertThat(run(next, "tell(1)")).singleElement().asString().contains("held back");
            assertThat(run(next, "tell(2)")).containsExactly(2.0, "");
            assertThat(run(next, "tell(1)")).containsExactly(1.0, "");
        }
    }

    @Test
    void oneThatIsStartedByHandRuns() throws IOException {
        end(500_000, MUCH, "t~t.js");
        noMemory();
        try (Quarantine quarantine = new Quarantine(file(), shelf)) {
            assertThat(quarantine.release("t~t.js")).isTrue();
            assertThat(quarantine.release("t~t.js")).isFalse();
            assertThat(run(quarantine, "tell(1)")).containsExactly(1.0, "");
        }
    }

    @Test
    void oneThatRanWhenTheProcessWasKilledIsNotHeldBack() throws IOException {
        end(500_000, MUCH, "t~t.js");
        try (Quarantine quarantine = new Quarantine(file(), shelf)) {
            assertThat(run(quarantine, "tell(1)")).containsExactly(1.0, "");
        }
    }

    /** What the virtual machine does before it ends for want of memory. */
    private void noMemory() throws IOException {
        Files.createFile(file().resolveSibling(Quarantine.NO_MEMORY));
    }

    @Test
    void oneThatRanWhenTwoProcessesFoundNoMemoryIsHeldBack() throws IOException {
        end(500_000, 1000, "t~t.js", "other~o.js");
        noMemory();
        new Quarantine(file(), shelf).close();
        end(5_000, 0, "t~t.js");
        noMemory();
        try (Quarantine quarantine = new Quarantine(file(), shelf)) {
            assertThat(run(quarantine, "tell(1)")).singleElement().asString().contains("held back");
            assertThat(quarantine.held("other~o.js", "")).isEmpty();
        }
    }

    @Test
    void oneThatRanWhenTwoProcessesWereKilledIsNotHeldBack() throws IOException {
        end(5_000, 1000, "t~t.js");
        new Quarantine(file(), shelf).close();
        end(5_000, 1000, "t~t.js");
        try (Quarantine quarantine = new Quarantine(file(), shelf)) {
            assertThat(run(quarantine, "tell(1)")).containsExactly(1.0, "");
        }
    }

    @Test
    void oneThatWasToldToGoIsSuspectUntilItsTaskEnds() throws IOException {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        try (Quarantine quarantine = new Quarantine(file(), shelf)) {
            RhinoRuntime runtime =
                    new RhinoRuntime(new HttpHandlers(), Duration.ofSeconds(60), Optional.of(quarantine));
            runtime.add(List.of(new ScriptFunction(
                    "hold", Signature.of("void"), "Does not end when it is told to", (script, arguments) -> {
                        held.countDown();
                        Uninterruptibly.await(free);
                        return null;
                    })));
            Registration script = runtime.start(new MemoryApp("t").with("scripts/t.js", "hold()"), "t.js");
            Uninterruptibly.await(held);
            script.close();
            assertThat(TaskMarks.open(file()).unfinished())
                    .extracting(TaskMarks.Unfinished::place)
                    .containsExactly("t~t.js");
            free.countDown();
            Engine.await(() -> unfinished().isEmpty());
        }
    }

    private List<TaskMarks.Unfinished> unfinished() {
        try {
            return TaskMarks.open(file()).unfinished();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits as code does that knows of no interrupts. */
    private static final class Uninterruptibly {
        static void await(CountDownLatch latch) {
            while (latch.getCount() > 0) {
                try {
                    latch.await();
                } catch (InterruptedException e) {
                    Thread.interrupted();
                }
            }
        }
    }

    @Test
    void aProcessThatEndsInOrderLeavesNobodySuspect() throws IOException {
        try (Quarantine quarantine = new Quarantine(file(), shelf)) {
            quarantine.watch("t~t.js", () -> MUCH).begin(1);
        }
        assertThat(TaskMarks.open(file()).unfinished()).isEmpty();
    }

    @Test
    void whatATaskAllocatesIsInTheMarks() throws IOException {
        try (Quarantine quarantine = new Quarantine(file(), shelf)) {
            TaskMarks.Slot slot = quarantine.watch("t~t.js", () -> MUCH);
            slot.begin(System.currentTimeMillis());
            Engine.await(() -> seen().stream().anyMatch(task -> task.allocated() == MUCH));
            assertThat(seen()).extracting(TaskMarks.Unfinished::place).containsExactly("t~t.js");
            quarantine.unwatch(slot);
            assertThat(seen()).isEmpty();
        }
    }

    private List<TaskMarks.Unfinished> seen() {
        try {
            return TaskMarks.open(file()).unfinished();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
