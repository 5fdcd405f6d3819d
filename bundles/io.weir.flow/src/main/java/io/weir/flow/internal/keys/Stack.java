// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal.keys;

import io.weir.api.flow.KeyValue;
import io.weir.api.shard.Observation;
import io.weir.flow.internal.Layout;
import io.weir.flow.internal.Place;
import io.weir.packet.PacketView;
import io.weir.packet.Protocol;
import java.util.stream.Collectors;

/** What the sampled header holds; without one, what the records 0:2, 0:3 and 0:4 tell. Thread: any. */
final class Stack implements Place.Telling {
    @Override
    public boolean extract(Observation sample, int layer, KeyValue out) {
        byte[] room = out.scratch(PacketView.MAX_STACK);
        PacketView packet = sample.packet();
        int length = packet.layers() > 0 ? packet.stack(room, 0) : RecordedStack.write(sample.records(), room);
        return length > 0 && out.set(room, 0, length);
    }

    @Override
    public Place place(Layout layout, int occurrence) {
        return new Place.Text(layout.protocols().stream().map(Protocol::label).collect(Collectors.joining(".")));
    }
}
