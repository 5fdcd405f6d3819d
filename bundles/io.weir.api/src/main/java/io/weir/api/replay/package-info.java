// SPDX-License-Identifier: Apache-2.0
/**
 * Captures as an input like the socket: a pcap or pcapng file is played to the shards on a virtual clock, slower or faster
 * than it was captured.
 *
 * <pre>{@code
 * ReplayOrder order = ReplayOrder.parse(Map.of("file", "captures/fabric.pcap", "speed", "max"));
 * replay.order(order).thenCompose(begun -> replay.ended()).thenAccept(status -> log.info("{}", status.properties()));
 * }</pre>
 */
@Export
@Version("0.1.0")
package io.weir.api.replay;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
