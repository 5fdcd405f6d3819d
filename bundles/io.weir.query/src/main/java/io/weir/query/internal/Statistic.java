// SPDX-License-Identifier: Apache-2.0
package io.weir.query.internal;

import java.util.Locale;
import java.util.Optional;

/** What is made of the values of a metric over data sources. Thread: immutable. */
enum Statistic {
    /** The largest, and where it is. */
    MAX,
    /** The smallest, and where it is. */
    MIN,
    /** One of them, and where it is. */
    ANY,
    SUM,
    AVG,
    /** Variance of the population: these are all the values there are. */
    VAR,
    /** Standard deviation of the population. */
    SDEV,
    MED,
    Q1,
    Q2,
    Q3,
    /** Distance of the quartiles. */
    IQR;

    static Optional<Statistic> find(String name) {
        for (Statistic statistic : values()) {
            if (statistic.name().toLowerCase(Locale.ROOT).equals(name)) {
                return Optional.of(statistic);
            }
        }
        return Optional.empty();
    }

    /** Whether its result is the value of one data source. */
    boolean placed() {
        return this == MAX || this == MIN || this == ANY;
    }

    /** Whether all values must be kept for it. */
    boolean ordered() {
        return switch (this) {
            case MED, Q1, Q2, Q3, IQR -> true;
            default -> false;
        };
    }
}
