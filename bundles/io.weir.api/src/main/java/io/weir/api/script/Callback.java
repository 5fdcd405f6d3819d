// SPDX-License-Identifier: Apache-2.0
package io.weir.api.script;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** A function of a script, held by the platform. Thread: any; it runs on the script's own thread, one call at a time. */
@ProviderType
public interface Callback {
    /** Calls it with JSON-like arguments; the answer is JSON-like too. Fails when the function throws or the script is gone. */
    CompletionStage<Object> call(List<?> arguments);

    /**
     * Calls it and forgets. When too many calls wait already this one is dropped and counted.
     *
     * @param kind what is handed over, for the counts: {@code events}, {@code flows}
     * @return whether it was taken
     */
    boolean post(String kind, List<?> arguments);
}
