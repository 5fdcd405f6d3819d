// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal.keys;

import io.weir.api.flow.Extractor;
import io.weir.api.flow.KeyType;
import io.weir.api.flow.KeyValue;
import io.weir.api.shard.Observation;
import io.weir.flow.internal.Layout;
import io.weir.flow.internal.Place;
import io.weir.packet.PacketView;
import io.weir.packet.Protocol;

/** The EtherType of what an Ethernet frame carries, behind its VLAN tags; else what another record tells. Thread: any. */
final class EtherType implements Place.Telling {
    private static final int AT = 12;
    private static final int AT_BEHIND_TAG = 2;

    private final Extractor otherwise;

    EtherType(Extractor otherwise) {
        this.otherwise = otherwise;
    }

    @Override
    public boolean extract(Observation sample, int layer, KeyValue out) {
        PacketView packet = sample.packet();
        int ethernet = packet.layer(Protocol.ETH, layer);
        int type = ethernet < 0 ? -1 : packet.etherType(ethernet);
        return type >= 0 ? out.set(KeyType.INTEGER, type) : otherwise.extract(sample, layer, out);
    }

    /** In the last tag, or the frame's own header; only what an IP header follows is sure to be no length. */
    @Override
    public Place place(Layout layout, int occurrence) {
        int ethernet = layout.layer(Protocol.ETH, occurrence);
        if (ethernet < 0) {
            return Place.of(otherwise, layout, occurrence);
        }
        int last = ethernet;
        while (layout.is(last + 1, Protocol.VLAN)) {
            last++;
        }
        boolean ip = layout.is(last + 1, Protocol.IP) || layout.is(last + 1, Protocol.IP6);
        int at = last == ethernet ? AT : AT_BEHIND_TAG;
        return ip ? new Place.Field(last, at, 2, 0, 0xffff, KeyType.INTEGER, 0) : Place.UNTOLD;
    }
}
