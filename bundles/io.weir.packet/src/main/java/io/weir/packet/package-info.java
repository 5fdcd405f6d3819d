// SPDX-License-Identifier: Apache-2.0
/**
 * The sampled-header dissector: finds where each protocol header of a sampled packet begins.
 *
 * <p>A {@link io.weir.packet.PacketView} holds offsets, not objects; fields are read from the bytes by whoever wants them.
 *
 * <pre>{@code
 * PacketView packet = new PacketView();                       // one per thread, used again and again
 * packet.dissect(bytes, offset, length, PacketView.ETHERNET);
 * int ip = packet.offset(Protocol.IP, 1);                     // the second IPv4 header, or -1
 * }</pre>
 */
@Export
@Version("0.1.0")
package io.weir.packet;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
