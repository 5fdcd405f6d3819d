// SPDX-License-Identifier: Apache-2.0
package io.weir.api.app;

import io.weir.api.Registration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Holds what an app, or one script of it, has put in force; closing it undoes all, newest first.
 *
 * <p>Thread: any. What is given to a closed scope is closed at once.
 */
public final class AppScope implements Registration {
    private final Deque<Registration> owned = new ArrayDeque<>();
    private boolean closed;

    /** Takes a registration in, and returns it. */
    public <R extends Registration> R own(R registration) {
        synchronized (owned) {
            if (!closed) {
                owned.push(registration);
                return registration;
            }
        }
        registration.close();
        return registration;
    }

    /** Closes one registration now, and forgets it. */
    public void release(Registration registration) {
        synchronized (owned) {
            owned.remove(registration);
        }
        registration.close();
    }

    @Override
    public void close() {
        while (true) {
            Registration newest;
            synchronized (owned) {
                closed = true;
                newest = owned.poll();
            }
            if (newest == null) {
                return;
            }
            newest.close();
        }
    }
}
