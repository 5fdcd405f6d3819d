// SPDX-License-Identifier: Apache-2.0
package io.weir.launch;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.Map;

/** The UDP port datagrams come to: found valid and free before anything starts. Thread: any. */
final class SflowPort {
    static final String SETTING = "sflow.port";
    static final String DEFAULT = "6343";

    private SflowPort() {}

    /** The capture that is played in place of what the network sends; blank when none is. */
    static String capture(Map<String, String> settings) {
        return settings.getOrDefault("sflow.file", "").strip();
    }

    static void probe(Map<String, String> settings) throws Refusal {
        String text = settings.getOrDefault(SETTING, DEFAULT).strip();
        int port;
        try {
            port = Integer.parseInt(text);
        } catch (NumberFormatException e) {
            port = -1;
        }
        if (port < 0 || port > 65535) {
            throw Refusal.failure(
                    "setting \"" + SETTING + "\": \"" + text + "\" is no port: give a number from 1 to 65535");
        }
        if (!capture(settings).isEmpty()) {
            return;
        }
        try (DatagramSocket probe = new DatagramSocket(null)) {
            probe.setReuseAddress(false);
            probe.bind(new InetSocketAddress(port));
        } catch (IOException e) {
            boolean denied = String.valueOf(e.getMessage()).contains("Permission");
            throw Refusal.failure("UDP port " + port
                    + (denied
                            ? ": not permitted: choose one above 1023"
                            : ": taken by another program: stop it, or choose another")
                    + " with -D" + SETTING + "=N");
        }
    }
}
