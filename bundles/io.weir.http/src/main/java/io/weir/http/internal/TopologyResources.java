// SPDX-License-Identifier: Apache-2.0
package io.weir.http.internal;

import static io.weir.http.internal.Rows.delete;
import static io.weir.http.internal.Rows.get;
import static io.weir.http.internal.Rows.put;
import static io.weir.http.internal.Rows.rehearsal;
import static io.weir.http.internal.Rows.rehearsing;
import static io.weir.http.internal.Rows.with;

import io.weir.api.InvalidInput;
import io.weir.api.Owner;
import io.weir.api.http.Request;
import io.weir.api.http.Resource;
import io.weir.api.http.ResourceSource;
import io.weir.api.http.Response;
import io.weir.api.http.Shape;
import io.weir.api.net.Address;
import io.weir.api.query.MetricResult;
import io.weir.api.topology.HostLocation;
import io.weir.api.topology.HostQuery;
import io.weir.api.topology.Link;
import io.weir.api.topology.Network;
import io.weir.api.topology.Node;
import io.weir.api.topology.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Resources about the topology. Thread: immutable. */
@Component
public final class TopologyResources implements ResourceSource {
    private static final String NODE = "node";
    private static final String AGENT = "agent";
    private static final String LINK = "link";
    private static final String DATA_SOURCE = "dataSource";

    private static final Shape TOPOLOGY = Shape.JSON
            .takes("links", "by name: {node1, port1, node2, port2}")
            .takes("nodes", "by name, as far as they are not learned: {agent, ports: {NAME: {ifindex}}}")
            .example(
                    "{\"links\":{\"L1\":{\"node1\":\"leaf1\",\"port1\":\"swp1\",\"node2\":\"spine1\",\"port2\":\"swp7\"}}}")
            .rehearses();
    private static final Shape PART = Shape.JSON.answers(404, "no topology is set, or there is no such part of it");

    private final Services services;

    @Activate
    public TopologyResources(@Reference Services services) {
        this.services = services;
    }

    @Override
    public Collection<Resource> resources() {
        List<Resource> rows = new ArrayList<>();
        rows.add(part(
                "/topology/json",
                "The topology in force, with its version and what was learned of its nodes",
                of(Network::properties)));
        rows.addAll(with(TOPOLOGY, put("/topology/json", "Sets the topology, in place of the one before", this::set)));
        rows.add(delete("/topology/json", "Removes the topology, whoever has set it", this::clear)
                .with(PART.rehearses()));
        rows.add(get(
                "/topology/version/json",
                "The version of the topology, which rises with each change, learned ones too; null without one",
                request ->
                        json(services.topology().network().map(Network::version).orElse(null))));
        rows.add(part(
                "/topology/diameter/json",
                "How many links the longest of the shortest ways between two nodes has",
                of(network ->
                        network.diameter().isPresent() ? network.diameter().getAsInt() : null)));
        rows.add(part(
                "/topology/path/{from}/{to}/json",
                "The shortest ways between two nodes: nodes and links of each",
                this::paths));
        rows.add(part("/topology/nodes/json", "All nodes by name", of(TopologyResources::nodes)));
        rows.add(part("/topology/node/{node}/json", "A node: its agent, ports and links", this::node));
        rows.add(part("/topology/links/json", "All links by name", of(TopologyResources::links)));
        rows.add(part("/topology/link/{link}/json", "A link: node1, port1, node2, port2", this::link));
        rows.add(part(
                "/topology/linkmetric/{link}/{metrics}/json",
                "All metrics of one end of a link, then all of the other",
                this::linkMetric));
        rows.add(part("/topology/agent/{agent}/json", "The names of the nodes that an agent reports of", this::agent));
        rows.add(part(
                "/topology/interface/{agent}/{dataSource}/json",
                "What is at an interface: its node and port, and the link when it is not an edge",
                this::at));
        rows.add(get("/topology/hosts/json", "Hosts at edge ports, those seen last first", this::hosts)
                .with(Shape.JSON
                        .query(AGENT, "only at this agent", "")
                        .query(DATA_SOURCE, "only at interfaces of this ifIndex", "")));
        rows.add(get(
                "/topology/unlocated/json",
                "The MAC addresses that came in over links and are at no edge port",
                request -> services.topology().unlocated().thenApply(Response::json)));
        rows.add(get(
                "/topology/locate/{address}/json",
                "Where the host of a MAC, IPv4 or IPv6 address is",
                request -> locations(HostQuery.parse(request.param("address")))));
        return rows;
    }

    private static Resource part(String path, String doc, Resource.Handler handler) {
        return get(path, doc, handler).with(PART);
    }

    private static CompletionStage<Response> json(Object value) {
        return Response.now(Response.json(value));
    }

    private Resource.Handler of(Function<Network, Object> question) {
        return request -> answer(network -> Response.json(question.apply(network)));
    }

    private CompletionStage<Response> answer(Function<Network, Response> question) {
        return Response.now(services.topology()
                .network()
                .map(question)
                .orElseGet(() ->
                        Response.problem(404, "Not Found", "topology: none is set: PUT /topology/json sets one")));
    }

    private CompletionStage<Response> set(Request request) {
        if (rehearsing(request)) {
            services.topology().check(request.jsonObject());
            return rehearsal(request.jsonObject());
        }
        services.topology().set(Owner.REST, request.jsonObject());
        return Response.now(Response.noContent());
    }

    private CompletionStage<Response> clear(Request request) {
        boolean gone = !rehearsing(request) && services.topology().clear(Owner.REST);
        return gone ? Response.now(Response.noContent()) : answer(network -> Response.json(network.properties()));
    }

    private CompletionStage<Response> paths(Request request) {
        return answer(network -> {
            for (String which : List.of("from", "to")) {
                if (!network.nodes().containsKey(request.param(which))) {
                    return Response.notFound(NODE, request.param(which));
                }
            }
            return Response.json(network.shortestPaths(request.param("from"), request.param("to")).stream()
                    .map(Path::properties)
                    .toList());
        });
    }

    private static Map<String, Object> nodes(Network network) {
        Map<String, Object> shown = new LinkedHashMap<>();
        network.nodes().forEach((name, node) -> shown.put(name, shown(network, node)));
        return shown;
    }

    private static Map<String, Object> shown(Network network, Node node) {
        Map<String, Object> shown = new LinkedHashMap<>();
        node.agent().ifPresent(agent -> shown.put(AGENT, agent.toString()));
        shown.put("ports", node.ports());
        shown.put("links", network.linksOf(node.name()).stream().map(Link::name).toList());
        return shown;
    }

    private CompletionStage<Response> node(Request request) {
        String name = request.param(NODE);
        return answer(network -> Optional.ofNullable(network.nodes().get(name))
                .map(node -> Response.json(shown(network, node)))
                .orElseGet(() -> Response.notFound(NODE, name)));
    }

    private static Map<String, Object> links(Network network) {
        Map<String, Object> shown = new LinkedHashMap<>();
        network.links().forEach((name, link) -> shown.put(name, link.properties()));
        return shown;
    }

    private CompletionStage<Response> link(Request request) {
        String name = request.param(LINK);
        return answer(network -> Optional.ofNullable(network.links().get(name))
                .map(link -> Response.json(link.properties()))
                .orElseGet(() -> Response.notFound(LINK, name)));
    }

    private CompletionStage<Response> linkMetric(Request request) {
        String name = request.param(LINK);
        return services.topology()
                .linkMetric(name, Decoding.list(request.param("metrics")))
                .thenApply(found -> found.map(results -> Response.json(
                                results.stream().map(MetricResult::properties).toList()))
                        .orElseGet(() -> Response.notFound(LINK, name)));
    }

    private CompletionStage<Response> agent(Request request) {
        String name = request.param(AGENT);
        return answer(network -> services.topology()
                .agent(name)
                .map(network::nodesOf)
                .filter(nodes -> !nodes.isEmpty())
                .map(Response::json)
                .orElseGet(() -> Response.notFound("agent of the topology", name)));
    }

    private CompletionStage<Response> at(Request request) {
        String name = request.param(AGENT);
        long ifIndex = ifIndex(request.param(DATA_SOURCE));
        return answer(network -> {
            Optional<Address> agent = services.topology().agent(name);
            Optional<Link.Port> port = agent.flatMap(address -> network.port(address, ifIndex));
            if (port.isEmpty()) {
                return Response.notFound("interface of the topology", name + " " + ifIndex);
            }
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put(NODE, port.get().node());
            shown.put("port", port.get().name());
            network.link(agent.get(), ifIndex).ifPresent(link -> shown.putAll(link.from(port.get())));
            return Response.json(shown);
        });
    }

    private static long ifIndex(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw InvalidInput.of("interface", text, "not an ifIndex");
        }
    }

    private CompletionStage<Response> hosts(Request request) {
        String agent = request.query(AGENT).orElse("");
        String dataSource = request.query(DATA_SOURCE).orElse("");
        Optional<Address> address =
                agent.isEmpty() ? Optional.empty() : services.topology().agent(agent);
        if (!agent.isEmpty() && address.isEmpty()) {
            return json(List.of());
        }
        return locations(new HostQuery(
                OptionalLong.empty(),
                Optional.empty(),
                address,
                dataSource.isEmpty() ? OptionalLong.empty() : OptionalLong.of(ifIndex(dataSource))));
    }

    private CompletionStage<Response> locations(HostQuery query) {
        return services.topology()
                .hosts(query)
                .thenApply(found -> Response.json(
                        found.stream().map(HostLocation::properties).toList()));
    }
}
