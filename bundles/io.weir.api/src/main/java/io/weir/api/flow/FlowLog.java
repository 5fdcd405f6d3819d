// SPDX-License-Identifier: Apache-2.0
package io.weir.api.flow;

import io.weir.api.log.NumberedLog;
import org.osgi.annotation.versioning.ProviderType;

/** The records of flows whose definitions say {@code log}. Thread: any. */
@ProviderType
public interface FlowLog extends NumberedLog<FlowRecord> {}
