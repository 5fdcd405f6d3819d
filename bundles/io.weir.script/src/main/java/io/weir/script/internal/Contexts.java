// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal;

import org.mozilla.javascript.Context;
import org.mozilla.javascript.ContextFactory;
import org.mozilla.javascript.ScriptableObject;

/**
 * Makes the engine's contexts: compiled code that looks at its deadline as it runs, and no way to Java.
 *
 * <p>Thread: any; a context belongs to the thread that entered it.
 */
final class Contexts extends ContextFactory {
    /** What a task is told that was stopped for the memory it takes. */
    static final String MEMORY = "takes too much memory";

    /** About a hundredth of a millisecond of compiled code. */
    private static final int INSTRUCTIONS_BETWEEN_LOOKS = 10_000;

    /** A context with the deadline of what it runs. Thread: confined to its own. */
    static final class Timed extends Context {
        /** On {@link System#nanoTime}: what is bounded is the time a thread is held, which no replay moves. */
        long deadline = Long.MAX_VALUE;

        final Memory memory = new Memory();

        Timed(ContextFactory factory) {
            super(factory);
        }
    }

    @Override
    protected Context makeContext() {
        Timed context = new Timed(this);
        context.setLanguageVersion(Context.VERSION_ES6);
        context.setInterpretedMode(false);
        context.setGenerateObserverCount(true);
        context.setInstructionObserverThreshold(INSTRUCTIONS_BETWEEN_LOOKS);
        context.setClassShutter(name -> false);
        return context;
    }

    @Override
    protected void observeInstructionCount(Context context, int count) {
        if (Thread.interrupted()) {
            throw new Stopped("the script was stopped");
        }
        if (System.nanoTime() > ((Timed) context).deadline) {
            throw new Stopped("ran too long");
        }
        if (((Timed) context).memory.tooMuch()) {
            throw new Stopped(MEMORY);
        }
    }

    /** A global scope of the language's own, without any way to Java. */
    static ScriptableObject standardScope(Context context) {
        ScriptableObject scope = context.initSafeStandardObjects();
        BoundedTexts.in(scope);
        BoundedTexts.jsonIn(scope);
        BoundedArrays.in(scope);
        BoundedArrays.buffersIn(scope);
        return scope;
    }
}
