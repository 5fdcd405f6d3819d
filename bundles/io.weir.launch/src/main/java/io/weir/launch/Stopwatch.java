// SPDX-License-Identifier: Apache-2.0
package io.weir.launch;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** Knows when this process began, the script that became it included. Thread: any. */
final class Stopwatch {
    private static final double TICKS_A_SECOND = 100;

    private Stopwatch() {}

    /** The start in milliseconds since 1970: from the kernel to a hundredth of a second, else as the JVM has it. */
    static long startMillis() {
        try {
            String stat = Files.readString(Path.of("/proc/self/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            double started = Long.parseLong(fields[19]) / TICKS_A_SECOND;
            double now =
                    Double.parseDouble(Files.readString(Path.of("/proc/uptime")).split(" ", -1)[0]);
            return System.currentTimeMillis() - Math.round((now - started) * 1000);
        } catch (IOException | RuntimeException e) {
            return ManagementFactory.getRuntimeMXBean().getStartTime();
        }
    }
}
