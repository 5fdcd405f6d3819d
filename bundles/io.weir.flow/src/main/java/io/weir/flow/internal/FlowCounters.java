// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import java.util.concurrent.atomic.AtomicLong;

/** What one shard's flows count; the shard sets it at each tick, anybody may read. Thread: any. */
final class FlowCounters {
    final AtomicLong rows = new AtomicLong();
    final AtomicLong evictions = new AtomicLong();
    final AtomicLong refused = new AtomicLong();
}
