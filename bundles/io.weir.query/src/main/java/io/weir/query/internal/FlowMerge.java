// SPDX-License-Identifier: Apache-2.0
package io.weir.query.internal;

import io.weir.api.flow.ActiveFlow;
import io.weir.api.flow.ActiveFlowQuery;
import io.weir.api.flow.ActiveFlowQuery.Merge;
import io.weir.api.shard.DataSource;
import io.weir.api.topology.InterfaceRole;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Brings together what shards say of the same flow, each having merged its own data sources already. Thread: immutable.
 *
 * @param values the definition's further values, as written: their statistic says how to merge them
 */
record FlowMerge(ActiveFlowQuery query, List<String> values) {

    /**
     * What to ask a shard for: parts of a sum may be small, so that only the largest value can be cut where it is found.
     *
     * @param shards how many there are
     */
    ActiveFlowQuery part(int shards) {
        boolean cut = shards == 1 || query.merge() == Merge.MAX || query.merge() == Merge.RAW;
        return cut
                ? query
                : new ActiveFlowQuery(
                        query.agents(),
                        query.flow(),
                        Integer.MAX_VALUE,
                        Double.NEGATIVE_INFINITY,
                        query.merge(),
                        query.keyPattern());
    }

    /** Which data sources of a shard count at all, by how they are merged; without a topology there is no edge and no core. */
    Predicate<DataSource> where(ShardReader reader) {
        Optional<InterfaceRole> roles = reader.roles();
        return switch (query.merge()) {
            case EDGE -> source -> roles.isPresent() && roles.get().edge(source);
            case CORE -> source -> roles.isPresent() && roles.get().core(source);
            default -> source -> true;
        };
    }

    List<ActiveFlow> merge(List<List<ActiveFlow>> parts) {
        List<ActiveFlow> all = new ArrayList<>();
        if (parts.size() == 1 || query.merge() == Merge.RAW) {
            parts.forEach(all::addAll);
        } else {
            Map<String, ActiveFlow> byKey = new LinkedHashMap<>();
            parts.forEach(part -> part.forEach(flow -> byKey.merge(flow.key(), flow, this::both)));
            all.addAll(byKey.values());
        }
        all.removeIf(flow -> flow.value() < query.minValue());
        all.sort(Comparator.comparingDouble(ActiveFlow::value).reversed());
        return all.size() <= query.maxFlows() ? all : new ArrayList<>(all.subList(0, Math.max(0, query.maxFlows())));
    }

    private ActiveFlow both(ActiveFlow a, ActiveFlow b) {
        return switch (query.merge()) {
            case SUM, EDGE, CORE -> combined(a, b, a.value() + b.value(), 1);
            case AVG -> {
                int n = a.flowN() + b.flowN();
                yield combined(a, b, (a.value() * a.flowN() + b.value() * b.flowN()) / n, n);
            }
            default -> larger(a, b);
        };
    }

    private static ActiveFlow larger(ActiveFlow a, ActiveFlow b) {
        ActiveFlow most = a.value() >= b.value() ? a : b;
        return new ActiveFlow(
                most.key(),
                most.value(),
                most.values(),
                most.agent(),
                most.dataSource(),
                a.flowN() + b.flowN(),
                most.samples(),
                most.error95(),
                most.overcount(),
                a.duplicates() + b.duplicates());
    }

    /** Errors of independent samples add as squares; an average divides them by its number of parts. */
    private ActiveFlow combined(ActiveFlow a, ActiveFlow b, double value, int parts) {
        double weightA = parts == 1 ? 1 : a.flowN();
        double weightB = parts == 1 ? 1 : b.flowN();
        double error = Math.hypot(weightA * a.value() * a.error95(), weightB * b.value() * b.error95()) / parts;
        return new ActiveFlow(
                a.key(),
                value,
                further(a, b),
                "",
                "",
                a.flowN() + b.flowN(),
                a.samples() + b.samples(),
                value == 0 ? 0 : error / value,
                (weightA * a.overcount() + weightB * b.overcount()) / parts,
                a.duplicates() + b.duplicates());
    }

    private List<Double> further(ActiveFlow a, ActiveFlow b) {
        List<Double> merged = new ArrayList<>();
        for (int i = 0; i < Math.min(a.values().size(), b.values().size()); i++) {
            merged.add(further(
                    i < values.size() ? values.get(i) : "",
                    a.values().get(i),
                    a,
                    b.values().get(i),
                    b));
        }
        return merged;
    }

    private double further(String statistic, double x, ActiveFlow a, double y, ActiveFlow b) {
        if (statistic.startsWith("max:")) {
            return Math.max(x, y);
        } else if (statistic.startsWith("min:")) {
            return Math.min(x, y);
        } else if (statistic.startsWith("avg:")) {
            double samples = a.samples() + b.samples();
            return samples > 0 ? (x * a.samples() + y * b.samples()) / samples : (x + y) / 2;
        }
        int n = a.flowN() + b.flowN();
        return query.merge() == Merge.AVG ? (x * a.flowN() + y * b.flowN()) / n : x + y;
    }
}
