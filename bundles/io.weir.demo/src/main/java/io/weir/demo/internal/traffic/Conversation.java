// SPDX-License-Identifier: Apache-2.0
package io.weir.demo.internal.traffic;

import io.weir.demo.internal.encoder.PacketBuilder;
import io.weir.demo.internal.fabric.Host;
import io.weir.demo.internal.fabric.Payload;

/**
 * A TCP connection between a client and a server, one of which may be out in the world.
 *
 * <p>Thread: immutable.
 *
 * @param clientIp the client's address, of either version
 */
record Conversation(Host client, Host server, String clientIp, String serverIp, int clientPort, int serverPort) {
    /** The segment size of Ethernet's 1500 bytes, less the headers of IPv6 or IPv4. */
    private static final int FULL = 1_440;

    /** Between two hosts of the fabric, over IPv4 or IPv6. */
    static Conversation of(Host client, Host server, int clientPort, int serverPort, boolean ip6) {
        return new Conversation(
                client,
                server,
                ip6 ? client.ip6() : client.ip4(),
                ip6 ? server.ip6() : server.ip4(),
                clientPort,
                serverPort);
    }

    /** Runs for a while: full segments from the server, an acknowledgement for every second one. */
    void download(Traffic traffic, double packetsPerSecond, double seconds) {
        traffic.start(traffic.fabric().stream(server, client, clientPort, packetsPerSecond, fromServer(FULL)), seconds);
        traffic.start(
                traffic.fabric().stream(client, server, clientPort, packetsPerSecond / 2, fromClient(0)), seconds);
    }

    /** As {@link #download}, the client sending. */
    void upload(Traffic traffic, double packetsPerSecond, double seconds) {
        traffic.start(traffic.fabric().stream(client, server, clientPort, packetsPerSecond, fromClient(FULL)), seconds);
        traffic.start(
                traffic.fabric().stream(server, client, clientPort, packetsPerSecond / 2, fromServer(0)), seconds);
    }

    private Payload fromClient(int bytes) {
        return (ethernet, random) ->
                ip(ethernet, clientIp, serverIp).tcp(clientPort, serverPort).payload(bytes);
    }

    private Payload fromServer(int bytes) {
        return (ethernet, random) ->
                ip(ethernet, serverIp, clientIp).tcp(serverPort, clientPort).payload(bytes);
    }

    private static PacketBuilder ip(PacketBuilder ethernet, String from, String to) {
        return from.indexOf(':') < 0 ? ethernet.ipv4(from, to) : ethernet.ipv6(from, to);
    }
}
