// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal.functions;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Tells whether a number is unusual beside those before it: further from their mean than so many standard deviations, so many
 * times in a row. The newest numbers, usual or not, are what the next one is held against.
 *
 * <p>Thread: confined to one script's.
 */
final class Baseline {
    private final double[] window;
    private final double sensitivity;
    private final int repeat;
    private long count;
    private int high;
    private int low;

    Baseline(int window, double sensitivity, int repeat) {
        this.window = new double[window];
        this.sensitivity = sensitivity;
        this.repeat = repeat;
    }

    /** {@code learning} until the window is full, then {@code normal}, {@code high} or {@code low}. What is no number is passed over. */
    String check(double value) {
        if (!Double.isFinite(value)) {
            return count < window.length ? "learning" : "normal";
        }
        String verdict = count < window.length ? "learning" : compare(value);
        window[(int) (count++ % window.length)] = value;
        return verdict;
    }

    private String compare(double value) {
        double mean = mean();
        double band = sensitivity * deviation(mean);
        high = value > mean + band ? high + 1 : 0;
        low = value < mean - band ? low + 1 : 0;
        return high >= repeat ? "high" : low >= repeat ? "low" : "normal";
    }

    /** How many numbers it holds at most. */
    int window() {
        return window.length;
    }

    private int size() {
        return (int) Math.min(count, window.length);
    }

    private double mean() {
        double sum = 0;
        for (int i = 0; i < size(); i++) {
            sum += window[i];
        }
        return sum / size();
    }

    private double deviation(double mean) {
        double sum = 0;
        for (int i = 0; i < size(); i++) {
            sum += (window[i] - mean) * (window[i] - mean);
        }
        return Math.sqrt(sum / size());
    }

    /** {@code mean}, {@code sdev}, {@code min}, {@code max}, {@code n}; empty before the first number. */
    Optional<Map<String, Object>> statistics() {
        if (count == 0) {
            return Optional.empty();
        }
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < size(); i++) {
            min = Math.min(min, window[i]);
            max = Math.max(max, window[i]);
        }
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("mean", mean());
        shown.put("sdev", deviation(mean()));
        shown.put("min", min);
        shown.put("max", max);
        shown.put("n", size());
        return Optional.of(shown);
    }

    void reset() {
        count = 0;
        high = 0;
        low = 0;
    }
}
