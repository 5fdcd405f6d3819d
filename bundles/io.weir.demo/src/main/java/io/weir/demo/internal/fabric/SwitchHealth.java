// SPDX-License-Identifier: Apache-2.0
package io.weir.demo.internal.fabric;

import io.weir.demo.internal.encoder.CounterRecords;
import io.weir.demo.internal.encoder.CounterSampleBuilder;
import io.weir.demo.internal.encoder.Structure;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** The host counters of a switch: its name, adapters, processors and memory. Thread: confined to the fabric. */
final class SwitchHealth {
    private static final int PROCESSORS = 4;
    private static final long MEMORY = 8L << 30;

    private final String name;
    private long samples;

    SwitchHealth(String name) {
        this.name = name;
    }

    /** The counter sample at a moment: the processors are a little busier in some minutes than in others. */
    Structure counters(double now, List<Port> ports) {
        double load = 0.3 + 0.1 * Math.sin(now / 60);
        long busy = Math.round(load / PROCESSORS * now * 1_000);
        long total = Math.round(PROCESSORS * now * 1_000);
        UUID id = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
        return CounterSampleBuilder.of(2, 1)
                .sequence(++samples)
                .add(CounterRecords.hostDescr(name, id, 3, 2, "6.1.0"))
                .add(CounterRecords.hostAdapters(ports.stream()
                        .map(port -> new CounterRecords.Adapter(port.ifIndex(), port.mac()))
                        .toList()))
                .add(CounterRecords.hostCpu(
                        new double[] {load, 0.3, 0.3},
                        new long[] {1, 180, PROCESSORS, 2_400, (long) now},
                        busy * 2 / 3,
                        0,
                        busy / 3,
                        total - busy,
                        0,
                        0,
                        0,
                        (long) (now * 1_500),
                        (long) (now * 2_500)))
                .add(CounterRecords.hostMemory(
                        new long[] {MEMORY, MEMORY / 2, 0, MEMORY / 16, MEMORY / 8, 0, 0}, new long[4]))
                .build();
    }
}
