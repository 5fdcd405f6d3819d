// SPDX-License-Identifier: Apache-2.0
package io.weir.lookup.internal;

import io.weir.api.flow.BoundKey;
import io.weir.api.flow.KeyType;
import io.weir.api.flow.KeyValue;
import io.weir.api.net.Address;
import io.weir.api.shard.Observation;
import java.util.Optional;

/**
 * The name of an address, or the address while it has none. The entries of the {@value #REMEMBERED} addresses met last are at
 * hand, so that the steady state allocates nothing. Thread: confined to the shard.
 */
final class DnsKey implements BoundKey {
    private static final int REMEMBERED = 4096;

    private final BoundKey key;
    private final DnsNames names;
    private final DnsNames.Name[] met = new DnsNames.Name[REMEMBERED];

    DnsKey(BoundKey key, DnsNames names) {
        this.key = key;
        this.names = names;
    }

    @Override
    public boolean extract(Observation sample, KeyValue out) {
        if (!key.extract(sample, out)) {
            return false;
        }
        boolean ipv4 = out.type() == KeyType.IPV4;
        if (!ipv4 && out.type() != KeyType.IPV6) {
            return false;
        }
        long high = ipv4 ? 0 : out.high();
        long low = ipv4 ? 0xffff_0000_0000L | out.low() & 0xffff_ffffL : out.low();
        DnsNames.Name name = name(high, low);
        if (name == null) {
            return true;
        }
        if (!name.used) {
            name.used = true;
        }
        byte[] text = name.text;
        return text.length == 0 || out.set(text, 0, text.length);
    }

    private DnsNames.Name name(long high, long low) {
        int slot = (int) ((high * 31 + low) * 0x9e37_79b9_7f4a_7c15L >>> 52);
        DnsNames.Name name = met[slot];
        if (name != null && name.address.low() == low && name.address.high() == high && !name.gone) {
            return name;
        }
        Optional<DnsNames.Name> found = names.name(new Address(high, low));
        met[slot] = found.orElse(null);
        return met[slot];
    }
}
