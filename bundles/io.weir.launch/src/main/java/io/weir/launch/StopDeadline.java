// SPDX-License-Identifier: Apache-2.0
package io.weir.launch;

/**
 * Ends the process when an orderly stop takes too long: a component that hangs must not keep the port and the home.
 * Thread: starts one of its own, when the JVM begins to stop.
 */
final class StopDeadline {
    private static final long MILLIS = 4500;
    private static final int STATUS = 143;

    private StopDeadline() {}

    static void arm() {
        Runtime.getRuntime().addShutdownHook(new Thread(StopDeadline::begin, "weir-stop"));
    }

    /** Called by the hook and by whoever else begins to stop; it may be called again. */
    static void begin() {
        Thread deadline = new Thread(StopDeadline::halt, "weir-stop-deadline");
        deadline.setDaemon(true);
        deadline.start();
    }

    private static void halt() {
        try {
            Thread.sleep(MILLIS);
        } catch (InterruptedException e) {
            return;
        }
        System.err.println("weir: stop: not done after " + MILLIS + " ms: ended at once");
        Runtime.getRuntime().halt(STATUS);
    }
}
