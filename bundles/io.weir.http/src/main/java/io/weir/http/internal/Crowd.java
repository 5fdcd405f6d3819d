// SPDX-License-Identifier: Apache-2.0
package io.weir.http.internal;

import io.weir.api.Registration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/** Counts who waits, in all and by client, and sends away whom there is no room for. Thread: any. */
final class Crowd {
    private static final int RETRY_SECONDS = 5;

    private final String what;
    private final int most;
    private final int mostOfClient;
    private final Map<String, Integer> clients = new HashMap<>();
    private final LongAdder refused = new LongAdder();
    private int present;

    /** Begins with nobody; {@code what} names those who come, for messages: "requests wait". */
    Crowd(String what, int most, int mostOfClient) {
        this.what = what;
        this.most = most;
        this.mostOfClient = mostOfClient;
    }

    /** Lets one in until the registration is closed. Throws {@link Unavailable}. */
    synchronized Registration enter(String client) {
        int already = clients.getOrDefault(client, 0);
        if (present >= most || already >= mostOfClient) {
            refused.increment();
            throw new Unavailable(
                    present >= most
                            ? "too many " + what + ": most=" + most
                            : "too many " + what + " for client " + client + ": most=" + mostOfClient,
                    RETRY_SECONDS);
        }
        present++;
        clients.put(client, already + 1);
        AtomicBoolean inside = new AtomicBoolean(true);
        return () -> {
            if (inside.compareAndSet(true, false)) {
                leave(client);
            }
        };
    }

    private synchronized void leave(String client) {
        present--;
        clients.computeIfPresent(client, (name, count) -> count > 1 ? Integer.valueOf(count - 1) : null);
    }

    synchronized int present() {
        return present;
    }

    long refused() {
        return refused.sum();
    }
}
