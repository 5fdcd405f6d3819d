// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.Consumer;
import org.mozilla.javascript.CompilerEnvirons;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.ContextFactory;
import org.mozilla.javascript.ErrorReporter;
import org.mozilla.javascript.Evaluator;
import org.mozilla.javascript.Script;
import org.mozilla.javascript.ScriptRuntime;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;
import org.mozilla.javascript.debug.DebugFrame;
import org.mozilla.javascript.debug.DebuggableScript;
import org.mozilla.javascript.debug.Debugger;
import org.mozilla.javascript.optimizer.Codegen;

/**
 * Makes the engine's contexts: compiled code that looks at its bounds as it runs, and no way to Java.
 *
 * <p>Thread: any; a context belongs to the thread that entered it.
 */
final class Contexts extends ContextFactory {
    /** What a task is told that was stopped for the memory it takes. */
    static final String MEMORY = "takes too much memory";

    /** What eval and Function make of texts is interpreted, where calls that nest take the heap instead of the stack. */
    private static final int DEEPEST = 10_000;

    /** About a hundredth of a millisecond of compiled code. */
    private static final int INSTRUCTIONS_BETWEEN_LOOKS = 10_000;

    private static final int ENTRIES_BETWEEN_LOOKS = 100;

    private static final int BYTES_BETWEEN_LOOKS = 1 << 20;

    /** Reading a text that is a sum takes an array of characters and a text of bytes, at least. */
    private static final double BYTES_OF_CHARACTER = 3;

    /** What has fewer characters is left to the looks between instructions. */
    private static final int SMALL = 1 << 16;

    /**
     * A context with the bounds of what it runs: processor time for what it computes, and as much time to wait for answers. The
     * clock on the wall is no bound: on a machine that has much else to do it would end what did nothing wrong. Thread: confined to
     * its own.
     */
    static final class Timed extends Context {
        private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

        final Memory memory = new Memory();
        private long limit = Long.MAX_VALUE;
        private long began;
        private long waited;
        /** On {@link System#nanoTime}: before it the processor time cannot be over, and is not asked for. */
        private long nextLook = System.nanoTime() + Long.MAX_VALUE / 2;

        private Stopped stopped;
        private int entries;
        private long taken;

        Timed(ContextFactory factory) {
            super(factory);
        }

        /** Compiles a file, which cannot be done with an eye on what is interpreted; that is open behind it. */
        Script compiled(String source, String path) {
            setDebugger(null, null);
            try {
                return compileString(source, path, 1, null);
            } finally {
                setDebugger(new Entries(), null);
            }
        }

        /** A task begins that may take so many nanoseconds. */
        void begin(long nanos) {
            stopped = null;
            setInstructionObserverThreshold(INSTRUCTIONS_BETWEEN_LOOKS);
            limit = nanos;
            began = THREADS.getCurrentThreadCpuTime();
            waited = 0;
            nextLook = System.nanoTime() + nanos;
        }

        /**
         * The task is to end. What it would do on its way out, in {@code finally}, ends at its first step: with calls that nest it
         * might take longer than anybody waits, and the errors on hold more memory than there is.
         */
        Stopped stop(String fact) {
            if (stopped == null) {
                stopped = new Stopped(fact);
                setInstructionObserverThreshold(1);
            }
            return stopped;
        }

        /** Throws when the task is to end. */
        void check() {
            if (stopped != null) {
                throw stopped;
            }
        }

        /** Throws when the task has taken what it may, and when it is to end. */
        void look() {
            check();
            if (Thread.interrupted()) {
                throw stop("the script was stopped");
            }
            if (ranTooLong()) {
                throw stop("ran too long");
            }
            if (memory.tooMuch(0)) {
                throw stop(MEMORY);
            }
        }

        /**
         * A function of the language is about to take so many bytes in one step: instructions say nothing about them. A RangeError
         * when they are too many for one step. Thread: that of a context.
         */
        static void take(String name, double bytes) {
            if (bytes > Memory.step()) {
                throw ScriptRuntime.constructError(
                        "RangeError",
                        name + ": takes too much memory: bytes=" + (long) bytes + " limit=" + Memory.step());
            }
            ((Timed) Context.getCurrentContext()).take((long) bytes);
        }

        private void take(long bytes) {
            taken += bytes;
            if (taken > BYTES_BETWEEN_LOOKS) {
                taken = 0;
                look();
                if (memory.tooMuch(bytes)) {
                    throw stop(MEMORY);
                }
            }
        }

        /** So many instructions have run; or, below 0, a text is about to take so many characters, or what grows as much room ({@link EngineWeaver}). */
        @Override
        protected void observeInstructionCount(int count) {
            if (count > 0) {
                super.observeInstructionCount(count);
            } else if (count < -SMALL) {
                take("text or list", -BYTES_OF_CHARACTER * count);
            }
        }

        /** Where all source comes by, that of eval and Function as well: compiling is one step. */
        @Override
        protected Object compileImpl(
                Scriptable scope,
                String source,
                String path,
                int line,
                Object securityDomain,
                boolean function,
                Evaluator compiler,
                ErrorReporter errors,
                Consumer<CompilerEnvirons> environs) {
            SourceBounds.check(source);
            Evaluator bounded = new SourceBounds(compiler == null ? new Codegen() : compiler);
            return super.compileImpl(scope, source, path, line, securityDomain, function, bounded, errors, environs);
        }

        /** An interpreted function is called: the engine counts no instructions of one that it calls from its own loops. */
        void entered() {
            if (stopped != null || ++entries % ENTRIES_BETWEEN_LOOKS == 0) {
                look();
            }
        }

        boolean ranTooLong() {
            long now = System.nanoTime();
            if (now - nextLook < 0) {
                return false;
            }
            long left = limit - (THREADS.getCurrentThreadCpuTime() - began);
            nextLook = now + left;
            return left <= 0;
        }

        /** Nanoseconds that may yet be waited, at least 1. */
        long patience() {
            return Math.max(1, limit - waited);
        }

        void waited(long nanos) {
            waited += nanos;
        }
    }

    /** Told of each call of an interpreted function; there is nothing to debug. Thread: that of the context. */
    private static final class Entries implements Debugger {
        @Override
        public void handleCompilationDone(Context context, DebuggableScript script, String source) {
            // nobody wants to know
        }

        @Override
        public DebugFrame getFrame(Context context, DebuggableScript script) {
            ((Timed) context).entered();
            return null;
        }
    }

    @Override
    protected Context makeContext() {
        Timed context = new Timed(this);
        context.setLanguageVersion(Context.VERSION_ES6);
        context.setInterpretedMode(true);
        context.setMaximumInterpreterStackDepth(DEEPEST);
        context.setInterpretedMode(false);
        context.setGenerateObserverCount(true);
        context.setInstructionObserverThreshold(INSTRUCTIONS_BETWEEN_LOOKS);
        context.setClassShutter(name -> false);
        return context;
    }

    @Override
    protected void observeInstructionCount(Context context, int count) {
        ((Timed) context).look();
    }

    /** A global scope of the language's own, without any way to Java. */
    static ScriptableObject standardScope(Context context) {
        ScriptableObject scope = context.initSafeStandardObjects();
        SourceBounds.withoutBigInts(scope);
        BoundedTexts.in(scope);
        BoundedTexts.jsonIn(scope);
        BoundedArrays.in(scope);
        BoundedArrays.buffersIn(scope);
        BoundedArrays.expressionsIn(scope);
        return scope;
    }
}
