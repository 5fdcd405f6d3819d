// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal;

import io.weir.api.InvalidInput;
import io.weir.api.net.Prefix;
import io.weir.api.store.Settings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where datagrams are received, and from whom. Thread: immutable.
 *
 * @param address where the sockets are bound
 * @param sockets how many share the port
 * @param buffer bytes of the kernel's buffer to ask for, a socket
 * @param allowed the UDP sources to take datagrams from; empty for all
 */
record UdpSettings(InetSocketAddress address, int sockets, int buffer, List<Prefix> allowed) {
    private static final int PORT = 6343;
    private static final int BUFFER = 8 << 20;
    private static final int MOST_SOCKETS = 16;

    UdpSettings {
        allowed = List.copyOf(allowed);
    }

    /** Reads the settings. Throws {@link InvalidInput} naming the one that is wrong. */
    static UdpSettings of(Settings settings) {
        int port = within(settings, "sflow.port", PORT, 0, 65_535);
        return new UdpSettings(
                new InetSocketAddress(address(settings), port),
                within(settings, "sflow.sockets", 1, 1, MOST_SOCKETS),
                within(settings, "sflow.buffer", BUFFER, 4096, 1 << 30),
                allowed(settings));
    }

    private static int within(Settings settings, String name, int usual, int least, int most) {
        int value = settings.integer(name, usual);
        if (value < least || value > most) {
            throw InvalidInput.of("setting", name, "must be " + least + " to " + most + ": value=" + value);
        }
        return value;
    }

    /** All addresses, IPv4 and IPv6, unless told; loopback alone when the demonstration runs. */
    private static InetAddress address(Settings settings) {
        if (settings.flag("weir.demo", false)) {
            return InetAddress.getLoopbackAddress();
        }
        String name = settings.get("sflow.address").isPresent() ? "sflow.address" : "sflow.hostname";
        Optional<String> host = settings.get(name).map(String::trim).filter(text -> !text.isEmpty());
        try {
            return host.isPresent() ? InetAddress.getByName(host.get()) : new InetSocketAddress(0).getAddress();
        } catch (UnknownHostException e) {
            throw InvalidInput.of("setting", name, "no such host: value=" + host.get());
        }
    }

    private static List<Prefix> allowed(Settings settings) {
        try {
            return settings.get("sflow.allow").stream()
                    .flatMap(text -> Stream.of(text.split("[,;\\s]+")))
                    .filter(text -> !text.isEmpty())
                    .map(Prefix::parse)
                    .toList();
        } catch (InvalidInput e) {
            throw e.within("setting", "sflow.allow");
        }
    }
}
