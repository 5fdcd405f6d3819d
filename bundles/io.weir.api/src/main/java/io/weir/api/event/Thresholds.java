// SPDX-License-Identifier: Apache-2.0
package io.weir.api.event;

import io.weir.api.Definitions;
import java.util.concurrent.CompletableFuture;
import org.osgi.annotation.versioning.ProviderType;

/** The thresholds in force. Thread: any. */
@ProviderType
public interface Thresholds extends Definitions<Threshold> {
    /**
     * Whether a threshold is triggered at a data source: the value above, or its timeout not yet over.
     *
     * @param agent an address
     * @param metric with its data source: {@code 3.tcp}
     * @param flowKey of a flow, where the threshold tells flows apart; else empty
     */
    CompletableFuture<Boolean> triggered(String threshold, String agent, String metric, String flowKey);
}
