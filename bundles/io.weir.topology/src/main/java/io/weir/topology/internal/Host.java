// SPDX-License-Identifier: Apache-2.0
package io.weir.topology.internal;

import io.weir.api.net.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A MAC address at an edge port, and the addresses its packets came from. Thread: confined to the shard. */
final class Host {
    /** With more addresses than this it is a router rather than a host, and none of them is its own. */
    private static final int MOST_OWN = 4;

    /**
     * An address of a host.
     *
     * <p>Thread: confined to the shard.
     */
    static final class Seen {
        final Address address;
        /** Whether the host said so itself (ARP, neighbour discovery) rather than forwarded it, perhaps. */
        boolean told;

        long millis;

        Seen(Address address) {
            this.address = address;
        }
    }

    final long mac;
    final int vlan;
    final Address agent;
    final long ifIndex;
    final List<Seen> seen = new ArrayList<>(2);
    /** The address that came last, to be found without a search. */
    Seen last;

    long millis;

    Host(long mac, int vlan, Address agent, long ifIndex) {
        this.mac = mac;
        this.vlan = vlan;
        this.agent = agent;
        this.ifIndex = ifIndex;
    }

    boolean has(Address address) {
        return seen.stream().anyMatch(each -> each.address.equals(address));
    }

    /** Its own address of a family: the last it told, else the first that was seen unless there are many; global ones first. */
    Optional<Address> own(boolean ipv4) {
        Seen best = null;
        int count = 0;
        for (Seen each : seen) {
            if (each.address.isIpv4() == ipv4) {
                count++;
                if (best == null || better(each, best)) {
                    best = each;
                }
            }
        }
        return best == null || count > MOST_OWN && !best.told ? Optional.empty() : Optional.of(best.address);
    }

    private static boolean better(Seen one, Seen other) {
        if (isLinkLocal(one.address) != isLinkLocal(other.address)) {
            return isLinkLocal(other.address);
        }
        return one.told != other.told ? one.told : one.told && one.millis > other.millis;
    }

    private static boolean isLinkLocal(Address address) {
        return !address.isIpv4() && address.high() >>> 54 == 0xfe80 >>> 6;
    }
}
