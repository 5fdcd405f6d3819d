// SPDX-License-Identifier: Apache-2.0
package io.weir.launch;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.Map;

/** Where HTTP will listen: found valid and free. Thread: immutable. */
record HttpAddress(String host, int port) {
    static final String DEFAULT_HOST = "127.0.0.1";
    static final String DEFAULT_PORT = "8008";

    /** Takes it from the settings and tries it; port 0 becomes one that is free now. */
    static HttpAddress probe(Map<String, String> settings) throws Refusal {
        String host = settings.getOrDefault("http.hostname", DEFAULT_HOST).strip();
        int port = port(settings.getOrDefault("http.port", DEFAULT_PORT));
        InetAddress address = address(host);
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(address, port));
            return new HttpAddress(address.getHostAddress(), probe.getLocalPort());
        } catch (BindException e) {
            throw Refusal.failure(refusal(host, port, e));
        } catch (IOException e) {
            throw Refusal.failure("HTTP port " + port + " on " + host + ": cannot be used: " + Why.of(e)
                    + ": choose another with -Dhttp.port=N");
        }
    }

    private static int port(String text) throws Refusal {
        try {
            int port = Integer.parseInt(text.strip());
            if (port >= 0 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // said below, as for a number out of range
        }
        throw Refusal.failure("setting \"http.port\": \"" + text + "\" is no port: give a number from 1 to 65535");
    }

    private static InetAddress address(String host) throws Refusal {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw Refusal.failure("setting \"http.hostname\": \"" + host
                    + "\" is no address of this machine: give one, or 0.0.0.0 for all");
        }
    }

    private static String refusal(String host, int port, BindException e) {
        String text = String.valueOf(e.getMessage());
        if (text.contains("Permission")) {
            return "HTTP port " + port + " on " + host + ": not permitted: choose one above 1023 with -Dhttp.port=N";
        }
        if (text.contains("assign")) {
            return "setting \"http.hostname\": \"" + host
                    + "\" is no address of this machine: give one, or 0.0.0.0 for all";
        }
        return "HTTP port " + port + " on " + host
                + ": taken by another program: stop it, or choose another with -Dhttp.port=N";
    }

    /** What to type into a browser of this machine. */
    String url() {
        boolean any = host.equals("0.0.0.0") || host.equals("0:0:0:0:0:0:0:0");
        String shown = host.contains(":") ? "[" + host + "]" : host;
        return "http://" + (any ? DEFAULT_HOST : shown) + ":" + port + "/";
    }
}
