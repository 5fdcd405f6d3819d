// SPDX-License-Identifier: Apache-2.0
package io.weir.benchmarks;

import io.weir.demo.internal.encoder.DatagramBuilder;
import io.weir.demo.internal.encoder.FlowSampleBuilder;
import io.weir.demo.internal.encoder.PacketBuilder;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends a running Weir 100,000 flows over UDP, apart or each seen by several agents, and asks for the 1,000 largest over REST, in
 * each way of merging. Prints percentiles.
 *
 * <pre>{@code
 * java -cp target/classes:$(cat target/classpath) io.weir.benchmarks.FlowQueryLoad 8008 6343 10 20
 * }</pre>
 */
final class FlowQueryLoad {
    private static final int FLOWS = 100_000;
    private static final int PORTS = 10;
    private static final int AT_ONCE = 6;
    private static final String PATH = "/activeflows/ALL/load_flows/json?maxFlows=1000&aggMode=";

    private final Rest rest;
    private final int udp;

    private FlowQueryLoad(int httpPort, int udp) {
        rest = new Rest(httpPort);
        this.udp = udp;
    }

    /** HTTP port, UDP port, how many agents send, seconds of asking; {@code same} if all agents see the same flows. */
    public static void main(String[] args) throws IOException, InterruptedException {
        FlowQueryLoad load = new FlowQueryLoad(Integer.parseInt(args[0]), Integer.parseInt(args[1]));
        load.run(Integer.parseInt(args[2]), Integer.parseInt(args[3]), args.length > 4 && args[4].equals("same"));
    }

    private void run(int agents, int seconds, boolean same) throws IOException, InterruptedException {
        rest.send("PUT", "/topology/json", topology(agents));
        rest.send("PUT", "/flow/load_flows/json", "{keys:'ipsource,ipdestination',value:'bytes',t:600}");
        Thread.sleep(2_000); // definitions and topology are in force at the next tick
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            for (int first = 0; first < FLOWS; first += AT_ONCE) {
                byte[] bytes = datagram(first, agents, same);
                socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), udp));
                LockSupport.parkNanos(100_000);
            }
        }
        Thread.sleep(1_000);
        System.out.printf("rows: %d%n", rest.counter("flowRows"));
        for (String merge : List.of("max", "sum", "avg", "edge", "core", "raw")) {
            rest.ask(PATH + merge, Math.max(2, seconds / 4));
        }
        for (String merge : List.of("max", "sum", "avg", "edge", "core", "raw")) {
            rest.ask(PATH + merge, seconds);
        }
        rest.send("DELETE", "/flow/load_flows/json", "");
        rest.send("DELETE", "/topology/json", "");
    }

    /** Every other port of an agent has a link. */
    private static String topology(int agents) {
        StringBuilder nodes = new StringBuilder();
        StringBuilder links = new StringBuilder();
        for (int agent = 1; agent <= agents; agent++) {
            nodes.append("n%d:{agent:'10.1.1.%d',ports:{".formatted(agent, agent));
            for (int port = 1; port <= PORTS; port++) {
                nodes.append("p%d:{ifindex:'%d'},".formatted(port, port));
                if (port % 2 == 0) {
                    links.append("l%d_%d:{node1:'n%d',port1:'p%d',node2:'far%d',port2:'p%d'},"
                            .formatted(agent, port, agent, port, agent, port));
                }
            }
            nodes.setCharAt(nodes.length() - 1, '}');
            nodes.append("},");
        }
        links.setLength(links.length() - 1);
        nodes.setLength(nodes.length() - 1);
        return "{nodes:{%s},links:{%s}}".formatted(nodes, links);
    }

    /** Some flows; neighbours in number are at one port of one agent. */
    private static byte[] datagram(int first, int agents, boolean same) {
        int agent = first / AT_ONCE % agents;
        DatagramBuilder datagram =
                DatagramBuilder.agent("10.1.1." + (agent + 1)).sequence(first / AT_ONCE / agents + 1);
        for (int i = first; i < Math.min(FLOWS, first + AT_ONCE); i++) {
            int flow = same ? first / AT_ONCE / agents * AT_ONCE + i % AT_ONCE : i;
            int port = flow / AT_ONCE % PORTS + 1;
            datagram.add(FlowSampleBuilder.of(port)
                    .sequence(flow + 1)
                    .samplingRate(1_000 + 37 * flow % 991)
                    .packet(PacketBuilder.ethernet("020000000001", "020000000002")
                            .ipv4("10." + (flow >> 16) + "." + (flow >> 8 & 0xff) + "." + (flow & 0xff), "10.200.0.1")
                            .udp(1000, 53)
                            .payload(64 + (agent + 7 * flow) % 1000)));
        }
        return datagram.bytes();
    }
}
