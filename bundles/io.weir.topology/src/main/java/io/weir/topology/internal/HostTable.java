// SPDX-License-Identifier: Apache-2.0
package io.weir.topology.internal;

import io.weir.api.net.Address;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * The hosts that a shard's agents have seen at edge ports, and the MAC addresses they have seen on links.
 *
 * <p>Thread: confined to the shard. Seeing a host again allocates nothing. All is bounded: what finds no room is counted and
 * left out, what is not seen any more makes room.
 */
final class HostTable {
    /** Addresses of one host at most; a router has many. */
    private static final int MOST_ADDRESSES = 256;

    /** Looks up; what is kept is a copy. */
    private static final class Key {
        private long mac;
        private long agentHigh;
        private long agentLow;
        private long ifIndex;
        private int vlan;

        private Key set(long mac, int vlan, Address agent, long ifIndex) {
            this.mac = mac;
            this.vlan = vlan;
            this.agentHigh = agent.high();
            this.agentLow = agent.low();
            this.ifIndex = ifIndex;
            return this;
        }

        @Override
        public int hashCode() {
            long hash = (mac * 0x9e37_79b9_7f4a_7c15L ^ agentLow) * 0xbf58_476d_1ce4_e5b9L
                    ^ ifIndex << 16
                    ^ vlan
                    ^ agentHigh;
            return (int) (hash ^ hash >>> 32);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key
                    && mac == key.mac
                    && ifIndex == key.ifIndex
                    && vlan == key.vlan
                    && agentLow == key.agentLow
                    && agentHigh == key.agentHigh;
        }
    }

    /** A MAC address on links, and when it was seen last. */
    static final class Passer {
        final long mac;
        long millis;

        Passer(long mac) {
            this.mac = mac;
        }
    }

    private final int most;
    private final long expiry;
    private final Map<Key, Host> hosts = new HashMap<>();
    private final Map<Long, Passer> passers = new HashMap<>();
    private final Key probe = new Key();
    private long refused;

    /**
     * Makes an empty table.
     *
     * @param most hosts at most, and as many MAC addresses on links
     * @param expiry ms after which what is not seen again is forgotten
     */
    HostTable(int most, long expiry) {
        this.most = most;
        this.expiry = expiry;
    }

    /** A packet from a MAC address came in by an edge port. Null when there is no room for one more. */
    Host seen(long mac, int vlan, Address agent, long ifIndex, long millis) {
        Host host = hosts.get(probe.set(mac, vlan, agent, ifIndex));
        if (host == null) {
            if (hosts.size() >= most) {
                refused++;
                return null;
            }
            host = new Host(mac, vlan, agent, ifIndex);
            hosts.put(new Key().set(mac, vlan, agent, ifIndex), host);
        }
        host.millis = millis;
        return host;
    }

    /** The packet came from that address of the host, or told it. */
    void address(Host host, long high, long low, boolean told, long millis) {
        Host.Seen seen = find(host, high, low);
        if (seen == null) {
            if (host.seen.size() >= MOST_ADDRESSES) {
                refused++;
                return;
            }
            seen = new Host.Seen(new Address(high, low));
            host.seen.add(seen);
        }
        seen.told |= told;
        seen.millis = millis;
        host.last = seen;
    }

    private static Host.Seen find(Host host, long high, long low) {
        Host.Seen last = host.last;
        if (last != null && last.address.low() == low && last.address.high() == high) {
            return last;
        }
        for (int i = 0; i < host.seen.size(); i++) {
            Address address = host.seen.get(i).address;
            if (address.low() == low && address.high() == high) {
                return host.seen.get(i);
            }
        }
        return null;
    }

    /** A packet from a MAC address came in over a link. */
    void passed(long mac, long millis) {
        Passer passer = passers.get(mac);
        if (passer == null) {
            if (passers.size() >= most) {
                refused++;
                return;
            }
            passer = new Passer(mac);
            passers.put(mac, passer);
        }
        passer.millis = millis;
    }

    void expire(long millis) {
        long before = millis - expiry;
        for (Iterator<Host> each = hosts.values().iterator(); each.hasNext(); ) {
            Host host = each.next();
            if (host.millis < before) {
                each.remove();
            } else if (host.seen.removeIf(seen -> seen.millis < before)) {
                host.last = null;
            }
        }
        passers.values().removeIf(passer -> passer.millis < before);
    }

    void clear() {
        hosts.clear();
        passers.clear();
    }

    Collection<Host> hosts() {
        return hosts.values();
    }

    Collection<Passer> passers() {
        return passers.values();
    }

    long refused() {
        return refused;
    }
}
