// SPDX-License-Identifier: Apache-2.0
package io.weir.demo.internal.encoder;

/** Something that makes a sample of a datagram. Thread: confined to its user. */
public interface SampleBuilder {
    /** The sample as it stands now. */
    Structure build();
}
