// SPDX-License-Identifier: Apache-2.0
package io.weir.shell.internal;

import io.weir.api.net.Address;
import io.weir.api.shard.AgentBook;
import io.weir.api.topology.Link;
import io.weir.api.topology.Network;
import io.weir.api.topology.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code weir:topology}. Thread: the console's. */
@Service
@Command(
        scope = "weir",
        name = "topology",
        description = "List the nodes of the topology, the agents that report of them, and what is missing.",
        detailedDescription = "See the links with weir:links. Example: weir:topology -o json")
public final class Nodes extends ListCommand {
    @Override
    Listing listing(Platform with) throws InterruptedException, ExecutionException, TimeoutException {
        Set<String> heard = new HashSet<>();
        answer(with.queries().agents(List.of())).stream().map(AgentBook::agent).forEach(heard::add);
        return list(with.topology().network(), heard);
    }

    /**
     * The nodes.
     *
     * @param heard addresses of the agents that send
     */
    static Listing list(Optional<Network> network, Set<String> heard) {
        Listing listing = new Listing("No topology is set. Applications and PUT /topology/json set one.")
                .column("Node", "node")
                .column("Agent", "agent")
                .number("Links", "links")
                .number("Known ports", "ports")
                .number("Version", "version")
                .column("Owner", "owner")
                .column("State", "state");
        network.ifPresent(known -> known.nodes().values().forEach(node -> row(listing, known, node, heard)));
        return listing;
    }

    private static void row(Listing listing, Network network, Node node, Set<String> heard) {
        List<Link> links = network.linksOf(node.name());
        String agent = node.agent().map(Address::toString).orElse("");
        listing.row(
                Cell.text(node.name()),
                Cell.text(agent),
                Cell.count(links.size()),
                Cell.count(node.ports().size()),
                Cell.count(network.version()),
                Cell.text(network.owner().toString()),
                Cell.text(state(node, agent, links, heard)));
    }

    private static String state(Node node, String agent, List<Link> links, Set<String> heard) {
        if (agent.isEmpty()) {
            return "no agent with this host name";
        }
        if (!heard.contains(agent)) {
            return "agent is silent";
        }
        List<String> unknown = links.stream()
                .flatMap(link -> Stream.of(link.end1(), link.end2()))
                .filter(end -> end.node().equals(node.name()) && !node.ports().containsKey(end.name()))
                .map(Link.Port::name)
                .toList();
        return unknown.isEmpty() ? "monitored" : "no interface of this name: " + String.join(",", unknown);
    }
}
