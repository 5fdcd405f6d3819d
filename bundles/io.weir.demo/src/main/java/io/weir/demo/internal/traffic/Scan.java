// SPDX-License-Identifier: Apache-2.0
package io.weir.demo.internal.traffic;

import io.weir.demo.internal.fabric.Payload;

/** Somebody out in the world looks for telnet, and the access list at the border refuses. Thread: confined to the traffic. */
final class Scan implements Activity {
    private static final double MEAN_GAP = 30;
    private static final double PACKETS = 300;
    private static final int TELNET = 23;

    private final Traffic traffic;
    private final Arrivals scans;

    Scan(Traffic traffic) {
        this.traffic = traffic;
        this.scans = new Arrivals(5, MEAN_GAP, traffic.random());
    }

    @Override
    public void step(double now) {
        while (scans.due(now)) {
            String source = "192.0.2." + (100 + traffic.random().nextInt(100));
            Payload probe =
                    (ethernet, any) -> ethernet.ipv4(source, "10.1." + (1 + any.nextInt(2)) + "." + any.nextInt(256))
                            .tcp(Traffic.clientPort(any), TELNET, 0x02);
            traffic.start(
                    traffic.fabric().refused(traffic.fabric().border(), PACKETS, probe),
                    10 + traffic.random().nextInt(10));
        }
    }
}
