// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import io.weir.api.flow.FlowLog;
import io.weir.api.flow.FlowRecord;
import io.weir.api.log.RingLog;
import io.weir.api.store.Sequences;
import io.weir.api.time.MachineTimeline;
import io.weir.api.time.Timeline;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The log of flow records, in memory; its ids rise over restarts. Thread: any. */
@Component(
        immediate = true,
        service = {FlowLog.class, RingFlowLog.class})
public final class RingFlowLog extends RingLog<FlowRecord> implements FlowLog {
    private static final int CAPACITY = 10_000;

    @Activate
    public RingFlowLog(@Reference Sequences sequences, @Reference(service = MachineTimeline.class) Timeline patience) {
        super(CAPACITY, FlowRecord::flowID, sequences.open("flows")::next, patience);
    }
}
