// SPDX-License-Identifier: Apache-2.0
package io.weir.demo.internal.encoder;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;

/**
 * The records of counter samples; those of an interface are made by {@link InterfaceCounters}.
 *
 * <p>Source: sFlow v5 §5; sFlow Host Structures, sflow.org, 2010.
 */
public final class CounterRecords {
    private CounterRecords() {}

    /** 0:2, the thirteen counters in the standard's order. */
    public static Structure ethernet(long... counters) {
        return Structure.of(2, new XdrWriter().u32(counters));
    }

    /** 0:1001: load in percent over 5 s, 1 min, 5 min; memory in bytes. */
    public static Structure processor(double load5s, double load1m, double load5m, long total, long free) {
        return Structure.of(
                1001,
                new XdrWriter()
                        .u32(Math.round(load5s * 100), Math.round(load1m * 100), Math.round(load5m * 100))
                        .u64(total, free));
    }

    /** 0:1005. */
    public static Structure portName(String name) {
        return Structure.of(1005, new XdrWriter().string(name));
    }

    /** 0:2000. Machine type 3 is x86_64, system 2 Linux. */
    public static Structure hostDescr(String hostname, UUID uuid, int machineType, int os, String release) {
        byte[] id = ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
        return Structure.of(
                2000,
                new XdrWriter().string(hostname).raw(id).u32(machineType, os).string(release));
    }

    /** 0:2001: adapters with one MAC address each. */
    public static Structure hostAdapters(List<Adapter> adapters) {
        XdrWriter body = new XdrWriter().u32(adapters.size());
        adapters.forEach(adapter -> body.u32(adapter.ifIndex(), 1).mac(adapter.mac()));
        return Structure.of(2001, body);
    }

    /** A network adapter of a host. Thread: immutable. */
    public record Adapter(long ifIndex, String mac) {}

    /** 0:2002. */
    public static Structure hostParent(int containerClass, long containerIndex) {
        return Structure.of(2002, new XdrWriter().u32(containerClass, containerIndex));
    }

    /**
     * 0:2003.
     *
     * @param load over 1, 5 and 15 minutes
     * @param gauges running and all processes, processors, MHz, uptime in seconds
     * @param counters ms user, nice, system, idle, wait, interrupt, soft interrupt; interrupts, context switches; and,
     *     where the longer form is meant, ms steal, guest, guest nice
     */
    public static Structure hostCpu(double[] load, long[] gauges, long... counters) {
        return Structure.of(2003, new XdrWriter().f32(load).u32(gauges).u32(counters));
    }

    /**
     * 0:2004.
     *
     * @param bytes total, free, shared, buffers, cached; swap total, free
     * @param pages paged in, out, swapped in, out
     */
    public static Structure hostMemory(long[] bytes, long... pages) {
        return Structure.of(2004, new XdrWriter().u64(bytes).u32(pages));
    }

    /** 0:2005: bytes total and free, the fullest partition in percent; then reads and writes with bytes and ms. */
    public static Structure hostDisk(
            long total,
            long free,
            double fullest,
            long reads,
            long bytesRead,
            long readMs,
            long writes,
            long bytesWritten,
            long writeMs) {
        XdrWriter body = new XdrWriter().u64(total, free).u32(Math.round(fullest * 100), reads);
        return Structure.of(
                2005, body.u64(bytesRead).u32(readMs, writes).u64(bytesWritten).u32(writeMs));
    }

    /** 0:2006. */
    public static Structure hostNet(
            long bytesIn,
            long packetsIn,
            long errorsIn,
            long dropsIn,
            long bytesOut,
            long packetsOut,
            long errorsOut,
            long dropsOut) {
        XdrWriter body = new XdrWriter().u64(bytesIn).u32(packetsIn, errorsIn, dropsIn);
        return Structure.of(2006, body.u64(bytesOut).u32(packetsOut, errorsOut, dropsOut));
    }
}
