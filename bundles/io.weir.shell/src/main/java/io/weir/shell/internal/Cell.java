// SPDX-License-Identifier: Apache-2.0
package io.weir.shell.internal;

import java.util.List;
import java.util.Locale;

/**
 * A value of a listing: as JSON has it, and as a person reads it.
 *
 * <p>Thread: immutable.
 *
 * @param value a text, number, truth value or list of texts
 */
record Cell(Object value, String shown) {
    private static final String[] MULTIPLES = {"", "k", "M", "G", "T", "P", "E"};

    static Cell text(String text) {
        return new Cell(text, Text.safe(text));
    }

    static Cell texts(List<String> texts) {
        return new Cell(texts, Text.safe(String.join(",", texts)));
    }

    static Cell count(long number) {
        return new Cell(number, Long.toString(number));
    }

    static Cell yes(boolean value, String shown) {
        return new Cell(value, value ? shown : "");
    }

    /** A number as it is, short for people: {@code 12.3M}. */
    static Cell amount(double number) {
        return new Cell(number, si(number));
    }

    /** A percentage with one decimal. */
    static Cell percent(double number) {
        return new Cell(
                Math.rint(number * 10) / 10, Double.isFinite(number) ? String.format(Locale.ROOT, "%.1f", number) : "");
    }

    /** Milliseconds ago, or long: {@code 5s}, {@code 3m20s}, {@code 2d4h}. */
    static Cell duration(long ms) {
        return new Cell(ms, time(ms / 1_000));
    }

    private static String time(long seconds) {
        if (seconds < 60) {
            return seconds + "s";
        }
        if (seconds < 3_600) {
            return seconds / 60 + "m" + seconds % 60 + "s";
        }
        if (seconds < 86_400) {
            return seconds / 3_600 + "h" + seconds % 3_600 / 60 + "m";
        }
        return seconds / 86_400 + "d" + seconds % 86_400 / 3_600 + "h";
    }

    static String si(double number) {
        double rest = Math.abs(number);
        int multiple = 0;
        while (rest >= 999.5 && multiple < MULTIPLES.length - 1) {
            rest /= 1_000;
            multiple++;
        }
        String digits = String.format(Locale.ROOT, rest >= 99.95 || rest == Math.rint(rest) ? "%.0f" : "%.1f", rest);
        return (number < 0 ? "-" : "") + digits + MULTIPLES[multiple];
    }
}
