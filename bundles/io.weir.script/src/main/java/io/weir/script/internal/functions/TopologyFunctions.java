// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal.functions;

import io.weir.api.InvalidInput;
import io.weir.api.net.Address;
import io.weir.api.query.MetricResult;
import io.weir.api.script.ScriptContext;
import io.weir.api.script.ScriptFunction;
import io.weir.api.topology.HostLocation;
import io.weir.api.topology.HostQuery;
import io.weir.api.topology.Link;
import io.weir.api.topology.Network;
import io.weir.api.topology.Node;
import io.weir.api.topology.Path;
import io.weir.api.topology.Topology;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Functions about the topology; what is not there is null. Thread: any. */
public final class TopologyFunctions {
    private static final String REGISTRATION = "topology";

    private final Topology topology;
    private final ScriptLog log;

    public TopologyFunctions(Topology topology, ScriptLog log) {
        this.topology = topology;
        this.log = log;
    }

    public List<ScriptFunction> rows() {
        Rows rows = new Rows();
        whole(rows);
        parts(rows);
        interfaces(rows);
        hosts(rows);
        return rows.list();
    }

    private void whole(Rows rows) {
        rows.row(
                        "setTopology(topology: object): boolean",
                        "Puts a topology in force while the script runs; false, with a word in the log, when it is wrong",
                        this::setTopology)
                .row(
                        "getTopology(): object",
                        "The topology in force with its version and what was learned of its nodes, yours to change",
                        (script, a) -> of(Network::properties))
                .row(
                        "clearTopology(): boolean",
                        "Takes back the topology that this script has set; false when it has set none",
                        this::clearTopology)
                .row(
                        "topologyVersion(): number",
                        "The version of the topology in force, which rises with each change, learned ones too",
                        (script, a) -> of(Network::version))
                .row(
                        "topologyDiameter(): number",
                        "How many links the longest of the shortest ways between two nodes has",
                        (script, a) -> of(network -> network(network.diameter())))
                .row(
                        "topologyShortestPaths(from: string, to: string): object[]",
                        "The shortest ways between two nodes: nodes and links of each",
                        (script, a) -> of(network -> network.shortestPaths(a.text(0), a.text(1)).stream()
                                .map(Path::properties)
                                .toList()));
    }

    private void parts(Rows rows) {
        rows.row(
                        "topologyNodeNames(sorted?: boolean): string[]",
                        "The names of all nodes",
                        (script, a) -> of(network -> names(network.nodes().keySet(), a)))
                .row(
                        "topologyLinkNames(sorted?: boolean): string[]",
                        "The names of all links",
                        (script, a) -> of(network -> names(network.links().keySet(), a)))
                .row(
                        "topologyLink(link: string): object",
                        "A link: node1, port1, node2, port2",
                        (script, a) -> of(
                                network -> Optional.ofNullable(network.links().get(a.text(0)))
                                        .map(Link::properties)
                                        .orElse(null)))
                .row(
                        "topologyNodeLinks(node: string): string[]",
                        "The names of the links that end at a node",
                        (script, a) -> of(network -> network.nodes().containsKey(a.text(0))
                                ? network.linksOf(a.text(0)).stream()
                                        .map(Link::name)
                                        .toList()
                                : null))
                .row(
                        "topologyLinkMetric(link: string, metrics: string): object[]",
                        "All metrics of one end of a link, then all of the other; with an agent only where the value is there",
                        this::linkMetric)
                .row(
                        "topologyAgentForNode(node: string): string",
                        "The address of the agent that reports of a node",
                        (script, a) -> of(
                                network -> Optional.ofNullable(network.nodes().get(a.text(0)))
                                        .flatMap(Node::agent)
                                        .map(Address::toString)
                                        .orElse(null)));
    }

    private void interfaces(Rows rows) {
        rows.row(
                        "topologyNodesForAgent(agent: string, dataSource?: string): string[]",
                        "The nodes that an agent reports of, or the one that an interface of it belongs to",
                        (script, a) -> at(a, this::nodes))
                .row(
                        "topologyInterfaceToLink(agent: string, dataSource: string): object",
                        "The link at an interface: linkname, localnode, localport, remotenode, remoteport; null at an edge",
                        (script, a) -> at(
                                a,
                                (network, place) -> place.ifIndex().isEmpty()
                                        ? null
                                        : network.link(
                                                        place.agent(),
                                                        place.ifIndex().getAsLong())
                                                .map(link -> link.from(network.port(
                                                                place.agent(),
                                                                place.ifIndex().getAsLong())
                                                        .orElse(link.end1())))
                                                .orElse(null)))
                .row(
                        "topologyInterfaceToPort(agent: string, dataSource: string): object",
                        "The port at an interface: node, and port as far as its name is known",
                        (script, a) -> at(
                                a,
                                (network, place) -> place.ifIndex().isEmpty()
                                        ? null
                                        : network.port(
                                                        place.agent(),
                                                        place.ifIndex().getAsLong())
                                                .map(TopologyFunctions::port)
                                                .orElse(null)));
    }

    private void hosts(Rows rows) {
        rows.row(
                        "topologyLocatedHostMacs(agent?: string, dataSource?: string): string[]",
                        "The MAC addresses of hosts whose place is known, all or those at an interface",
                        this::locatedMacs)
                .row(
                        "topologyLocateHostMac(mac: string): object[]",
                        "Where the host of a MAC address is: node, port, agent, ifindex, vlan, ipaddress …, the last seen first",
                        (script, a) -> locate(script, a.text(0), HostQuery::mac))
                .row(
                        "topologyLocateHostIP(address: string): object[]",
                        "Where the host of an IPv4 address is",
                        (script, a) -> locate(script, a.text(0), text -> HostQuery.address(Address.parse(text))))
                .row(
                        "topologyLocateHostIP6(address: string): object[]",
                        "Where the host of an IPv6 address is",
                        (script, a) -> locate(script, a.text(0), text -> HostQuery.address(Address.parse(text))))
                .row(
                        "topologyUnlocatedHostMacs(): string[]",
                        "The MAC addresses that came in over links and are at no edge port",
                        (script, a) -> script.await(topology.unlocated()));
    }

    private Object setTopology(ScriptContext script, Arguments a) {
        try {
            script.replace(REGISTRATION, topology.set(script.owner(), a.object(0)));
            return true;
        } catch (InvalidInput wrong) {
            log.warn(script, wrong.getMessage());
            return false;
        }
    }

    private Object clearTopology(ScriptContext script, Arguments a) {
        boolean cleared = topology.clear(script.owner());
        script.release(REGISTRATION);
        return cleared;
    }

    private Object of(Function<Network, Object> question) {
        return topology.network().map(question).orElse(null);
    }

    private static Object network(OptionalInt number) {
        return number.isPresent() ? number.getAsInt() : null;
    }

    private static List<String> names(Collection<String> names, Arguments a) {
        boolean sorted = Boolean.TRUE.equals(a.value(0));
        return sorted ? names.stream().sorted().toList() : List.copyOf(names);
    }

    private Object linkMetric(ScriptContext script, Arguments a) {
        return script.await(topology.linkMetric(a.text(0), a.names(1)))
                .map(found -> found.stream().map(MetricResult::properties).toList())
                .orElse(null);
    }

    /** An interface, or an agent when nothing more was said. */
    private record Place(Address agent, OptionalLong ifIndex) {}

    private Object at(Arguments a, BiFunction<Network, Place, Object> question) {
        Optional<Network> network = topology.network();
        Optional<Place> place = place(a);
        return network.isEmpty() || place.isEmpty() ? null : question.apply(network.get(), place.get());
    }

    private Optional<Place> place(Arguments a) {
        return topology.agent(a.text(0)).map(agent -> new Place(agent, number(a.text(1))));
    }

    /** An ifIndex; none for what data sources else are called, and for {@code discard}, {@code multiple} … */
    private static OptionalLong number(String dataSource) {
        try {
            return OptionalLong.of(Long.parseLong(dataSource));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    private Object nodes(Network network, Place place) {
        List<String> all = network.nodesOf(place.agent());
        if (place.ifIndex().isPresent()) {
            Optional<Link.Port> port =
                    network.port(place.agent(), place.ifIndex().getAsLong());
            all = port.map(Link.Port::node).map(List::of).orElse(all);
        }
        return all.isEmpty() ? null : all;
    }

    private static Map<String, Object> port(Link.Port port) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("node", port.node());
        if (!port.name().isEmpty()) {
            shown.put("port", port.name());
        }
        return shown;
    }

    private Object locatedMacs(ScriptContext script, Arguments a) {
        HostQuery query = HostQuery.ALL;
        if (a.has(0)) {
            Optional<Place> place = place(a);
            if (place.isEmpty() || a.has(1) && place.get().ifIndex().isEmpty()) {
                return List.of();
            }
            query = new HostQuery(
                    OptionalLong.empty(),
                    Optional.empty(),
                    Optional.of(place.get().agent()),
                    place.get().ifIndex());
        }
        return script.await(topology.hosts(query)).stream()
                .map(HostLocation::mac)
                .distinct()
                .toList();
    }

    private Object locate(ScriptContext script, String text, Function<String, HostQuery> query) {
        try {
            return script.await(topology.hosts(query.apply(text))).stream()
                    .map(HostLocation::properties)
                    .toList();
        } catch (InvalidInput none) {
            return List.of();
        }
    }
}
