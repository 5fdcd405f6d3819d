// SPDX-License-Identifier: Apache-2.0
package io.weir.api.metric;

import java.util.Map;

/**
 * A field of a counter structure, and the metric that becomes of it. Thread: immutable.
 *
 * @param name the metric's bare name; empty for a field that is passed over
 * @param type how it is read, and what becomes of it
 * @param origin the field's name in the structure's definition
 * @param divisor what the number is divided by: 10 turns ms a second into percent
 * @param shown whether it is a metric of its own, rather than only an input of derived ones
 * @param shift how many bits of the word before lie below a {@link Type#BITS}
 * @param width how many bits a {@link Type#BITS} has
 * @param item the place, from 1, in the list whose length the last {@link Type#LENGTH32} told; 0 for a field that is always there
 * @param texts what numbers stand for; empty for a number that is one
 */
public record CounterField(
        String name,
        Type type,
        String origin,
        double divisor,
        boolean shown,
        int shift,
        int width,
        int item,
        Map<Long, String> texts) {
    public CounterField {
        texts = Map.copyOf(texts);
    }

    /** How a field is read. All ones mean unknown: then there is no value. */
    public enum Type {
        /** A counter, which becomes a rate per second. */
        COUNTER32(4),
        COUNTER64(8),
        /** A counter of frames that an interface passes: bounded by the speed of it. */
        FRAMES32(4),
        FRAMES64(8),
        /** A counter of octets that an interface passes: bounded by the speed of it. */
        OCTETS64(8),
        GAUGE32(4),
        GAUGE64(8),
        SIGNED32(4),
        /** IEEE 754; below zero is unknown. */
        FLOAT32(4),
        /** Hundredths of a percent. */
        PERCENT32(4),
        /** The speed of the interface in bit/s, which bounds the octets and frames that follow; 0 and 2^32 - 1 are none. */
        SPEED64(8),
        /** A number that is shown as text. */
        INDEX32(4),
        /** 16 hexadecimal digits. */
        HEX64(8),
        /** 12 hexadecimal digits; 8 bytes on the wire. */
        MAC(8),
        UUID(16),
        /** Length and bytes. */
        STRING(4),
        /** A number that {@link CounterField#texts} names; one that has no name is shown as digits. */
        NAMED32(4),
        /** Bits of the 32-bit word before: no bytes of its own. */
        BITS(0),
        /** How many items of a list follow. */
        LENGTH32(4),
        SKIP32(4),
        SKIP64(8);

        private final int bytes;

        Type(int bytes) {
            this.bytes = bytes;
        }

        /** Bytes on the wire, at least. */
        public int bytes() {
            return bytes;
        }
    }

    /** A field with nothing special about it. */
    public static CounterField of(Type type, String name, String origin) {
        return new CounterField(name, type, origin, 1, !name.isEmpty(), 0, 0, 0, Map.of());
    }

    /** The same, divided. */
    public CounterField per(double divisor) {
        return new CounterField(name, type, origin, divisor, shown, shift, width, item, texts);
    }

    /** The same, as an input of derived metrics only. */
    public CounterField hidden() {
        return new CounterField(name, type, origin, divisor, false, shift, width, item, texts);
    }

    /** The same, of some bits of the word before. */
    public CounterField bits(int shift, int width) {
        return new CounterField(name, Type.BITS, origin, divisor, shown, shift, width, item, texts);
    }

    /** The same, as an item of a list. */
    public CounterField item(int item) {
        return new CounterField(name, type, origin, divisor, shown, shift, width, item, texts);
    }

    /** The same, with names for its numbers. */
    public CounterField named(Map<Long, String> texts) {
        return new CounterField(name, type, origin, divisor, shown, shift, width, item, texts);
    }

    /** Whether the metric is a text. */
    public boolean isText() {
        return switch (type) {
            case INDEX32, HEX64, MAC, UUID, STRING, NAMED32 -> true;
            case BITS -> !texts.isEmpty();
            default -> false;
        };
    }

    /** Whether the metric is the rate of a counter. */
    public boolean isCounter() {
        return switch (type) {
            case COUNTER32, COUNTER64, FRAMES32, FRAMES64, OCTETS64 -> true;
            default -> false;
        };
    }
}
