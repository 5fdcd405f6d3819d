// SPDX-License-Identifier: Apache-2.0
package io.weir.lookup.internal;

import io.weir.api.metric.MetricId;
import io.weir.api.metric.MetricTable;
import io.weir.api.metric.Reading;
import io.weir.api.shard.DataSource;
import io.weir.api.shard.Shard;
import io.weir.api.shard.ShardPart;
import io.weir.sflow.CounterSample;
import io.weir.sflow.SampleRecords;
import io.weir.sflow.XdrCursor;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Learns which MAC addresses the hosts of a shard have, and shows the metrics of these that keys ask for: once a second,
 * or as seldom as {@value #MOST_LOOKS} look-ups a tick allow.
 *
 * <p>Thread: confined to the shard. Source: sFlow Host Structures, {@code host_adapters} (0:2001).
 */
final class HostPart implements ShardPart {
    private static final int HOST_ADAPTERS = 2001;
    private static final int MOST_ADDRESSES = 100_000;
    private static final int MOST_EACH = 64;
    private static final int MOST_LOOKS = 4096;
    private static final long PERIOD_MILLIS = 1000;

    private final Shard shard;
    private final HostMetrics shown;
    private final Map<Long, DataSource> hosts = new HashMap<>();
    /** The keys of {@link #hosts} by their value: who makes up agents must not have all looked through for each that goes. */
    private final Map<DataSource, Set<Long>> told = new HashMap<>();

    private final XdrCursor cursor = new XdrCursor();
    private long next;
    /** Under way, or null. */
    private Round round;

    HostPart(Shard shard, HostMetrics shown) {
        this.shard = shard;
        this.shown = shown;
    }

    @Override
    public void onCounterSample(DataSource source, CounterSample sample) {
        SampleRecords records = sample.records();
        int index = records.find(HOST_ADAPTERS);
        if (index >= 0) {
            learn(source, records.body(index, cursor));
        }
    }

    private void learn(DataSource source, XdrCursor body) {
        int left = MOST_EACH;
        for (long adapters = body.u32(); adapters > 0 && left > 0 && !body.overrun(); adapters--) {
            body.u32();
            for (long macs = body.u32(); macs > 0 && left > 0; macs--, left--) {
                long mac = body.u64() >>> 16;
                if (body.overrun()) {
                    return;
                }
                if (mac != 0 && (hosts.size() < MOST_ADDRESSES || hosts.containsKey(mac))) {
                    own(mac, source);
                }
            }
        }
    }

    /** A virtual machine reports its own adapters, its hypervisor may too: the virtual one is told. */
    private void own(long mac, DataSource source) {
        DataSource before = hosts.get(mac);
        if (source.equals(before)) {
            return;
        }
        if (before == null || before.sourceClass() != 3 || source.sourceClass() == 3) {
            hosts.put(mac, source);
            if (before != null) {
                take(before, mac);
            }
            told.computeIfAbsent(source, any -> new HashSet<>()).add(mac);
        }
    }

    private void take(DataSource source, Long mac) {
        Set<Long> macs = told.get(source);
        macs.remove(mac);
        if (macs.isEmpty()) {
            told.remove(source);
        }
    }

    @Override
    public void onTick(long millis) {
        boolean due = millis >= next && !hosts.isEmpty() && !shown.wanted().isEmpty();
        Optional<MetricTable> metrics = shard.view(MetricTable.class);
        if (metrics.isEmpty() || round == null && !due) {
            return;
        }
        if (round == null) {
            next = millis + PERIOD_MILLIS;
            round = new Round(shown.wanted());
        }
        if (round.go(metrics.get())) {
            shown.show(shard.index(), round.tables);
            round = null;
        }
    }

    /** Makes the tables anew, some look-ups a tick: many hosts must not hold the shard. */
    private final class Round {
        private final long[] macs =
                hosts.keySet().stream().mapToLong(Long::longValue).sorted().toArray();
        private final Deque<String> left;
        private final Map<String, MacTable> tables = new HashMap<>();
        private SortedMap<Long, String> texts = new TreeMap<>();
        private int at;

        Round(Collection<String> wanted) {
            left = new ArrayDeque<>(wanted);
        }

        /** Goes on; true when all is made. */
        boolean go(MetricTable metrics) {
            int looks = MOST_LOOKS;
            while (!left.isEmpty() && looks > 0) {
                int until = Math.min(macs.length, at + looks);
                looks -= until - at;
                look(until, new MetricId(left.element()), metrics);
                if (at == macs.length) {
                    tables.put(left.remove(), new MacTable(texts));
                    texts = new TreeMap<>();
                    at = 0;
                }
            }
            return left.isEmpty();
        }

        private void look(int until, MetricId metric, MetricTable metrics) {
            for (; at < until; at++) {
                Long mac = macs[at];
                DataSource source = hosts.get(mac);
                if (source != null) {
                    metrics.find(source, metric).ifPresent(found -> texts.put(mac, text(found)));
                }
            }
        }
    }

    private static String text(Reading reading) {
        double number = reading.number();
        return reading.isText()
                ? reading.text()
                : number == Math.rint(number) && Math.abs(number) < 1e15
                        ? Long.toString((long) number)
                        : Double.toString(number);
    }

    @Override
    public void onForgotten(DataSource source) {
        Set<Long> macs = told.remove(source);
        if (macs != null) {
            macs.forEach(hosts::remove);
        }
    }

    @Override
    public void onClose() {
        shown.show(shard.index(), Map.of());
    }
}
