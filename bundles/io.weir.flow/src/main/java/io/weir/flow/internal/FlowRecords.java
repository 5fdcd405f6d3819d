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
        long start = first(plan, row);
        write(plan, row, start, start);
    }

    /** A flow has ended, unless it was recorded when it began. */
    void ended(FlowPlan plan, int row) {
        if (!plan.definition.flowStart()) {
            write(plan, row, first(plan, row), plan.table.rows.last(row));
        }
    }

    private static long first(FlowPlan plan, int row) {
        Rows rows = plan.table.rows;
        return rows.details[rows.details(row) + RowShape.FIRST];
    }

    private void write(FlowPlan plan, int row, long start, long end) {
        Rows rows = plan.table.rows;
        DataSource source = sources.source(rows.source(row));
        String name = plan.definition.name();
        String agent = source.agent().name();
        double total = rows.get(rows.details(row) + RowShape.TOTAL);
        String keys = text.of(rows, row, plan.definition.fs());
        written.increment();
        log.append(id -> new FlowRecord(id, name, agent, source.name(), start, end, total, keys));
    }
}
