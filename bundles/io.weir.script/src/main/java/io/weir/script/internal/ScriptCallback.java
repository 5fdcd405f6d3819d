// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal;

import io.weir.api.script.Callback;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.mozilla.javascript.Function;

/** A function of a script. Thread: any; the function is called on the script's own. */
final class ScriptCallback implements Callback {
    private final RunningScript script;
    private final Function function;

    ScriptCallback(RunningScript script, Function function) {
        this.script = script;
        this.function = function;
    }

    Function function() {
        return function;
    }

    @Override
    public CompletionStage<Object> call(List<?> arguments) {
        CompletableFuture<Object> answer = new CompletableFuture<>();
        if (script.onOwnThread()) {
            run(arguments, answer);
        } else if (!script.tasks().offer("requests", () -> run(arguments, answer), answer::completeExceptionally)) {
            answer.completeExceptionally(new Busy(script.place()));
        }
        return answer;
    }

    private void run(List<?> arguments, CompletableFuture<Object> answer) {
        try {
            answer.complete(script.invoke(function, arguments));
        } catch (ScriptFailure failure) {
            answer.completeExceptionally(failure);
        }
    }

    @Override
    public boolean post(String kind, List<?> arguments) {
        return script.tasks().offer(kind, () -> handle(arguments), gone -> {});
    }

    private void handle(List<?> arguments) {
        try {
            script.invoke(function, arguments);
        } catch (ScriptFailure failure) {
            script.faults().report(failure.getMessage());
        }
    }
}
