// SPDX-License-Identifier: Apache-2.0
package io.weir.demo.internal.traffic;

import io.weir.demo.internal.fabric.Host;
import java.util.List;
import java.util.random.RandomGenerator;

/** Web pages: clients out in the world and applications within fetch from the web servers. Thread: confined to the traffic. */
final class Web implements Activity {
    private static final List<String> SERVERS = List.of("web1", "web2", "web3");
    private static final double MEAN_GAP = 0.4;
    private static final double MEAN_SECONDS = 8;

    private final Traffic traffic;
    private final RandomGenerator random;
    private final Arrivals pages;

    Web(Traffic traffic) {
        this.traffic = traffic;
        this.random = traffic.random();
        this.pages = new Arrivals(0, MEAN_GAP, random);
    }

    @Override
    public void step(double now) {
        while (pages.due(now)) {
            Host server = traffic.fabric().host(SERVERS.get(random.nextInt(SERVERS.size())));
            Host client = random.nextInt(3) > 0 ? traffic.fabric().border() : traffic.anyHost();
            if (!client.equals(server)) {
                double packetsPerSecond = 50 + Arrivals.exponential(300, random);
                double seconds = 2 + Arrivals.exponential(MEAN_SECONDS, random);
                page(client, server).download(traffic, Math.min(2_000, packetsPerSecond), Math.min(60, seconds));
            }
        }
    }

    private Conversation page(Host client, Host server) {
        boolean ip6 = random.nextInt(4) == 0;
        int port = Traffic.clientPort(random);
        int service = random.nextInt(5) == 0 ? 80 : 443;
        if (!client.equals(traffic.fabric().border())) {
            return Conversation.of(client, server, port, service, ip6);
        }
        int number = 1 + random.nextInt(254);
        return ip6
                ? new Conversation(client, server, "2001:db8:f00::" + number, server.ip6(), port, service)
                : new Conversation(client, server, "198.51.100." + number, server.ip4(), port, service);
    }
}
