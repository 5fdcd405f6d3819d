// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal.replay;

import java.util.concurrent.CompletableFuture;

/** When each moment of a capture may be played. Times are ns since 1970. Thread: the player's, which may be held. */
interface Pace {
    /** As fast as it goes. */
    Pace FASTEST = new Pace() {
        @Override
        public boolean await(long nanos) {
            return true;
        }

        @Override
        public boolean due(long nanos) {
            return true;
        }

        @Override
        public void played(int datagrams, long nanos) {
            // nobody asks
        }

        @Override
        public CompletableFuture<?> left() {
            return new CompletableFuture<>();
        }
    };

    /** Waits for a moment; false when it is not to be played, but to be left. */
    boolean await(long nanos) throws InterruptedException;

    /** Whether a moment may be played now. */
    boolean due(long nanos);

    /** Some datagrams have been played, and the clock stands at a moment. */
    void played(int datagrams, long nanos);

    /** Done when the capture is left: then nobody wants to see what follows. */
    CompletableFuture<?> left();
}
