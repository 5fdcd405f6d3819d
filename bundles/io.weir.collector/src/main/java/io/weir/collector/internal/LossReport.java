// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal;

import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log of lost datagrams: at once when it begins, then once a minute while it goes on. Thread: confined to its user. */
final class LossReport {
    static final String BUFFER = "raise net.core.rmem_max and start again, or set sflow.sockets higher";
    static final String RING = "set shards higher, or have fewer or simpler flow definitions";

    private static final Logger LOG = LoggerFactory.getLogger(LossReport.class);
    private static final long MINUTE = 60_000;

    private record Told(long count, long millis) {}

    private final Map<String, Told> told = new HashMap<>();

    /** Looks at a count of losses that only rises; the advice says what to do against it. */
    void look(long millis, String reason, long count, String advice) {
        Told last = told.getOrDefault(reason, new Told(0, millis - MINUTE));
        if (count > last.count() && Math.abs(millis - last.millis()) >= MINUTE) {
            LOG.warn("sflow datagrams lost, {}: count={}: {}", reason, count - last.count(), advice);
            told.put(reason, new Told(count, millis));
        }
    }
}
