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

    UdpSettings {
        allowed = List.copyOf(allowed);
    }

    /** Reads the settings. Throws {@link InvalidInput} naming the one that is wrong. */
    static UdpSettings of(Settings settings) {
        int port = settings.integer("sflow.port", PORT);
        return new UdpSettings(
                new InetSocketAddress(address(settings), port),
                settings.integer("sflow.sockets", 1),
                settings.integer("sflow.buffer", BUFFER),
                allowed(settings));
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
        String text = settings.get("sflow.allow").orElse("").strip();
        List<String> written = Stream.of(text.split("[,;\\s]+"))
                .filter(each -> !each.isEmpty())
                .toList();
        if (written.isEmpty() && !text.isEmpty()) {
            throw InvalidInput.of("setting", "sflow.allow", "names nobody: value=" + text);
        }
        try {
            return written.stream().map(Prefix::parse).toList();
        } catch (InvalidInput e) {
            throw e.within("setting", "sflow.allow");
        }
    }
}
