// SPDX-License-Identifier: Apache-2.0
/**
 * The sFlow v5 codec: walks a datagram and shows its samples, without copying, allocating or throwing.
 *
 * <p>Everything handed out is a flyweight over the caller's bytes and valid only during the call that hands it out.
 *
 * <pre>{@code
 * DatagramDecoder decoder = new DatagramDecoder();          // one per thread
 * decoder.decode(view.wrap(bytes, 0, length), received, new DatagramVisitor() {
 *     public void flowSample(FlowSample sample) {
 *         if (sample.records().hasHeader()) {
 *             total += sample.records().frameLength() * sample.samplingRate();
 *         }
 *     }
 * });
 * }</pre>
 *
 * <p>Source: sFlow version 5, sflow.org, July 2004, and the structures registered since.
 */
@Export
@Version("0.1.0")
package io.weir.sflow;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
