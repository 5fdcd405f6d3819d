// SPDX-License-Identifier: Apache-2.0
package io.weir.query.internal;

import io.weir.api.flow.FlowMetric;
import io.weir.api.metric.Reading;
import io.weir.api.query.MetricResult;
import io.weir.api.shard.DataSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gathers the values of one metric over data sources, and those of other shards, into one result.
 *
 * <p>Sums of squares are kept about the mean (Welford 1962; Chan, Golub and LeVeque 1983 for two parts). Thread: confined to its
 * user; handed from a shard to the reducer.
 */
final class Tally {
    private final MetricName name;
    private int count;
    private double sum;
    private double mean;
    private double squares;
    private double best = Double.NaN;
    private String bestText = "";
    private String agent = "";
    private String dataSource = "";
    private long age;
    private long youngest = Long.MAX_VALUE;
    private long oldest = Long.MIN_VALUE;
    private List<Map<String, Object>> topKeys = List.of();
    private double[] values = new double[0];

    Tally(MetricName name) {
        this.name = name;
    }

    void add(ShardReader reader, DataSource source) {
        Reading reading = reader.reading(source, name.metric()).orElse(null);
        if (reading == null) {
            FlowMetric flow = reader.flow(source, name.metric()).orElse(null);
            if (flow != null && number(flow.value(), reader.age(flow.updated()))) {
                place(source, reader.age(flow.updated()));
                topKeys = name.statistic() == Statistic.MIN ? List.of() : reader.topKeys(flow);
            }
        } else if (reading.isText()) {
            text(source, reading.text(), reader.age(reading.updated()));
        } else if (number(reading.number(), reader.age(reading.updated()))) {
            place(source, reader.age(reading.updated()));
            topKeys = List.of();
        }
    }

    private void place(DataSource source, long updated) {
        agent = source.agent().name();
        dataSource = source.name();
        age = updated;
    }

    /** Takes a number in; whether it is the one to show now. */
    private boolean number(double value, long updated) {
        if (!Double.isFinite(value)) {
            return false;
        }
        boolean first = Double.isNaN(best);
        if (first && count > 0) {
            forget(); // texts beside numbers do not count
        }
        count++;
        sum += value;
        double off = value - mean;
        mean += off / count;
        squares += off * (value - mean);
        seen(updated, updated);
        if (name.statistic().ordered()) {
            if (count > values.length) {
                values = Arrays.copyOf(values, Math.max(16, 2 * count));
            }
            values[count - 1] = value;
        }
        if (first || better(value)) {
            best = value;
            return true;
        }
        return false;
    }

    private boolean better(double value) {
        return switch (name.statistic()) {
            case MIN -> value < best;
            case ANY -> false;
            default -> value > best;
        };
    }

    private void text(DataSource source, String text, long updated) {
        if (!Double.isNaN(best) || !name.statistic().placed()) {
            return;
        }
        int order = count == 0 ? 0 : text.compareTo(bestText);
        boolean shown = count == 0 || (name.statistic() == Statistic.MIN ? order < 0 : order > 0);
        count++;
        seen(updated, updated);
        if (shown && (count == 1 || name.statistic() != Statistic.ANY)) {
            bestText = text;
            place(source, updated);
        }
    }

    private void seen(long young, long old) {
        youngest = Math.min(youngest, young);
        oldest = Math.max(oldest, old);
    }

    private void forget() {
        count = 0;
        youngest = Long.MAX_VALUE;
        oldest = Long.MIN_VALUE;
    }

    /** Takes in what another shard has gathered of the same metric. */
    void merge(Tally other) {
        boolean mine = !Double.isNaN(best);
        boolean theirs = !Double.isNaN(other.best);
        if (other.count == 0 || mine && !theirs) {
            return;
        }
        if (count == 0 || theirs && !mine) {
            forget();
            count = 0;
            sum = 0;
            mean = 0;
            squares = 0;
        }
        boolean take = count == 0
                || (theirs ? better(other.best) : name.statistic() != Statistic.ANY && textBetter(other.bestText));
        int total = count + other.count;
        double off = other.mean - mean;
        squares += other.squares + off * off * count * other.count / total;
        mean += off * other.count / total;
        sum += other.sum;
        if (name.statistic().ordered()) {
            double[] all = Arrays.copyOf(values, total);
            System.arraycopy(other.values, 0, all, count, other.count);
            values = all;
        }
        count = total;
        seen(other.youngest, other.oldest);
        if (take) {
            best = other.best;
            bestText = other.bestText;
            agent = other.agent;
            dataSource = other.dataSource;
            age = other.age;
            topKeys = other.topKeys;
        }
    }

    private boolean textBetter(String text) {
        int order = text.compareTo(bestText);
        return name.statistic() == Statistic.MIN ? order < 0 : order > 0;
    }

    /** The result: nothing but the name when no value was found. */
    MetricResult result() {
        Map<String, Object> shown = new LinkedHashMap<>();
        if (count > 0 && name.statistic().placed()) {
            shown.put("agent", agent);
            shown.put("dataSource", dataSource);
            shown.put("lastUpdate", age);
        }
        if (count > 0) {
            shown.put("lastUpdateMax", oldest);
            shown.put("lastUpdateMin", youngest);
            shown.put("metricN", count);
        }
        shown.put("metricName", name.text());
        if (count > 0) {
            shown.put("metricValue", value());
            if (name.statistic().ordered()) {
                shown.put("quartiles", quartiles());
            }
            if (!topKeys.isEmpty() && name.statistic().placed()) {
                shown.put("topKeys", topKeys);
            }
        }
        return new MetricResult(shown);
    }

    private Object value() {
        return switch (name.statistic()) {
            case MAX, MIN, ANY -> Double.isNaN(best) ? (Object) bestText : (Object) best;
            case SUM -> sum;
            case AVG -> sum / count;
            case VAR -> squares / count;
            case SDEV -> Math.sqrt(squares / count);
            case MED, Q2 -> quantile(0.5);
            case Q1 -> quantile(0.25);
            case Q3 -> quantile(0.75);
            case IQR -> quantile(0.75) - quantile(0.25);
        };
    }

    private Map<String, Object> quartiles() {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("min", quantile(0));
        shown.put("q1", quantile(0.25));
        shown.put("med", quantile(0.5));
        shown.put("q3", quantile(0.75));
        shown.put("max", quantile(1));
        return shown;
    }

    /** Between two values in proportion (Hyndman and Fan's definition 7). */
    private double quantile(double part) {
        double[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        double place = part * (count - 1);
        int low = (int) place;
        int high = Math.min(low + 1, count - 1);
        return sorted[low] + (place - low) * (sorted[high] - sorted[low]);
    }
}
