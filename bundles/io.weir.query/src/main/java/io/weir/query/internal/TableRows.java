// SPDX-License-Identifier: Apache-2.0
package io.weir.query.internal;

import io.weir.api.InvalidInput;
import io.weir.api.net.Address;
import io.weir.api.query.MetricFilter;
import io.weir.api.query.MetricResult;
import io.weir.api.shard.Agent;
import io.weir.api.shard.DataSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rows of a table: one for each data source that has every column, and at least one of them by itself. A column it lacks is
 * looked for at its agent's host ({@code host_name} beside {@code ifname}); a column with a data source of its own is taken there.
 *
 * <p>Thread: immutable; {@link #collect} runs on a shard, the rest anywhere.
 */
record TableRows(List<MetricName> columns) {
    private static final int SLACK = 512;

    /**
     * A row: for each column a value, or empty where that is allowed.
     *
     * @param dataSource which the row is of
     */
    record Row(Address agent, String agentName, String dataSource, List<Optional<Value>> cells) {}

    /**
     * The rows of a shard. Throws {@link InvalidInput} when they have more cells than may be in memory.
     *
     * @param mostCells how many these are
     */
    List<Row> collect(ShardReader reader, Selection selection, MetricFilter filter, long mostCells) {
        List<Row> rows = new ArrayList<>();
        boolean qualified =
                columns.stream().noneMatch(column -> column.dataSource().isEmpty());
        long enough = 2 * Math.min(most(), Integer.MAX_VALUE) + SLACK;
        Agent[] last = {null};
        selection.visit(reader, source -> {
            Agent agent = source.agent();
            boolean again = qualified && agent.equals(last[0]);
            if (!again && reader.passes(filter, source)) {
                row(reader, source).ifPresent(row -> {
                    rows.add(row);
                    last[0] = agent;
                });
                if (rows.size() > enough || cells(rows) > mostCells) {
                    keep(rows); // of many only the first are wanted: sorting all would hold the shard
                    bounded(rows, mostCells);
                }
            }
        });
        return cut(rows);
    }

    private long cells(List<Row> rows) {
        return (long) rows.size() * columns.size();
    }

    private void bounded(List<Row> rows, long most) {
        if (cells(rows) > most) {
            throw InvalidInput.of(
                    "table",
                    columns.get(0).metric().name(),
                    "more than " + most + " values: name fewer columns, agents, a filter, or how many rows: sort:"
                            + columns.get(0).metric().name() + ":-100");
        }
    }

    private void keep(List<Row> rows) {
        List<Row> first = cut(rows);
        rows.clear();
        rows.addAll(first);
    }

    /** How many rows are wanted at most. */
    private long most() {
        return columns.stream()
                .flatMap(column -> column.sort().stream())
                .mapToLong(count -> Math.abs((long) count))
                .min()
                .orElse(Long.MAX_VALUE);
    }

    private Optional<Row> row(ShardReader reader, DataSource source) {
        List<Optional<Value>> cells = new ArrayList<>(columns.size());
        boolean own = false;
        for (MetricName column : columns) {
            Optional<Value> here = column.at(source.name()) ? reader.value(source, column.metric()) : Optional.empty();
            own |= here.isPresent();
            Optional<Value> cell = here.isPresent() ? here : elsewhere(reader, source, column);
            if (cell.isEmpty() && !column.optional()) {
                return Optional.empty();
            }
            cells.add(cell);
        }
        Agent agent = source.agent();
        return own ? Optional.of(new Row(agent.address(), agent.name(), source.name(), cells)) : Optional.empty();
    }

    private static Optional<Value> elsewhere(ShardReader reader, DataSource source, MetricName column) {
        if (column.dataSource().isEmpty()) {
            return reader.host(source.agent()).flatMap(host -> reader.value(host, column.metric()));
        }
        for (DataSource other : source.agent().dataSources()) {
            reader.look();
            if (other.name().equals(column.dataSource())) {
                return reader.value(other, column.metric());
            }
        }
        return Optional.empty();
    }

    /** Sorts rows, of one shard or of all, and keeps as many as asked for. */
    List<Row> cut(List<Row> rows) {
        Comparator<Row> order = null;
        long most = most();
        for (int i = 0; i < columns.size(); i++) {
            Optional<Integer> sort = columns.get(i).sort();
            if (sort.isPresent()) {
                Comparator<Row> by = by(i, sort.get() < 0);
                order = order == null ? by : order.thenComparing(by);
            }
        }
        Comparator<Row> place = Comparator.comparing(Row::agent);
        List<Row> sorted = new ArrayList<>(rows);
        sorted.sort(order == null ? place : order.thenComparing(place));
        return sorted.size() <= most ? sorted : new ArrayList<>(sorted.subList(0, (int) most));
    }

    /** Rows without a value come last either way. */
    private static Comparator<Row> by(int column, boolean falling) {
        Comparator<Object> values = TableRows::compare;
        Comparator<Object> directed = falling ? values.reversed() : values;
        return Comparator.comparing(
                row -> row.cells().get(column).map(Value::value).orElse(null), Comparator.nullsLast(directed));
    }

    private static int compare(Object one, Object other) {
        if (one instanceof Double a && other instanceof Double b) {
            return Double.compare(a, b);
        } else if (one instanceof Double || other instanceof Double) {
            return one instanceof Double ? -1 : 1;
        }
        return one.toString().compareTo(other.toString());
    }

    List<MetricResult> results(Row row) {
        List<MetricResult> results = new ArrayList<>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            String metric = columns.get(i).metric().name();
            results.add(row.cells().get(i).map(Value::result).orElseGet(() -> missing(row, metric)));
        }
        return results;
    }

    private static MetricResult missing(Row row, String metric) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("agent", row.agentName());
        shown.put("dataSource", row.dataSource());
        shown.put("metricName", metric);
        return new MetricResult(shown);
    }
}
