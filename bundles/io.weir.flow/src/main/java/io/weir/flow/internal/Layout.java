// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import io.weir.packet.Protocol;
import io.weir.sflow.SampleRecords;
import java.util.List;

/**
 * What all packets have in common whose layers are of the same protocols in the same order, and that came with the same kinds
 * of records.
 *
 * <p>Thread: immutable.
 *
 * @param protocols of the layers, the outermost first
 * @param kinds of the records, as {@link SampleRecords#kinds} has them
 */
public record Layout(List<Protocol> protocols, long kinds) {
    /** The layer of the nth header (from 0, the outermost) of a protocol, or -1. */
    public int layer(Protocol protocol, int occurrence) {
        int left = occurrence;
        for (int layer = 0; layer < protocols.size(); layer++) {
            if (protocols.get(layer) == protocol && left-- == 0) {
                return layer;
            }
        }
        return -1;
    }

    /** Whether there is a layer, and of this protocol. */
    public boolean is(int layer, Protocol protocol) {
        return layer < protocols.size() && protocols.get(layer) == protocol;
    }

    /** Whether there may be a record with a tag; if not, there is none. */
    public boolean mayHaveRecord(int tag) {
        return (kinds & SampleRecords.kind(tag)) != 0;
    }
}
