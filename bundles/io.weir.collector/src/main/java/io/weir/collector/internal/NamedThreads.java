// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal;

import java.util.concurrent.ThreadFactory;

/** Makes daemon threads of one name. Thread: any. */
record NamedThreads(String name) implements ThreadFactory {
    @Override
    public Thread newThread(Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
