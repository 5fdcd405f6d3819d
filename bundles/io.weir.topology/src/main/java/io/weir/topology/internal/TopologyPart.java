// SPDX-License-Identifier: Apache-2.0
package io.weir.topology.internal;

import io.weir.api.metric.MetricId;
import io.weir.api.metric.MetricTable;
import io.weir.api.metric.Reading;
import io.weir.api.net.Address;
import io.weir.api.shard.Agent;
import io.weir.api.shard.DataSource;
import io.weir.api.shard.Observation;
import io.weir.api.shard.Shard;
import io.weir.api.shard.ShardPart;
import io.weir.api.topology.HostLocation;
import io.weir.api.topology.HostQuery;
import io.weir.api.topology.InterfaceRole;
import io.weir.api.topology.Link;
import io.weir.packet.PacketView;
import io.weir.topology.internal.InterfaceIndex.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A shard's view of the topology: it learns names and hosts, and tells which interface faces what.
 *
 * <p>Thread: confined to the shard. While no topology is in force a sample costs one volatile read.
 */
final class TopologyPart implements ShardPart, InterfaceRole {
    private static final MetricId HOST_NAME = new MetricId("host_name");
    private static final MetricId IF_NAME = new MetricId("ifname");
    private static final MetricId AGGREGATE = new MetricId("agg_attachedaggid");
    private static final MetricId PARTNER = new MetricId("agg_partneropersystemid");
    private static final int INTERFACE = 0;
    private static final int ENTITY = 2;
    private static final long HOST = 1;
    private static final long MOST_IF_INDEX = 0x3fff_fffeL;
    private static final long EXPIRE_MILLIS = 5_000;

    private final Shard shard;
    private final LearningTopology topology;
    private final HostTable hosts;
    /** By the id of a data source: the name it told last, to see at once that nothing is new. */
    private String[] names = {};

    private DataSource[] tellers = {};
    /** By the id of a data source: its role in {@link #known}, or null. */
    private Role[] roles = {};

    private InterfaceIndex known;
    private long expired;
    private long refused;

    TopologyPart(Shard shard, LearningTopology topology, HostTable hosts) {
        this.shard = shard;
        this.topology = topology;
        this.hosts = hosts;
        known = topology.index();
        expired = shard.now();
        shard.view(MetricTable.class).ifPresent(this::catchUp);
    }

    /** Names that were told before this part was there. */
    private void catchUp(MetricTable metrics) {
        for (Agent agent : shard.agents()) {
            for (DataSource source : agent.dataSources()) {
                MetricId metric = source.sourceClass() == INTERFACE ? IF_NAME : HOST_NAME;
                metrics.find(source, metric)
                        .filter(Reading::isText)
                        .ifPresent(reading -> onText(source, metric, reading.text()));
            }
        }
    }

    @Override
    public void onText(DataSource source, MetricId metric, String text) {
        boolean port = source.sourceClass() == INTERFACE && metric.equals(IF_NAME);
        boolean host = source.sourceClass() == ENTITY && source.index() == HOST && metric.equals(HOST_NAME);
        if (!port && !host || text.isEmpty()) {
            return;
        }
        int id = source.id();
        if (id >= names.length) {
            names = Arrays.copyOf(names, Math.max(id + 1, names.length * 2));
            tellers = Arrays.copyOf(tellers, names.length);
        }
        if (text.equals(names[id])) {
            return;
        }
        names[id] = text;
        tellers[id] = source;
        if (port) {
            topology.names().port(source, text);
        } else {
            topology.names().host(source, text);
        }
    }

    @Override
    public void onFlowSample(Observation sample) {
        InterfaceIndex index = topology.index();
        if (!index.hasTopology() || sample.inputFormat() != 0 || sample.input() > MOST_IF_INDEX) {
            return;
        }
        Address agent = sample.dataSource().agent().address();
        Role role = index.role(agent, sample.input());
        if (role == Role.NONE) {
            return;
        }
        PacketView packet = sample.packet();
        long mac = Packets.source(packet);
        if (mac == 0) {
            return;
        }
        if (role == Role.CORE) {
            hosts.passed(mac, sample.millis());
            return;
        }
        Host host = hosts.seen(mac, Packets.vlan(sample, packet), agent, sample.input(), sample.millis());
        if (host != null) {
            Packets.address(packet, hosts, host, sample.millis());
        }
    }

    @Override
    public void onTick(long millis) {
        if (millis - expired >= EXPIRE_MILLIS || millis < expired) {
            expired = millis;
            hosts.expire(millis);
            InterfaceIndex index = topology.index();
            hosts.hosts().removeIf(host -> index.role(host.agent, host.ifIndex) != Role.EDGE);
            topology.refused(hosts.refused() - refused);
            refused = hosts.refused();
        }
    }

    @Override
    public void onForgotten(DataSource source) {
        int id = source.id();
        if (id < roles.length) {
            roles[id] = null;
        }
        if (id < names.length && names[id] != null) {
            names[id] = null;
            tellers[id] = null;
            topology.names().forget(source);
        }
    }

    /** The shard's agents are gone for it, and their names with them. */
    @Override
    public void onClose() {
        for (int id = 0; id < names.length; id++) {
            if (names[id] != null) {
                topology.names().forget(tellers[id]);
            }
        }
    }

    @SuppressWarnings("ReferenceEquality")
    private Role role(DataSource source) {
        InterfaceIndex index = topology.index();
        if (index != known) {
            known = index;
            Arrays.fill(roles, null);
        }
        if (source.sourceClass() != INTERFACE || !index.hasTopology()) {
            return Role.NONE;
        }
        int id = source.id();
        if (id >= roles.length) {
            roles = Arrays.copyOf(roles, Math.max(id + 1, roles.length * 2));
        }
        if (roles[id] == null) {
            roles[id] = index.role(source.agent().address(), source.index());
        }
        return roles[id];
    }

    @Override
    public boolean contains(Agent agent) {
        return !topology.index().nodes(agent.address()).isEmpty();
    }

    @Override
    public boolean edge(DataSource source) {
        return role(source) == Role.EDGE;
    }

    @Override
    public boolean core(DataSource source) {
        return role(source) == Role.CORE;
    }

    @Override
    public Optional<String> link(DataSource source, long ifIndex) {
        Interface found = topology.index().find(source.agent().address(), ifIndex);
        return found == null ? Optional.empty() : found.link().map(Link::name);
    }

    /** The shard's hosts that a question means. */
    List<HostLocation> hosts(HostQuery query) {
        List<Host> found = new ArrayList<>();
        InterfaceIndex index = topology.index();
        for (Host host : hosts.hosts()) {
            if (means(query, host) && index.role(host.agent, host.ifIndex) == Role.EDGE) {
                found.add(host);
            }
        }
        Set<List<Object>> tagged = new HashSet<>();
        found.stream().filter(host -> host.vlan != 0).forEach(host -> tagged.add(place(host)));
        found.removeIf(host -> host.vlan == 0 && tagged.contains(place(host)));
        return found.stream().map(host -> location(index, host, query)).toList();
    }

    /** What hosts have in common that differ by VLAN: one without is the same, seen in samples that do not tell theirs. */
    private static List<Object> place(Host host) {
        return List.of(host.mac, host.agent, host.ifIndex);
    }

    private static boolean means(HostQuery query, Host host) {
        return (query.mac().isEmpty() || query.mac().getAsLong() == host.mac)
                && (query.ifIndex().isEmpty() || query.ifIndex().getAsLong() == host.ifIndex)
                && (query.agent().isEmpty() || query.agent().get().equals(host.agent))
                && (query.address().isEmpty() || host.has(query.address().get()));
    }

    private HostLocation location(InterfaceIndex index, Host host, HostQuery query) {
        Optional<Link.Port> port =
                Optional.ofNullable(index.find(host.agent, host.ifIndex)).flatMap(Interface::port);
        Optional<Address> asked4 = query.address().filter(Address::isIpv4);
        Optional<Address> asked6 = query.address().filter(address -> !address.isIpv4());
        return new HostLocation(
                mac(host.mac),
                port.map(Link.Port::node).orElse(""),
                port.map(Link.Port::name).orElse(""),
                host.agent.toString(),
                Long.toString(host.ifIndex),
                host.vlan == 0 ? "" : Integer.toString(host.vlan),
                asked4.or(() -> host.own(true)).map(Address::toString).orElse(""),
                asked6.or(() -> host.own(false)).map(Address::toString).orElse(""),
                text(host, AGGREGATE),
                text(host, PARTNER),
                Math.max(0, shard.now() - host.millis));
    }

    private static String mac(long mac) {
        return String.format(Locale.ROOT, "%012X", mac);
    }

    /** A metric of the interface a host is at, as text. */
    private String text(Host host, MetricId metric) {
        Optional<MetricTable> metrics = shard.view(MetricTable.class);
        Optional<? extends Agent> agent = shard.agent(host.agent);
        if (metrics.isEmpty() || agent.isEmpty()) {
            return "";
        }
        for (DataSource source : agent.get().dataSources()) {
            if (source.sourceClass() == INTERFACE && source.index() == host.ifIndex) {
                return metrics.get()
                        .find(source, metric)
                        .map(TopologyPart::text)
                        .orElse("");
            }
        }
        return "";
    }

    private static String text(Reading reading) {
        return reading.isText() ? reading.text() : Long.toString(Math.round(reading.number()));
    }

    /** The MAC addresses that came in over links. */
    List<String> passers() {
        return hosts.passers().stream().map(passer -> mac(passer.mac)).toList();
    }
}
