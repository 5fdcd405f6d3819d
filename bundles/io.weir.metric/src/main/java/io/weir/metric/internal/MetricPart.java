// SPDX-License-Identifier: Apache-2.0
package io.weir.metric.internal;

import io.weir.api.metric.MetricId;
import io.weir.api.metric.MetricTable;
import io.weir.api.metric.Reading;
import io.weir.api.shard.DataSource;
import io.weir.api.shard.Shard;
import io.weir.api.shard.ShardPart;
import io.weir.sflow.CounterSample;
import io.weir.sflow.CustomSample;
import io.weir.sflow.SampleRecords;
import io.weir.sflow.XdrCursor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The metrics of a shard: decodes counter samples, keeps the last values, publishes them.
 *
 * <p>A sample is read whole before any of it is published, so that whoever looks at another metric of the same data
 * source then (a threshold's filter) sees values of the same sample.
 *
 * <p>Thread: confined to the shard.
 */
final class MetricPart implements ShardPart, MetricTable {
    private static final int LOGICAL = 3;
    /** A sweep over all data sources takes this many ticks. */
    private static final int SWEEP = 50;

    private final Shard shard;
    private final StructureCatalog catalog;
    private final Tally tally;
    private final Room room;
    private final RecordReader reader;
    private final CustomReader custom;
    private final XdrCursor cursor = new XdrCursor();
    private final Names names = new Names();
    private Layouts layouts;
    private SourceMetrics[] sources = new SourceMetrics[64];
    private int sweep;
    private boolean publishing;

    MetricPart(Shard shard, StructureCatalog catalog, Tally tally, Room room) {
        this.shard = shard;
        this.room = room;
        this.catalog = catalog;
        this.tally = tally;
        reader = new RecordReader(tally);
        custom = new CustomReader(tally);
        layouts = catalog.layouts(new Layouts());
    }

    @Override
    public void onCounterSample(DataSource source, CounterSample sample) {
        long now = sample.datagram().received().millis();
        SourceMetrics metrics = metrics(source);
        if (metrics == null) {
            return;
        }
        switch (metrics.admit(sample, now)) {
            case LATE -> {
                tally.late.increment();
                return;
            }
            case RESTARTED -> tally.restarts.increment();
            case TAKEN -> {
                // nothing to note
            }
        }
        SampleRecords records = sample.records();
        if (records.damaged()) {
            tally.damaged.increment();
        }
        for (int i = 0; i < records.count(); i++) {
            Block block = block(metrics, records.tag(i));
            if (block != null) {
                reader.read(
                        block,
                        records.body(i, cursor),
                        sample.datagram().uptime(),
                        now,
                        metrics.restarts(),
                        metrics.wraps());
            }
        }
        publish(metrics);
    }

    private Block block(SourceMetrics metrics, int tag) {
        Block block = metrics.block(tag);
        if (block == null) {
            Layout layout = layouts.find(tag, metrics.source.sourceClass() == LOGICAL);
            if (layout == null) {
                tally.unknown(tag);
            } else if (layout.fields.length > 0) {
                block = metrics.add(layout);
                if (block == null) {
                    tally.refused.increment();
                }
            }
        }
        return block;
    }

    private void publish(SourceMetrics metrics) {
        publishing = true;
        try {
            tally.published.add(metrics.publish(shard));
        } finally {
            publishing = false;
        }
    }

    @Override
    public void onCustomSample(DataSource source, CustomSample sample) {
        if (sample.kind() == CustomSample.Kind.METRICS) {
            SourceMetrics metrics = metrics(source);
            if (metrics == null) {
                return;
            }
            publishing = true;
            try {
                tally.published.add(custom.read(sample, metrics, shard, shard.now()));
            } finally {
                publishing = false;
            }
        }
    }

    @Override
    public void onMetric(DataSource source, MetricId metric, double value) {
        if (!publishing) {
            NamedValues.Cell cell = foreign(source, metric);
            if (cell != null) {
                cell.isText = false;
                cell.number = value;
            }
        }
    }

    @Override
    public void onText(DataSource source, MetricId metric, String text) {
        if (!publishing) {
            NamedValues.Cell cell = foreign(source, metric);
            if (cell != null) {
                if (metrics(source).named.text(cell, text)) {
                    cell.isText = true;
                } else {
                    tally.refused.increment();
                }
            }
        }
    }

    /** The cell of a metric that another part published; null when there is no room for one more. */
    private NamedValues.Cell foreign(DataSource source, MetricId metric) {
        SourceMetrics metrics = metrics(source);
        if (metrics == null) {
            return null;
        }
        NamedValues.Cell cell = metrics.named.cell(metric);
        if (cell == null) {
            tally.refused.increment();
            return null;
        }
        cell.clock.advance(0, shard.now(), 0);
        cell.seen(shard.now());
        return cell;
    }

    /** Those of a data source; null when there is no room for one more. */
    private SourceMetrics metrics(DataSource source) {
        int id = source.id();
        if (id >= sources.length) {
            sources = Arrays.copyOf(sources, Math.max(id + 1, sources.length * 2));
        }
        SourceMetrics metrics = sources[id];
        if (metrics == null) {
            if (!room.take(SourceMetrics.EMPTY_BYTES)) {
                tally.refused.increment();
                return null;
            }
            metrics = new SourceMetrics(source, names, room);
            sources[id] = metrics;
            tally.sources.increment();
        }
        return metrics;
    }

    private void forget(int id) {
        if (id < sources.length && sources[id] != null) {
            sources[id].close();
            room.give(SourceMetrics.EMPTY_BYTES);
            sources[id] = null;
            tally.sources.decrement();
        }
    }

    @Override
    public void onForgotten(DataSource source) {
        forget(source.id());
    }

    @Override
    public void onTick(long millis) {
        if (catalog.revision() != layouts.revision()) {
            renew();
        }
        int slice = sources.length / SWEEP + 1;
        int end = Math.min(sources.length, sweep + slice);
        for (int id = sweep; id < end; id++) {
            if (sources[id] != null && sources[id].expire(millis)) {
                forget(id);
                tally.expired.increment();
            }
        }
        sweep = end;
        if (end == sources.length) {
            sweep = 0;
            names.tidy(millis);
        }
    }

    /** Takes over a changed catalog: values of structures that changed are forgotten. */
    private void renew() {
        layouts.seen((name, millis) -> names.of(name).millis = millis);
        layouts = catalog.layouts(layouts);
        for (SourceMetrics metrics : sources) {
            if (metrics != null) {
                metrics.drop(block -> !layouts.contains(block.layout));
            }
        }
    }

    @Override
    public void onClose() {
        for (int id = 0; id < sources.length; id++) {
            forget(id);
        }
    }

    @Override
    public Optional<Reading> find(DataSource source, MetricId metric) {
        int id = source.id();
        return id < sources.length && sources[id] != null ? sources[id].find(metric) : Optional.empty();
    }

    @Override
    public Collection<Reading> all(DataSource source) {
        List<Reading> all = new ArrayList<>();
        if (source.id() < sources.length && sources[source.id()] != null) {
            sources[source.id()].all(all);
        }
        return all;
    }

    @Override
    public Map<String, Long> names() {
        Map<String, Long> all = new HashMap<>();
        names.addTo(all);
        layouts.seen((name, millis) -> all.merge(name, millis, Math::max));
        return all;
    }
}
