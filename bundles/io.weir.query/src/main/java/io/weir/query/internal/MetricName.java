// SPDX-License-Identifier: Apache-2.0
package io.weir.query.internal;

import io.weir.api.InvalidInput;
import io.weir.api.metric.MetricId;
import java.util.List;
import java.util.Optional;

/**
 * A metric as a question names it: {@code ifinoctets}, {@code 2.1.load_one}, {@code sum:ifinoctets}, {@code sort:load_one:-10},
 * {@code null:ifname}. Thread: immutable.
 *
 * @param text as it was asked for
 * @param dataSource the only one meant; empty for all
 * @param metric its bare name
 * @param optional whether a row of a table may lack it
 * @param sort how many rows to keep, sorted by it, from the largest when negative; empty when it does not sort
 */
record MetricName(
        String text,
        Statistic statistic,
        String dataSource,
        MetricId metric,
        boolean optional,
        Optional<Integer> sort) {
    private static final String SORT = "sort:";
    private static final String NULL = "null:";

    static List<MetricName> parse(List<String> texts) {
        if (texts.isEmpty()) {
            throw InvalidInput.of("query", "", "names no metric");
        }
        return texts.stream().map(MetricName::parse).toList();
    }

    /** Reads one. Throws {@link InvalidInput}. */
    static MetricName parse(String text) {
        String rest = text;
        boolean optional = false;
        Optional<Integer> sort = Optional.empty();
        for (boolean prefixed = true; prefixed; ) {
            prefixed = false;
            if (rest.startsWith(NULL)) {
                optional = true;
                rest = rest.substring(NULL.length());
                prefixed = true;
            } else if (rest.startsWith(SORT)) {
                int colon = rest.lastIndexOf(':');
                boolean counted = colon >= SORT.length();
                sort = Optional.of(counted ? count(text, rest.substring(colon + 1)) : Integer.MAX_VALUE);
                rest = rest.substring(SORT.length(), counted ? colon : rest.length());
                prefixed = true;
            }
        }
        int colon = rest.indexOf(':');
        Optional<Statistic> statistic = colon < 0 ? Optional.empty() : Statistic.find(rest.substring(0, colon));
        if (statistic.isPresent()) {
            rest = rest.substring(colon + 1);
        }
        int dot = rest.lastIndexOf('.');
        String name = rest.substring(dot + 1);
        if (name.isEmpty()) {
            throw InvalidInput.of("metric", text, "has no name");
        }
        return new MetricName(
                text,
                statistic.orElse(Statistic.MAX),
                rest.substring(0, Math.max(0, dot)),
                new MetricId(name),
                optional,
                sort);
    }

    private static int count(String text, String digits) {
        try {
            int count = Integer.parseInt(digits);
            return count == Integer.MIN_VALUE ? -Integer.MAX_VALUE : count;
        } catch (NumberFormatException e) {
            throw InvalidInput.of("metric", text, "sort needs a number of rows: sort:NAME:-10");
        }
    }

    /** Whether a data source of this name may have it. */
    boolean at(String source) {
        return dataSource.isEmpty() || dataSource.equals(source);
    }
}
