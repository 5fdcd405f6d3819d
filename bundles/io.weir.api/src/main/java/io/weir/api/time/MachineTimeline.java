// SPDX-License-Identifier: Apache-2.0
package io.weir.api.time;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The machine's own clock and timers, which no replay moves: for those who deal with people, files and sockets, as the patience
 * of a request. Whatever is about traffic takes {@link Timeline}. Thread: any.
 */
@ProviderType
public interface MachineTimeline extends Timeline {}
