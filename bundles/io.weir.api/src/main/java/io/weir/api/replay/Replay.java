// SPDX-License-Identifier: Apache-2.0
package io.weir.api.replay;

import io.weir.api.InvalidInput;
import java.util.concurrent.CompletableFuture;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Plays a capture instead of what the network sends.
 *
 * <p>From its start until {@link #stop} no datagram is received, and {@link io.weir.api.time.Timeline} and the shards run on the
 * clock of the capture. Each start, each loop and each way back forgets agents, flows and metrics first, so that what is there at
 * a moment of the capture is the same however often and however fast it is played. Thread: any.
 */
@ProviderType
public interface Replay {
    /**
     * Starts what the order names, or changes what is playing when it names no file.
     *
     * <p>Completed with the state when the capture has been read through once and plays, or when the change is in force: with a
     * position, when that is reached. Fails with {@link InvalidInput} when the file may not be read or is no whole capture of
     * sFlow, and when there is nothing to change; what plays goes on then.
     */
    CompletableFuture<ReplayStatus> order(ReplayOrder order);

    ReplayStatus status();

    /** Completed when what plays now ends, fails or is stopped; at once when nothing plays. */
    CompletableFuture<ReplayStatus> ended();

    /** Goes back to the network and to the machine's clock; false when nothing was played. Returns when that is done. */
    boolean stop();
}
