// SPDX-License-Identifier: Apache-2.0
package io.weir.launch;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ends the process when an orderly stop takes too long: a component that hangs must not keep the port and the home. A signal that
 * comes before Weir is ready ends it at once: bundles that are taken away while they start have nothing to put in order, and
 * complain. Thread: starts one of its own, when the JVM begins to stop.
 */
final class StopDeadline {
    private static final long MILLIS = 4500;
    private static final int STATUS = 143;

    /** The JVM's thread for a signal that ends the process; there is none when something within exits. */
    private static final Pattern SIGNAL = Pattern.compile("SIG(HUP|INT|TERM) handler");

    private static final Map<String, Integer> STATUSES = Map.of("HUP", 129, "INT", 130, "TERM", STATUS);

    private static volatile boolean ready;
    /** Whose handling of TERM was put aside for the time of the start; Karaf's, or the JVM's. */
    private static Object aside;

    private static final Object EXIT = exit();

    private StopDeadline() {}

    /** Has TERM end a start. Karaf takes the signal for itself on its way, so this is to be said again until Weir is ready. */
    static void takeSignal() {
        Object before = handle(EXIT);
        if (before != EXIT) {
            aside = before;
        }
    }

    /** From now on a stop is an orderly one. */
    static void ready() {
        if (aside != null) {
            handle(aside);
        }
        ready = true;
    }

    private static Object exit() {
        try {
            Class<?> type = Class.forName("sun.misc.SignalHandler");
            return Proxy.newProxyInstance(
                    StopDeadline.class.getClassLoader(), new Class<?>[] {type}, (self, method, words) -> {
                        System.exit(STATUS);
                        return null;
                    });
        } catch (ClassNotFoundException e) {
            return "none"; // nobody can handle signals then, Karaf neither
        }
    }

    /** Sets who handles TERM and tells who did; by reflection, as Karaf does it, for javac lets nobody name these classes. */
    private static Object handle(Object handler) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            return signal.getMethod("handle", signal, Class.forName("sun.misc.SignalHandler"))
                    .invoke(null, signal.getConstructor(String.class).newInstance("TERM"), handler);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            return handler; // flags of the JVM can keep the signals from it
        }
    }

    static void arm() {
        Runtime.getRuntime().addShutdownHook(new Thread(StopDeadline::stop, "weir-stop"));
    }

    private static void stop() {
        if (!ready) {
            Thread.getAllStackTraces().keySet().stream()
                    .map(thread -> SIGNAL.matcher(thread.getName()))
                    .filter(Matcher::matches)
                    .findFirst()
                    .ifPresent(signal -> {
                        System.err.println("weir: stopped before it was ready");
                        Runtime.getRuntime().halt(STATUSES.get(signal.group(1)));
                    });
        }
        begin();
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
