// SPDX-License-Identifier: Apache-2.0
package io.weir.store.internal;

import io.weir.api.CounterSource;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.osgi.service.component.annotations.Component;

/** What the store counts about itself. Thread: any. */
@Component(
        immediate = true,
        service = {CounterSource.class, StoreCounters.class})
public final class StoreCounters implements CounterSource {
    private final LongAdder written = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder damaged = new LongAdder();

    void written() {
        written.increment();
    }

    void failed() {
        failed.increment();
    }

    void damaged() {
        damaged.increment();
    }

    @Override
    public Map<String, Number> counters() {
        return Map.of(
                "storeWrites", written.sum(), "storeWriteFailures", failed.sum(), "storeDamagedFiles", damaged.sum());
    }
}
