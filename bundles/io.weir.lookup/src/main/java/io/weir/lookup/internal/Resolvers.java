// SPDX-License-Identifier: Apache-2.0
package io.weir.lookup.internal;

import io.weir.api.net.Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.naming.Context;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.InitialDirContext;

/** Ways to find the name of an address. Thread: any; they wait for an answer. */
final class Resolvers {
    private static final String HEX = "0123456789abcdef";

    private Resolvers() {}

    /** Asks servers, given with commas between, or the machine's own way (hosts file, DNS) when there are none. */
    static Function<Address, Optional<String>> of(String servers) {
        String urls = Arrays.stream(servers.split("[,;\\s]+", -1))
                .filter(server -> !server.isEmpty())
                .map(server ->
                        "dns://" + (server.indexOf(':') != server.lastIndexOf(':') ? "[" + server + "]" : server))
                .collect(Collectors.joining(" "));
        return urls.isEmpty() ? Resolvers::machine : address -> ask(urls, address);
    }

    private static byte[] bytes(Address address) {
        byte[] bytes = ByteBuffer.allocate(16)
                .putLong(address.high())
                .putLong(address.low())
                .array();
        return address.isIpv4() ? Arrays.copyOfRange(bytes, 12, 16) : bytes;
    }

    private static Optional<String> machine(Address address) {
        try {
            InetAddress asked = InetAddress.getByAddress(bytes(address));
            String name = asked.getCanonicalHostName();
            return name.equals(asked.getHostAddress()) ? Optional.empty() : Optional.of(name);
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    // the provider for DNS makes texts and bytes of answers, never objects; it takes a table of the old kind
    @SuppressWarnings({"BanJNDI", "JdkObsolete"})
    private static Optional<String> ask(String urls, Address address) {
        Hashtable<String, String> environment = new Hashtable<>();
        environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
        environment.put(Context.PROVIDER_URL, urls);
        environment.put("com.sun.jndi.dns.timeout.initial", "1000");
        environment.put("com.sun.jndi.dns.timeout.retries", "2");
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // the factory is the platform's, which a bundle's class loader does not see
        thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
        try {
            InitialDirContext context = new InitialDirContext(environment);
            try {
                Attribute names = context.getAttributes(reverse(address), new String[] {"PTR"})
                        .get("PTR");
                return names == null || names.size() == 0
                        ? Optional.empty()
                        : Optional.of(String.valueOf(names.get(0)));
            } finally {
                context.close();
            }
        } catch (NamingException e) {
            return Optional.empty();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Source: RFC 1035 §3.5, RFC 3596 §2.5. */
    static String reverse(Address address) {
        StringBuilder name = new StringBuilder();
        byte[] bytes = bytes(address);
        for (int i = bytes.length - 1; i >= 0; i--) {
            if (bytes.length == 4) {
                name.append(bytes[i] & 0xff).append('.');
            } else {
                name.append(HEX.charAt(bytes[i] & 15))
                        .append('.')
                        .append(HEX.charAt(bytes[i] >> 4 & 15))
                        .append('.');
            }
        }
        return name.append(bytes.length == 4 ? "in-addr.arpa" : "ip6.arpa").toString();
    }
}
