// SPDX-License-Identifier: Apache-2.0
package io.weir.api.event;

import io.weir.api.log.NumberedLog;
import org.osgi.annotation.versioning.ProviderType;

/** The events. Thread: any. */
@ProviderType
public interface EventLog extends NumberedLog<Event> {}
