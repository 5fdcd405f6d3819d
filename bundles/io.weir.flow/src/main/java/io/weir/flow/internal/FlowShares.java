// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import io.weir.api.flow.ActiveFlow;
import io.weir.api.flow.ActiveFlowQuery.Merge;
import io.weir.api.flow.FlowTables;
import io.weir.api.shard.DataSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What one or more shards have of the flows that are shown. Nothing is printed before all is together.
 *
 * <p>Thread: any, one at a time.
 */
final class FlowShares implements FlowTables.Shares {
    final FurtherValues further;
    private final Question question;
    /** Bytes of each flow's key; null while no shard has the flow. */
    private final byte[][] keys;
    /** Where the largest part is. */
    private final String[] agents;

    private final String[] dataSources;
    private final double[] largest;
    private final int[] parts;
    /** Sums, or of the largest part where that alone counts. */
    private final double[] values;

    private final double[] variances;
    private final double[] overcounts;
    /** How many parts may be of the same packets as the largest, that one included. */
    private final int[] same;

    FlowShares(Question question, int flows) {
        this.question = question;
        further = new FurtherValues(question, flows);
        keys = new byte[flows][];
        agents = new String[flows];
        dataSources = new String[flows];
        largest = new double[flows];
        parts = new int[flows];
        values = new double[flows];
        variances = new double[flows];
        overcounts = new double[flows];
        same = new int[flows];
    }

    /** The shard has a flow of this key, its largest part, worth so much, at a data source. */
    void begin(int flow, byte[] key, DataSource source, double most) {
        keys[flow] = key;
        agents[flow] = question.single() ? source.agent().name() : "";
        dataSources[flow] = question.single() ? source.name() : "";
        largest[flow] = most;
    }

    /** What all parts of a flow are worth. */
    void worth(int flow, int count, double value, double variance, double overcount) {
        parts[flow] = count;
        values[flow] = value;
        variances[flow] = variance;
        overcounts[flow] = overcount;
    }

    /** One more part of a flow may be of the same packets as the largest. */
    void same(int flow) {
        same[flow]++;
    }

    /** Takes in what another shard has of the same flows. */
    void add(FlowShares there) {
        for (int flow = 0; flow < there.keys.length; flow++) {
            if (there.keys[flow] != null) {
                add(there, flow);
            }
        }
    }

    private void add(FlowShares there, int flow) {
        boolean larger = keys[flow] == null || there.largest[flow] > largest[flow];
        if (larger) {
            keys[flow] = there.keys[flow];
            agents[flow] = there.agents[flow];
            dataSources[flow] = there.dataSources[flow];
            largest[flow] = there.largest[flow];
        }
        further.add(flow, there.further, larger);
        parts[flow] += there.parts[flow];
        same[flow] += there.same[flow];
        if (!question.single()) {
            values[flow] += there.values[flow];
            variances[flow] += there.variances[flow];
            overcounts[flow] += there.overcounts[flow];
        } else if (larger) {
            values[flow] = there.values[flow];
            variances[flow] = there.variances[flow];
            overcounts[flow] = there.overcounts[flow];
        }
    }

    /** The flows, largest first. */
    List<ActiveFlow> flows() {
        KeyText text = new KeyText();
        List<ActiveFlow> flows = new ArrayList<>(keys.length);
        for (int flow = 0; flow < keys.length; flow++) {
            if (keys[flow] != null && value(flow) >= question.query().minValue()) {
                flows.add(flow(flow, text.of(keys[flow], keys[flow].length, question.separator())));
            }
        }
        flows.sort(Comparator.comparingDouble(ActiveFlow::value).reversed().thenComparing(ActiveFlow::key));
        return flows;
    }

    private int share(int flow) {
        return question.merge() == Merge.AVG ? parts[flow] : 1;
    }

    private double value(int flow) {
        return values[flow] / share(flow);
    }

    private ActiveFlow flow(int flow, String key) {
        double value = value(flow);
        double variance = variances[flow] / share(flow) / share(flow);
        double band = Entries.error95(value, variance);
        int duplicates = Math.max(0, same[flow] - 1);
        return new ActiveFlow(
                key,
                value,
                further.of(flow, parts[flow]),
                agents[flow],
                dataSources[flow],
                parts[flow],
                variance <= 0 ? 0 : value * value / variance,
                question.merge() == Merge.MAX ? band * Entries.largestOf(duplicates + 1) : band,
                overcounts[flow] / share(flow),
                duplicates);
    }
}
