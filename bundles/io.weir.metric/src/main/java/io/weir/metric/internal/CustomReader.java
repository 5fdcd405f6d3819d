// SPDX-License-Identifier: Apache-2.0
package io.weir.metric.internal;

import io.weir.api.shard.Shard;
import io.weir.sflow.ByteView;
import io.weir.sflow.CustomSample;

/**
 * Reads the metrics that users' programs report ({@code rtmetric}, 4300:1002). Counters become rates; a name has
 * letters, digits, {@code -} and {@code _}, others are refused and counted.
 *
 * <p>Thread: confined to the shard.
 */
final class CustomReader {
    private static final int STRING = 0;
    private static final int COUNTER32 = 1;
    private static final int COUNTER64 = 2;
    private static final int GAUGE32 = 3;
    private static final int GAUGE64 = 4;
    private static final int GAUGE_FLOAT = 5;
    private static final int GAUGE_DOUBLE = 6;

    private final Tally tally;

    CustomReader(Tally tally) {
        this.tally = tally;
    }

    /** Takes a sample in and publishes it; returns how many metrics. */
    int read(CustomSample sample, SourceMetrics metrics, Shard shard, long now) {
        int count = 0;
        int place = 0;
        while (sample.next()) {
            NamedValues.Cell cell = named(sample)
                    ? metrics.named.cell(place++, sample.bytes(), sample.nameOffset(), sample.nameLength())
                    : null;
            if (cell == null || !take(sample, cell, metrics.named, now)) {
                tally.refused.increment();
            } else {
                if (publish(cell, metrics, shard)) {
                    cell.seen(now);
                    count++;
                }
            }
        }
        if (sample.damaged()) {
            tally.damaged.increment();
        }
        return count;
    }

    private static boolean publish(NamedValues.Cell cell, SourceMetrics metrics, Shard shard) {
        if (cell.isAbsent()) {
            return false;
        }
        if (cell.isText) {
            shard.publishText(metrics.source, cell.id, cell.text);
        } else {
            shard.publish(metrics.source, cell.id, cell.number);
        }
        return true;
    }

    private static boolean named(CustomSample sample) {
        int end = sample.nameOffset() + sample.nameLength();
        for (int i = sample.nameOffset(); i < end; i++) {
            byte c = sample.bytes()[i];
            if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-')) {
                return false;
            }
        }
        return sample.nameLength() > 0;
    }

    private static boolean take(CustomSample sample, NamedValues.Cell cell, NamedValues cells, long now) {
        byte[] bytes = sample.bytes();
        int at = sample.valueOffset();
        // the programs' samples have no place in the order of the agent's own: arrival counts where uptime does not
        double seconds = cell.clock.advance(sample.datagram().uptime(), now, 0);
        cell.isText = sample.type() == STRING;
        if (cell.isText) {
            return text(cell, cells, bytes, at, sample.valueLength());
        }
        switch (sample.type()) {
            case COUNTER32 -> counter(cell, ByteView.u32(bytes, at), seconds, true);
            case COUNTER64 -> counter(cell, ByteView.u64(bytes, at), seconds, false);
            case GAUGE32 -> cell.number = ByteView.u32(bytes, at);
            case GAUGE64 -> cell.number = Counter.unsigned(ByteView.u64(bytes, at));
            case GAUGE_FLOAT ->
                cell.number = finite(RecordReader.decimal(Float.intBitsToFloat(ByteView.int32(bytes, at))));
            case GAUGE_DOUBLE -> cell.number = finite(Double.longBitsToDouble(ByteView.u64(bytes, at)));
            default -> cell.number = Double.NaN;
        }
        return true;
    }

    private static double finite(double value) {
        return Double.isFinite(value) ? value : Double.NaN;
    }

    private static boolean text(NamedValues.Cell cell, NamedValues cells, byte[] bytes, int offset, int length) {
        int counted = Text.length(bytes, offset, length);
        return Text.same(cell.text, bytes, offset, counted) || cells.text(cell, Text.of(bytes, offset, counted));
    }

    private static void counter(NamedValues.Cell cell, long reading, double seconds, boolean word) {
        if (seconds == Clock.REPEATED) {
            return;
        }
        long before = cell.counter;
        cell.counter = reading;
        if (seconds == Clock.NONE || before == Block.UNKNOWN || reading == Block.UNKNOWN) {
            cell.number = Double.NaN;
            return;
        }
        double increase = word
                ? Counter.increase32(before, reading, Double.POSITIVE_INFINITY)
                : Counter.increase64(before, reading, Double.POSITIVE_INFINITY);
        cell.number = increase == Counter.RESET ? Double.NaN : increase / seconds;
    }
}
