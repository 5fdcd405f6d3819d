// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import io.weir.api.Registration;
import io.weir.api.flow.FlowLog;
import io.weir.api.flow.FlowRecord;
import io.weir.api.log.RingLog;
import io.weir.api.store.Sequences;
import io.weir.api.time.MachineTimeline;
import io.weir.api.time.Timeline;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The log of flow records, in memory; its ids rise over restarts. Thread: any. */
@Component(
        immediate = true,
        service = {FlowLog.class, RingFlowLog.class})
public final class RingFlowLog implements FlowLog {
    private static final int CAPACITY = 10_000;

    private final RingLog<FlowRecord> ring;

    @Activate
    public RingFlowLog(@Reference Sequences sequences, @Reference(service = MachineTimeline.class) Timeline patience) {
        Sequences.Sequence ids = sequences.open("flows");
        ring = new RingLog<>(CAPACITY, FlowRecord::flowID, ids::next, patience);
    }

    RingLog<FlowRecord> ring() {
        return ring;
    }

    @Override
    public List<FlowRecord> after(long after, int limit, Predicate<? super FlowRecord> which) {
        return ring.after(after, limit, which);
    }

    @Override
    public List<FlowRecord> next(long after, int limit, Predicate<? super FlowRecord> which) {
        return ring.next(after, limit, which);
    }

    @Override
    public CompletableFuture<List<FlowRecord>> await(
            long after, int limit, Duration patience, Predicate<? super FlowRecord> which) {
        return ring.await(after, limit, patience, which);
    }

    @Override
    public Registration listen(Predicate<? super FlowRecord> which, Consumer<? super FlowRecord> listener) {
        return ring.listen(which, listener);
    }

    @Override
    public long newest() {
        return ring.newest();
    }

    @Override
    public long oldest() {
        return ring.oldest();
    }
}
