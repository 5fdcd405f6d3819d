// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import io.weir.api.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is made of a number (or of any key, for {@link #COUNT}) over the samples of a flow.
 *
 * <p>All but {@link #LAST} are over the definition's smoothing window. Samples weigh as many packets as they stand for.
 */
enum Statistic {
    /** The sum a second; what a value without a prefix means. */
    RATE(1, true, "The sum a second: what a value without a prefix means."),
    /** The sum over the window. */
    SUM(1, true, "The sum over the smoothing window."),
    /** The mean. */
    AVG(2, true, "The mean; samples weigh as many packets as they stand for."),
    /** The least, over this and the last window. */
    MIN(3, false, "The least, over this and the last window."),
    /** The greatest, over this and the last window. */
    MAX(3, false, "The greatest, over this and the last window."),
    /** The last. */
    LAST(1, false, "The last."),
    /** How many distinct values there were, over this and the last window; see {@link Distinct}. */
    COUNT(
            1,
            false,
            "How many distinct values of any key there were, over this and the last window: exact to 32 a window,"
                    + " beyond that with a standard error of 3.3 %.");

    /** Words it takes in a row. */
    final int words;

    /** Whether the words are decayed sums, to be rescaled with the landmark. */
    final boolean decays;

    /** What it is, for readers of the reference page. */
    final String doc;

    Statistic(int words, boolean decays, String doc) {
        this.words = words;
        this.decays = decays;
        this.doc = doc;
    }

    /** As it is written before a value. */
    String prefix() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The statistic of a prefix: {@code avg}, {@code count}. */
    static Optional<Statistic> find(String prefix) {
        return Arrays.stream(values())
                .filter(statistic -> statistic.prefix().equals(prefix))
                .findFirst();
    }

    /** The prefixes that may have been meant: all when none is near. */
    static List<String> nearest(String prefix) {
        List<String> prefixes = Arrays.stream(values()).map(Statistic::prefix).toList();
        List<String> nearest = Nearest.to(prefix, prefixes);
        return nearest.isEmpty() ? prefixes : nearest;
    }
}
