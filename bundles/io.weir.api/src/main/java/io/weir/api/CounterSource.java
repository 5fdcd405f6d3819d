// SPDX-License-Identifier: Apache-2.0
package io.weir.api;

import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/** A bundle's counters about itself, for {@code /analyzer/json}, Prometheus and the shell. A whiteboard service. */
@ConsumerType
@FunctionalInterface
public interface CounterSource {
    /** Counts and gauges by name, now. Thread: any. */
    Map<String, Number> counters();
}
