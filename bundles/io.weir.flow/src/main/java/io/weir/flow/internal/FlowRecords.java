// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import io.weir.api.flow.FlowRecord;
import io.weir.api.log.RingLog;
import io.weir.api.shard.DataSource;
import java.util.concurrent.atomic.LongAdder;

/** Writes records of the flows of a shard. Thread: confined to the shard. */
final class FlowRecords {
    private final RingLog<FlowRecord> log;
    private final Sources sources;
    private final LongAdder written;
    private final KeyText text = new KeyText();

    FlowRecords(RingLog<FlowRecord> log, Sources sources, LongAdder written) {
        this.log = log;
        this.sources = sources;
        this.written = written;
    }

    /** A flow has begun: its first sample is in the row. */
    void began(FlowPlan plan, int row) {
        long start = plan.table.cells[row + RowShape.FIRST];
        write(plan, row, start, start);
    }

    /** A flow has ended, unless it was recorded when it began. */
    void ended(FlowPlan plan, int row) {
        if (!plan.definition.flowStart()) {
            write(plan, row, plan.table.cells[row + RowShape.FIRST], plan.table.cells[row + RowShape.LAST]);
        }
    }

    private void write(FlowPlan plan, int row, long start, long end) {
        DataSource source = sources.source(plan.table.source(row));
        String name = plan.definition.name();
        String agent = source.agent().name();
        double total = plan.table.get(row + RowShape.TOTAL);
        String keys = text.of(plan.table, row, plan.definition.fs());
        written.increment();
        log.append(id -> new FlowRecord(id, name, agent, source.name(), start, end, total, keys));
    }
}
