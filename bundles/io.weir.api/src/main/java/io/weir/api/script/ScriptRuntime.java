// SPDX-License-Identifier: Apache-2.0
package io.weir.api.script;

import io.weir.api.Registration;
import io.weir.api.app.App;
import io.weir.api.app.ScriptStatus;
import io.weir.api.http.Request;
import io.weir.api.http.Response;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Runs scripts, each on a thread of its own.
 *
 * <p>The service is there as soon as everything scripts may call is there: apps start then. Thread: any.
 */
@ProviderType
public interface ScriptRuntime {
    /**
     * Starts a script of an app. It is loaded on its own thread; what goes wrong is told by {@link #status} and the log,
     * never thrown. Closing the registration stops it and undoes all it has put in force.
     */
    Registration start(App app, String script);

    /** Lets a script run again that was held back because the process ended while it ran; whether it was held. */
    boolean release(String app, String script);

    /** The last lines that the scripts of an app logged, oldest first. */
    List<String> log(String app);

    /** Completed when a script has been loaded, with whether that went well; false at once when it was not started. */
    CompletionStage<Boolean> loaded(String app, String script);

    /** How a script fares; empty when it was not started. */
    Optional<ScriptStatus> status(String app, String script);

    /**
     * Hands a request to the HTTP handler of a script. Empty when there is no such script.
     *
     * @param segments the path behind the script's name, without the last one
     * @param format the last segment of the path: {@code json}, {@code txt} …
     */
    Optional<CompletionStage<Response>> request(
            String app, String script, List<String> segments, String format, Request request);
}
