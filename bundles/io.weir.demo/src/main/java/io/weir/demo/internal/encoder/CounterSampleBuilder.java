// SPDX-License-Identifier: Apache-2.0
package io.weir.demo.internal.encoder;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes a counter sample, compact (0:2) or expanded (0:4); records come from {@link CounterRecords}.
 *
 * <p>Thread: confined to its user. Source: sFlow v5 §5, {@code counters_sample}, {@code counters_sample_expanded}.
 */
public final class CounterSampleBuilder implements SampleBuilder {
    private final List<Structure> records = new ArrayList<>();
    private final int sourceClass;
    private final long sourceIndex;
    private boolean expanded;
    private long sequence = 1;

    private CounterSampleBuilder(int sourceClass, long sourceIndex) {
        this.sourceClass = sourceClass;
        this.sourceIndex = sourceIndex;
    }

    /** A sample of an interface. */
    public static CounterSampleBuilder of(long ifIndex) {
        return of(0, ifIndex);
    }

    /** A sample of any source; that of a host is class 2, index 1. */
    public static CounterSampleBuilder of(int sourceClass, long sourceIndex) {
        return new CounterSampleBuilder(sourceClass, sourceIndex);
    }

    /** Asks for the expanded form. */
    public CounterSampleBuilder expanded() {
        expanded = true;
        return this;
    }

    public CounterSampleBuilder sequence(long number) {
        sequence = number;
        return this;
    }

    public CounterSampleBuilder add(Structure record) {
        records.add(record);
        return this;
    }

    @Override
    public Structure build() {
        XdrWriter body = new XdrWriter().u32(sequence);
        if (expanded) {
            body.u32(sourceClass, sourceIndex);
        } else {
            body.u32((long) sourceClass << 24 | sourceIndex);
        }
        body.u32(records.size());
        records.forEach(body::structure);
        return Structure.of(expanded ? 4 : 2, body);
    }
}
