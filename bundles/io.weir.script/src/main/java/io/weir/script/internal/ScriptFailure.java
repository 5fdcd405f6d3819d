// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal;

import io.weir.api.InvalidInput;
import org.mozilla.javascript.JavaScriptException;
import org.mozilla.javascript.RhinoException;
import org.mozilla.javascript.ScriptRuntime;
import org.mozilla.javascript.Scriptable;

/**
 * What a script threw, told as {@code scripts/inc/trend.js:12: TypeError: …}. Thread: immutable.
 */
final class ScriptFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final int MOST_CHARACTERS = 2_000;

    private final String thrown;

    private ScriptFailure(String message, String thrown) {
        super(shortened(message), null, false, false);
        this.thrown = shortened(thrown);
    }

    /** A text that fits a line of the log and an answer: scripts throw texts of any length. */
    static String shortened(String text) {
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS - 1) + "…";
    }

    /** The text that was thrown, when it was a text ({@code throw 'not_found'}); else empty. */
    String thrown() {
        return thrown;
    }

    /** A failure told as it is. */
    static ScriptFailure of(String message) {
        return new ScriptFailure(message, "");
    }

    /** Tells what ended a task of a script. */
    static ScriptFailure of(String script, Throwable cause) {
        if (cause instanceof ScriptFailure told) {
            return told;
        }
        if (cause instanceof InvalidInput fact) {
            return new ScriptFailure(script + ": " + fact.getMessage(), "");
        }
        if (cause instanceof RhinoException thrown) {
            String text = thrownText(thrown);
            String fact = text.isEmpty() ? details(thrown) : "uncaught \"" + text + "\"";
            return new ScriptFailure(place(script, thrown) + ": " + fact, text);
        }
        String fact = cause instanceof StackOverflowError
                ? "calls nest too deep"
                : cause instanceof Stopped ? cause.getMessage() : cause.toString();
        return new ScriptFailure(place(script, cause) + ": " + fact, "");
    }

    private static String thrownText(RhinoException thrown) {
        return thrown instanceof JavaScriptException given && given.getValue() instanceof CharSequence text
                ? text.toString()
                : "";
    }

    private static String details(RhinoException thrown) {
        if (thrown instanceof JavaScriptException given && given.getValue() instanceof Scriptable error) {
            try {
                return ScriptRuntime.toString(error);
            } catch (RhinoException noText) {
                return thrown.details();
            }
        }
        String hint = SyntaxHints.of(thrown.lineSource());
        return thrown.details() + (hint.isEmpty() ? "" : ": " + hint);
    }

    private static String place(String script, RhinoException thrown) {
        return (thrown.sourceName() == null ? script : thrown.sourceName())
                + (thrown.lineNumber() > 0 ? ":" + thrown.lineNumber() : "");
    }

    // compiled scripts leave their file and line in the Java stack
    private static String place(String script, Throwable cause) {
        for (StackTraceElement frame : cause.getStackTrace()) {
            if (frame.getFileName() != null && frame.getFileName().endsWith(".js") && frame.getLineNumber() > 0) {
                return frame.getFileName() + ":" + frame.getLineNumber();
            }
        }
        return script;
    }
}
