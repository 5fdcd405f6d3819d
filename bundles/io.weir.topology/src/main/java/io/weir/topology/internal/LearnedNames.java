// SPDX-License-Identifier: Apache-2.0
package io.weir.topology.internal;

import io.weir.api.net.Address;
import io.weir.api.shard.DataSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Host names of agents, and names of their interfaces, as their records tell (0:2000, 0:1005).
 *
 * <p>Thread: any; the shard that owns an agent writes. When two data sources tell a name of one thing (two sub-agents count the
 * same ifIndex, say) the first is believed until it goes, so that nothing flaps.
 */
final class LearnedNames {
    private record Name(String text, long subAgent, int sourceClass, long index) {
        static Name of(DataSource source, String text) {
            return new Name(text, source.subAgent(), source.sourceClass(), source.index());
        }

        boolean sameTeller(Name other) {
            return subAgent == other.subAgent && sourceClass == other.sourceClass && index == other.index;
        }
    }

    private static final class Names {
        private volatile Name host;
        private final Map<Long, Name> interfaces = new ConcurrentHashMap<>();

        private boolean isEmpty() {
            return host == null && interfaces.isEmpty();
        }
    }

    private final Map<Address, Names> agents = new ConcurrentHashMap<>();
    private volatile boolean changed;

    void host(DataSource source, String text) {
        Names names = names(source);
        Name told = Name.of(source, text);
        if (names.host == null || names.host.sameTeller(told)) {
            names.host = told;
            changed = true;
        }
    }

    void port(DataSource source, String text) {
        Name told = Name.of(source, text);
        Name kept = names(source)
                .interfaces
                .compute(source.index(), (any, before) -> before == null || before.sameTeller(told) ? told : before);
        if (kept.equals(told)) {
            changed = true;
        }
    }

    private Names names(DataSource source) {
        return agents.computeIfAbsent(source.agent().address(), any -> new Names());
    }

    void forget(DataSource source) {
        Address agent = source.agent().address();
        Names names = agents.get(agent);
        if (names == null) {
            return;
        }
        Name teller = Name.of(source, "");
        if (names.host != null && names.host.sameTeller(teller)) {
            names.host = null;
            changed = true;
        }
        Name port = names.interfaces.get(source.index());
        if (port != null && port.sameTeller(teller)) {
            names.interfaces.remove(source.index());
            changed = true;
        }
        if (names.isEmpty()) {
            agents.remove(agent, names);
        }
    }

    /** Whether nobody tells any name. */
    boolean isEmpty() {
        return agents.isEmpty();
    }

    /** Whether anything changed since it was last asked. */
    boolean takeChanged() {
        boolean was = changed;
        changed = false;
        return was;
    }

    Optional<String> host(Address agent) {
        Names names = agents.get(agent);
        return names == null || names.host == null ? Optional.empty() : Optional.of(names.host.text());
    }

    /** The agent with a host name; of several the one with the least address. */
    Optional<Address> agent(String host) {
        return agents.entrySet().stream()
                .filter(entry -> {
                    Name name = entry.getValue().host;
                    return name != null && name.text().equals(host);
                })
                .map(Map.Entry::getKey)
                .min(Address::compareTo);
    }

    /** The agent of each host name; of several the one with the least address. */
    Map<String, Address> agentsByHost() {
        Map<String, Address> found = new HashMap<>();
        agents.forEach((agent, names) -> {
            Name host = names.host;
            if (host != null) {
                found.merge(host.text(), agent, (a, b) -> a.compareTo(b) <= 0 ? a : b);
            }
        });
        return found;
    }

    /** The names of an agent's interfaces, by ifIndex. */
    Map<Long, String> interfaces(Address agent) {
        Names names = agents.get(agent);
        Map<Long, String> found = new HashMap<>();
        if (names != null) {
            names.interfaces.forEach((ifIndex, name) -> found.put(ifIndex, name.text()));
        }
        return found;
    }

    Iterable<Address> agents() {
        return agents.keySet();
    }
}
