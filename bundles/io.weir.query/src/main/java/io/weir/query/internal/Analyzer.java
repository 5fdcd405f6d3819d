// SPDX-License-Identifier: Apache-2.0
package io.weir.query.internal;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.lang.management.OperatingSystemMXBean;
import java.util.Map;
import java.util.TreeMap;

/** What the platform counts about itself, gathered by name: the same name of several adds up. Thread: confined to its user. */
final class Analyzer {
    private final Map<String, Object> counts = new TreeMap<>();

    void add(Map<String, ? extends Number> counters) {
        counters.forEach((name, number) -> counts.merge(name, number, Analyzer::sum));
    }

    private static Object sum(Object one, Object other) {
        Number a = (Number) one;
        Number b = (Number) other;
        if (a instanceof Double || b instanceof Double) {
            return a.doubleValue() + b.doubleValue();
        }
        return a.longValue() + b.longValue();
    }

    /**
     * All, with what the virtual machine says: times in ms, memory in bytes; and with the command that raises the kernel's bound
     * where it granted a smaller socket buffer than was asked for.
     */
    Map<String, Object> result() {
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        counts.put("uptime", ManagementFactory.getRuntimeMXBean().getUptime());
        counts.put("cpuTime", cpuMillis());
        counts.put("cpuNumber", system.getAvailableProcessors());
        counts.put("loadAverage", system.getSystemLoadAverage());
        counts.put("heapUsed", heap.getUsed());
        counts.put("heapMax", heap.getMax());
        counts.put("threadCount", ManagementFactory.getThreadMXBean().getThreadCount());
        counts.put("javaVersion", System.getProperty("java.version", ""));
        counts.put("os", System.getProperty("os.name", "") + " " + System.getProperty("os.arch", ""));
        long asked = number("udpBufferAsked");
        if (number("udpBufferGranted") < asked) {
            counts.put("udpBufferSysctl", "sysctl -w net.core.rmem_max=" + asked);
        }
        return counts;
    }

    private long number(String name) {
        return counts.get(name) instanceof Number count ? count.longValue() : 0;
    }

    private static long cpuMillis() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(java.time.Duration::toMillis)
                .orElse(0L);
    }
}
