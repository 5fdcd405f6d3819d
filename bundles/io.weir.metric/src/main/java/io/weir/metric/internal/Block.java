// SPDX-License-Identifier: Apache-2.0
package io.weir.metric.internal;

import io.weir.api.metric.CounterField;
import io.weir.api.shard.DataSource;
import io.weir.api.shard.Shard;
import java.util.Arrays;

/**
 * The values that one structure gives at one data source, and the counters' last readings.
 *
 * <p>Thread: confined to the shard.
 *
 * <p>Design: flat arrays as the {@link Layout} says; NaN and the empty text are absent. An interface's block (0:1) takes
 * about 500 bytes, so 64,000 ports take about 32 MB.
 */
final class Block {
    /** What stands for a reading that said unknown. */
    static final long UNKNOWN = -1;

    /** Objects and heads of arrays. */
    private static final int EMPTY_BYTES = 176;
    /** Of a text of up to 40 digits. */
    private static final int SHORT_TEXT_BYTES = 80;

    final Layout layout;
    final double[] values;
    final String[] texts;
    final long[] rawTexts;
    final long[] readings;
    private final Clock clock = new Clock();
    private boolean fresh;

    Block(Layout layout) {
        this.layout = layout;
        values = new double[layout.numbers.length];
        texts = new String[layout.texts.length];
        rawTexts = new long[layout.texts.length];
        readings = new long[layout.counterCount];
        Arrays.fill(values, Double.NaN);
        Arrays.fill(texts, "");
        Arrays.fill(readings, UNKNOWN);
    }

    /** Bytes that one of a layout may take. */
    static long bytes(Layout layout) {
        long arrays = 8L * (layout.numbers.length + layout.counterCount) + 12L * layout.texts.length;
        long texts = 0;
        for (CounterField field : layout.fields) {
            texts += field.isText() ? field.type() == CounterField.Type.STRING ? Text.MOST_BYTES : SHORT_TEXT_BYTES : 0;
        }
        return EMPTY_BYTES + arrays + texts;
    }

    /** A record came: how many seconds after the last one, as {@link Clock#advance} says. */
    double advance(long uptime, long millis, int restarts) {
        fresh = true;
        return clock.advance(uptime, millis, restarts);
    }

    /** Publishes what the last record gave, once; returns how many metrics. */
    int publish(Shard shard, DataSource source) {
        if (!fresh) {
            return 0;
        }
        fresh = false;
        long millis = clock.updated();
        int count = 0;
        for (int i = 0; i < texts.length; i++) {
            String text = texts[i];
            if (!text.isEmpty()) {
                layout.textSeen(i, millis);
                shard.publishText(source, layout.texts[i], text);
                count++;
            }
        }
        for (int i = 0; i < values.length; i++) {
            double value = values[i];
            if (layout.shown[i] && !Double.isNaN(value)) {
                layout.numberSeen(i, millis);
                shard.publish(source, layout.numbers[i], value);
                count++;
            }
        }
        return count;
    }

    /** When it was updated: ms since 1970. */
    long updated() {
        return clock.updated();
    }

    boolean expired(long millis) {
        return clock.expired(millis);
    }
}
