// SPDX-License-Identifier: Apache-2.0
package io.weir.metric.internal;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What the metric bundle counts about itself. Thread: any. */
final class Tally {
    private static final int MOST_UNKNOWN = 64;

    final LongAdder published = new LongAdder();
    final LongAdder resets = new LongAdder();
    final LongAdder restarts = new LongAdder();
    final LongAdder implausible = new LongAdder();
    final LongAdder late = new LongAdder();
    final LongAdder expired = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder damaged = new LongAdder();
    final LongAdder unknown = new LongAdder();
    /** Data sources that have metrics now. */
    final LongAdder sources = new LongAdder();

    private final Map<Integer, LongAdder> unknownByTag = new ConcurrentHashMap<>();

    /** Counts a record of a structure that is not known; by its tag too, for the first {@value #MOST_UNKNOWN} tags. */
    void unknown(int tag) {
        unknown.increment();
        LongAdder count = unknownByTag.get(tag);
        if (count == null && unknownByTag.size() < MOST_UNKNOWN) {
            count = unknownByTag.computeIfAbsent(tag, any -> new LongAdder());
        }
        if (count != null) {
            count.increment();
        }
    }

    Map<String, Number> counters() {
        Map<String, Number> all = new TreeMap<>();
        all.put("metricsPublished", published.sum());
        all.put("metricSources", sources.sum());
        all.put("metricSourcesExpired", expired.sum());
        all.put("metricsRefused", refused.sum());
        all.put("counterResets", resets.sum());
        all.put("counterAgentRestarts", restarts.sum());
        all.put("counterRatesImplausible", implausible.sum());
        all.put("counterSamplesLate", late.sum());
        all.put("counterSamplesDamaged", damaged.sum());
        all.put("counterRecordsUnknown", unknown.sum());
        unknownByTag.forEach(
                (tag, count) -> all.put("counterRecordsUnknown." + (tag >>> 12) + ":" + (tag & 0xfff), count.sum()));
        return all;
    }
}
