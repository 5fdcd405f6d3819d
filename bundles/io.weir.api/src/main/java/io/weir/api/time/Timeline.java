// SPDX-License-Identifier: Apache-2.0
package io.weir.api.time;

import io.weir.api.Registration;
import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The clock and the timers of the platform: real, or moved by a replay.
 *
 * <p>Thread: any. Tasks run one at a time on the timeline's own thread and must not block; one that throws is logged and
 * goes on.
 */
@ProviderType
public interface Timeline {
    /** Milliseconds since 1970. May jump when the machine's clock is set. */
    long millis();

    /** Nanoseconds since some moment; never goes back. */
    long nanos();

    /** Runs a task once, after a delay; closing the registration before then prevents it. */
    Registration after(Duration delay, Runnable task);

    /** Runs a task again and again until the registration is closed; a late run is not made up for. */
    Registration every(Duration period, Runnable task);
}
