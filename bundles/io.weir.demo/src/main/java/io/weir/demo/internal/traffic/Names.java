// SPDX-License-Identifier: Apache-2.0
package io.weir.demo.internal.traffic;

import io.weir.demo.internal.fabric.Fabric;
import io.weir.demo.internal.fabric.Host;
import io.weir.demo.internal.fabric.Payload;
import java.util.List;
import java.util.random.RandomGenerator;

/** DNS: every host asks the name server, a burst about one name after another. Thread: confined to the traffic. */
final class Names implements Activity {
    private static final List<String> NAMES = List.of(
            "www.example.com",
            "api.example.com",
            "static.cdn.example.net",
            "mail.example.org",
            "db.internal.example",
            "time.example.net");
    private static final double MEAN_GAP = 0.5;

    private final Traffic traffic;
    private final RandomGenerator random;
    private final Arrivals bursts;

    Names(Traffic traffic) {
        this.traffic = traffic;
        this.random = traffic.random();
        this.bursts = new Arrivals(0, MEAN_GAP, random);
    }

    @Override
    public void step(double now) {
        while (bursts.due(now)) {
            Host client = traffic.anyHost();
            Host server = traffic.fabric().host("dns1");
            if (!client.equals(server)) {
                burst(client, server, NAMES.get(random.nextInt(NAMES.size())));
            }
        }
    }

    private void burst(Host client, Host server, String name) {
        int answer = random.nextInt(10) == 0 ? 3 : 0;
        String[] addresses = answer == 0 ? new String[] {"203.0.113.10"} : new String[0];
        Payload question = (ethernet, any) -> ethernet.ipv4(client.ip4(), server.ip4())
                .udp(Traffic.clientPort(any), 53)
                .dnsQuery(any.nextInt(65_536), name);
        Payload response = (ethernet, any) -> ethernet.ipv4(server.ip4(), client.ip4())
                .udp(53, Traffic.clientPort(any))
                .dnsResponse(any.nextInt(65_536), name, answer, addresses);
        double packetsPerSecond = 50 + random.nextInt(250);
        double seconds = 3 + random.nextInt(10);
        int hash = random.nextInt(2);
        Fabric fabric = traffic.fabric();
        traffic.start(fabric.stream(client, server, hash, packetsPerSecond, question), seconds);
        traffic.start(fabric.stream(server, client, hash, packetsPerSecond, response), seconds);
    }
}
