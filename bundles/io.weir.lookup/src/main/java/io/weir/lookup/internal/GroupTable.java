// SPDX-License-Identifier: Apache-2.0
package io.weir.lookup.internal;

import io.weir.api.flow.KeyType;
import io.weir.api.flow.KeyValue;
import io.weir.api.lookup.GroupSet;
import io.weir.api.net.Prefix;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A set of groups as samples look into it: IPv4 and IPv6 apart, so that {@code ::/0} holds no IPv4 address. Thread: immutable. */
final class GroupTable {
    private static final int MAPPED_BITS = 96;
    private static final long MAPPED = 0xffff;

    private final byte[][] names;
    private final AddressRanges four;
    private final AddressRanges six;

    private GroupTable(byte[][] names, AddressRanges four, AddressRanges six) {
        this.names = names;
        this.four = four;
        this.six = six;
    }

    static GroupTable of(GroupSet set) {
        List<byte[]> names = new ArrayList<>();
        List<AddressRanges.Entry> four = new ArrayList<>();
        List<AddressRanges.Entry> six = new ArrayList<>();
        for (Map.Entry<String, List<String>> group : set.groups().entrySet()) {
            for (String text : group.getValue()) {
                Prefix prefix = Prefix.parse(text);
                boolean ipv4 = prefix.address().isIpv4() && prefix.length() >= MAPPED_BITS;
                (ipv4 ? four : six).add(new AddressRanges.Entry(prefix, names.size()));
            }
            names.add(group.getKey().getBytes(StandardCharsets.UTF_8));
        }
        return new GroupTable(names.toArray(byte[][]::new), AddressRanges.of(four), AddressRanges.of(six));
    }

    /** Puts the name of an address's group; false when the value is no address or in no group. Allocates nothing. */
    boolean find(KeyValue address, KeyValue out) {
        int group = AddressRanges.NONE;
        if (address.type() == KeyType.IPV4) {
            group = four.find(0, MAPPED << 32 | address.low() & 0xffff_ffffL);
        } else if (address.type() == KeyType.IPV6) {
            boolean mapped = address.high() == 0 && address.low() >>> 32 == MAPPED;
            group = (mapped ? four : six).find(address.high(), address.low());
        }
        return group != AddressRanges.NONE && out.set(names[group], 0, names[group].length);
    }
}
