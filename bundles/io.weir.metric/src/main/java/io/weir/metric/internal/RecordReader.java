// SPDX-License-Identifier: Apache-2.0
package io.weir.metric.internal;

import io.weir.api.metric.CounterField;
import io.weir.sflow.XdrCursor;

/**
 * Reads counter records into blocks.
 *
 * <p>Thread: confined to the shard. Nothing is allocated while texts stay as they are.
 */
final class RecordReader {
    private static final double TOLERANCE = 1.25;
    /** The smallest frame with preamble and gap, in bits. */
    private static final double FRAME_BITS = 84 * 8;

    private static final long SATURATED_SPEED = 0xffff_ffffL;

    private final Tally tally;
    private final XdrCursor string = new XdrCursor();

    // of the record being read
    private Layout layout;
    private double[] values = new double[0];
    private String[] texts = new String[0];
    private long[] rawTexts = new long[0];
    private long[] readings = new long[0];
    private double seconds;
    private double mostOctets;
    private double mostFrames;
    private boolean wraps;
    private boolean reset;
    private boolean resetAll;
    private int word;
    private int listLength;

    RecordReader(Tally tally) {
        this.tally = tally;
    }

    /**
     * Takes a record in.
     *
     * @param uptime of the agent, ms; wraps at 2^32
     * @param millis when it arrived: ms since 1970
     * @param restarts how often the agent restarted so far
     * @param wraps whether a counter that went back may have wrapped
     */
    void read(Block block, XdrCursor body, long uptime, long millis, int restarts, boolean wraps) {
        layout = block.layout;
        values = block.values;
        texts = block.texts;
        rawTexts = block.rawTexts;
        readings = block.readings;
        seconds = block.advance(uptime, millis, restarts);
        this.wraps = wraps;
        mostOctets = Double.POSITIVE_INFINITY;
        mostFrames = Double.POSITIVE_INFINITY;
        reset = false;
        resetAll = false;
        word = 0;
        listLength = 0;
        int count = layout.types.length;
        int read = 0;
        while (read < count && body.remaining() >= layout.types[read].bytes()) {
            if (layout.items[read] <= listLength) {
                field(read, body);
            } else {
                absent(read);
            }
            read++;
        }
        for (int i = read; i < count; i++) {
            absent(i);
        }
        if (reset) {
            forgetRates();
        }
        derive();
    }

    private void absent(int field) {
        int place = layout.places[field];
        if (place >= 0) {
            if (layout.fields[field].isText()) {
                texts[place] = "";
            } else {
                values[place] = Double.NaN;
            }
        }
    }

    private void field(int i, XdrCursor body) {
        switch (layout.types[i]) {
            case COUNTER32 -> counter32(i, body.u32(), Double.POSITIVE_INFINITY);
            case FRAMES32 -> counter32(i, body.u32(), mostFrames);
            case COUNTER64 -> counter64(i, body.u64(), Double.POSITIVE_INFINITY);
            case FRAMES64 -> counter64(i, body.u64(), mostFrames);
            case OCTETS64 -> counter64(i, body.u64(), mostOctets);
            case GAUGE32 -> gauge32(i, body.int32());
            case GAUGE64 -> gauge64(i, body.u64());
            case SIGNED32 -> signed32(i, body.int32());
            case FLOAT32 -> float32(i, body.f32());
            case PERCENT32 -> percent(i, body.int32());
            case SPEED64 -> speed(i, body.u64());
            case INDEX32 -> index(i, body.u32());
            case NAMED32 -> {
                word = body.int32();
                named(i, word & 0xffff_ffffL, 0xffff_ffffL);
            }
            case BITS -> bits(i);
            case HEX64 -> hex(i, body.u64());
            case MAC -> mac(i, body);
            case UUID -> uuid(i, body.u64(), body.u64());
            case STRING -> string(i, body);
            case LENGTH32 -> listLength = Math.max(0, body.int32());
            case SKIP32 -> word = body.int32();
            case SKIP64 -> body.u64();
        }
    }

    private void counter32(int i, long reading, double most) {
        boolean known = reading != 0xffff_ffffL;
        long before = exchange(i, known ? reading : Block.UNKNOWN);
        int place = layout.places[i];
        if (seconds >= 0 && place >= 0) {
            layout.wrapped[place] = reading < before;
            values[place] = known && before != Block.UNKNOWN
                    ? rate(i, Counter.increase32(before, reading, most), most)
                    : Double.NaN;
        }
    }

    private void counter64(int i, long reading, double most) {
        long before = exchange(i, reading);
        int place = layout.places[i];
        if (seconds >= 0 && place >= 0) {
            boolean back = Long.compareUnsigned(reading, before) < 0;
            layout.wrapped[place] = back;
            boolean known = reading != Block.UNKNOWN && before != Block.UNKNOWN;
            double increase = known ? Counter.increase64(before, reading, most) : 0;
            resetAll |= increase == Counter.RESET || known && back && !wraps;
            values[place] = known ? rate(i, increase, most) : Double.NaN;
        }
    }

    /** Keeps a reading, unless the record is a repetition; returns the one before. */
    private long exchange(int i, long reading) {
        int counter = layout.counters[i];
        long before = readings[counter];
        if (seconds != Clock.REPEATED) {
            readings[counter] = reading;
        }
        return before;
    }

    private double rate(int i, double increase, double most) {
        if (seconds == 0 || increase == Counter.RESET || !wraps && layout.wrapped[layout.places[i]]) {
            reset |= seconds > 0;
            return Double.NaN;
        }
        if (increase > most) {
            tally.implausible.increment();
            return Double.NaN;
        }
        return increase / (seconds * layout.divisors[i]);
    }

    /** Some counter was reset: no other one is believed to have wrapped, and with a 64-bit one all were reset. */
    private void forgetRates() {
        tally.resets.increment();
        for (int i = 0; i < layout.counters.length; i++) {
            int place = layout.places[i];
            if (layout.counters[i] >= 0 && place >= 0 && (resetAll || layout.wrapped[place])) {
                values[place] = Double.NaN;
            }
        }
    }

    private void number(int i, boolean known, double value) {
        int place = layout.places[i];
        if (place >= 0) {
            values[place] = known ? value / layout.divisors[i] : Double.NaN;
        }
    }

    private void gauge32(int i, int value) {
        word = value;
        number(i, value != -1, (double) (value & 0xffff_ffffL));
    }

    private void gauge64(int i, long value) {
        number(i, value != -1, Counter.unsigned(value));
    }

    private void signed32(int i, int value) {
        number(i, value != -1, value);
    }

    private void float32(int i, float value) {
        number(i, value >= 0 && value <= Float.MAX_VALUE, decimal(value));
    }

    /** The double of the same seven decimal digits: 0.1 for 0.1f. */
    static double decimal(float value) {
        if (value < 1e-9f || value > 1e9f) {
            return value;
        }
        double digits = Math.pow(10, 6 - Math.floor(Math.log10(value)));
        return Math.rint(value * digits) / digits;
    }

    private void percent(int i, int value) {
        number(i, value != -1, (value & 0xffff_ffffL) / 100.0);
    }

    private void speed(int i, long value) {
        boolean known = value != -1 && value != SATURATED_SPEED;
        double speed = Counter.unsigned(value);
        number(i, known, speed);
        if (known && speed > 0 && seconds > 0) {
            // readings may be up to a second older than their datagram
            double most = speed * (seconds + 1) * TOLERANCE;
            mostOctets = most / 8;
            mostFrames = most / FRAME_BITS;
        }
    }

    private boolean changed(int place, long raw) {
        boolean changed = texts[place].isEmpty() || rawTexts[place] != raw;
        rawTexts[place] = raw;
        return changed;
    }

    private void index(int i, long value) {
        int place = layout.places[i];
        if (place >= 0 && changed(place, value)) {
            texts[place] = value == 0xffff_ffffL ? "" : Long.toString(value);
        }
    }

    private void named(int i, long value, long unknown) {
        int place = layout.places[i];
        if (place >= 0 && changed(place, value)) {
            texts[place] = value == unknown ? "" : layout.fields[i].texts().getOrDefault(value, Long.toString(value));
        }
    }

    private void bits(int i) {
        CounterField field = layout.fields[i];
        if (word == -1) {
            absent(i);
            return;
        }
        int value = word >>> field.shift() & (1 << field.width()) - 1;
        if (!field.texts().isEmpty()) {
            named(i, value, -1);
        } else {
            number(i, true, value);
        }
    }

    private void hex(int i, long value) {
        int place = layout.places[i];
        if (place >= 0 && changed(place, value)) {
            texts[place] = value == -1 ? "" : Text.hex(value, 16);
        }
    }

    private void mac(int i, XdrCursor body) {
        long value = body.u64() >>> 16;
        int place = layout.places[i];
        if (place >= 0 && changed(place, value)) {
            texts[place] = Text.upperHex(value, 12);
        }
    }

    private void uuid(int i, long high, long low) {
        int place = layout.places[i];
        // one word stands for both: a change is missed once in 2^64
        if (place >= 0 && changed(place, high * 0x9e37_79b9_7f4a_7c15L ^ low)) {
            texts[place] = (high | low) == 0 ? "" : Text.uuid(high, low);
        }
    }

    private void string(int i, XdrCursor body) {
        body.slice(body.int32(), string);
        int place = layout.places[i];
        if (place < 0) {
            return;
        }
        int offset = string.position();
        int length = Text.length(string.array(), offset, string.remaining());
        if (!Text.same(texts[place], string.array(), offset, length)) {
            texts[place] = Text.of(string.array(), offset, length);
        }
    }

    private void derive() {
        for (int d = 0; d < layout.derived.length; d++) {
            Layout.Derived row = layout.derived[d];
            for (int i = 0; i < row.inputs.length; i++) {
                row.scratch[i] = values[row.inputs[i]];
            }
            double value = row.formula.of(row.scratch);
            values[layout.derivedFrom + d] = Double.isFinite(value) ? value : Double.NaN;
        }
    }
}
