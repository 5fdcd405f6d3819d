// SPDX-License-Identifier: Apache-2.0
package io.weir.shell.internal;

import io.weir.api.topology.HostLocation;
import io.weir.api.topology.HostQuery;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code weir:hosts}. Thread: the console's. */
@Service
@Command(
        scope = "weir",
        name = "hosts",
        description = "List the hosts that sampled traffic shows at edge ports, those seen last first.",
        detailedDescription = "Needs a topology, which tells edge ports from links. Example: weir:hosts 192.0.2.7")
public final class Hosts extends ListCommand {
    @Argument(name = "address", description = "a MAC, IPv4 or IPv6 address; all hosts when none is given")
    private String address = "";

    @Override
    Listing listing(Platform with) throws InterruptedException, ExecutionException, TimeoutException {
        HostQuery query = address.isEmpty() ? HostQuery.ALL : HostQuery.parse(address);
        return list(answer(with.topology().hosts(query)));
    }

    static Listing list(List<HostLocation> hosts) {
        Listing listing = new Listing("No host is located: either no topology is set (weir:topology) or no packet of a"
                        + " host was sampled at an edge port yet.")
                .column("MAC", "mac")
                .column("IPv4", "ipaddress")
                .column("IPv6", "ip6address")
                .column("VLAN", "vlan")
                .column("Node", "node")
                .column("Port", "port")
                .column("Agent", "agent")
                .column("ifIndex", "ifindex")
                .number("Last seen", "lastSeenMs");
        for (HostLocation host : hosts) {
            listing.row(
                    Cell.text(host.mac()),
                    Cell.text(host.ipaddress()),
                    Cell.text(host.ip6address()),
                    Cell.text(host.vlan()),
                    Cell.text(host.node()),
                    Cell.text(host.port()),
                    Cell.text(host.agent()),
                    Cell.text(host.ifindex()),
                    Cell.duration(host.lastSeen()));
        }
        return listing;
    }
}
