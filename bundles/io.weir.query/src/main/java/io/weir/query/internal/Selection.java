// SPDX-License-Identifier: Apache-2.0
package io.weir.query.internal;

import io.weir.api.InvalidInput;
import io.weir.api.net.Address;
import io.weir.api.shard.Agent;
import io.weir.api.shard.DataSource;
import io.weir.api.topology.InterfaceRole;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The agents and interfaces that a question is about. Thread: immutable.
 *
 * @param all every agent
 * @param topology agents of the topology's nodes
 * @param edge interfaces no link ends at
 * @param core interfaces links end at
 */
record Selection(boolean all, boolean topology, boolean edge, boolean core, Set<Address> addresses, Set<String> hosts) {

    /** Reads addresses, host names and the pseudo agents. Throws {@link InvalidInput} when there are none. */
    static Selection of(Collection<String> agents) {
        if (agents.isEmpty()) {
            throw InvalidInput.of("query", "", "names no agent: ALL is every agent");
        }
        Set<Address> addresses = new LinkedHashSet<>();
        Set<String> hosts = new HashSet<>();
        for (String agent : agents) {
            try {
                addresses.add(Address.parse(agent));
            } catch (InvalidInput e) {
                hosts.add(agent); // a name then
            }
        }
        boolean all = hosts.remove("ALL");
        boolean topology = hosts.remove("TOPOLOGY");
        boolean edge = hosts.remove("EDGE");
        boolean core = hosts.remove("CORE");
        return new Selection(all, topology, edge, core, Set.copyOf(addresses), Set.copyOf(hosts));
    }

    /** Whether it has a pseudo agent, which stands for any number. */
    boolean several() {
        return all || topology || edge || core;
    }

    /** Visits every data source of a shard that is selected, agent by agent. */
    void visit(ShardReader reader, Consumer<? super DataSource> visitor) {
        Optional<InterfaceRole> roles = reader.roles();
        for (Agent agent : candidates(reader)) {
            boolean whole = whole(reader, agent);
            for (DataSource source : agent.dataSources()) {
                if (whole || byRole(roles, source)) {
                    visitor.accept(source);
                }
            }
        }
    }

    /** The agents of a shard that are selected whole. */
    List<Agent> agents(ShardReader reader) {
        List<Agent> found = new ArrayList<>();
        for (Agent agent : candidates(reader)) {
            if (whole(reader, agent)) {
                found.add(agent);
            }
        }
        return found;
    }

    /** The test for a data source of a shard. */
    Predicate<DataSource> where(ShardReader reader) {
        if (all) {
            return source -> true;
        }
        Set<Address> whole = new HashSet<>();
        agents(reader).forEach(agent -> whole.add(agent.address()));
        Optional<InterfaceRole> roles = reader.roles();
        return source -> whole.contains(source.agent().address()) || byRole(roles, source);
    }

    private Collection<? extends Agent> candidates(ShardReader reader) {
        if (all || topology || edge || core || !hosts.isEmpty()) {
            return reader.shard().agents();
        }
        List<Agent> found = new ArrayList<>(addresses.size());
        addresses.forEach(address -> reader.shard().agent(address).ifPresent(found::add));
        return found;
    }

    private boolean whole(ShardReader reader, Agent agent) {
        return all
                || addresses.contains(agent.address())
                || !hosts.isEmpty()
                        && reader.hostName(agent).filter(hosts::contains).isPresent()
                || topology && inTopology(reader.roles(), agent);
    }

    private static boolean inTopology(Optional<InterfaceRole> roles, Agent agent) {
        return roles.isPresent() && roles.get().contains(agent);
    }

    private boolean byRole(Optional<InterfaceRole> roles, DataSource source) {
        return roles.isPresent()
                && (edge && roles.get().edge(source) || core && roles.get().core(source));
    }
}
