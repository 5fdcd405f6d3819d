// SPDX-License-Identifier: Apache-2.0
package io.weir.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortsTest {
    private static Map<String, String> http(String port) {
        return Map.of("http.port", port);
    }

    @Test
    void freePortIsTakenAsItIs() throws IOException, Refusal {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertThat(HttpAddress.probe(http(Integer.toString(port)))).isEqualTo(new HttpAddress("127.0.0.1", port));
    }

    @Test
    void portZeroBecomesAFreeOne() throws Refusal {
        assertThat(HttpAddress.probe(http("0")).port()).isPositive();
    }

    @Test
    void takenHttpPortIsRefusedInOneLine() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = socket.getLocalPort();
            assertThatThrownBy(() -> HttpAddress.probe(http(Integer.toString(port))))
                    .isInstanceOf(Refusal.class)
                    .hasMessage("HTTP port " + port
                            + " on 127.0.0.1: taken by another program: stop it, or choose another with -Dhttp.port=N");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "-1", "65536", "8008.5", "99999999999"})
    void wrongPortsAreRefused(String port) {
        assertThatThrownBy(() -> HttpAddress.probe(http(port)))
                .hasMessage("setting \"http.port\": \"" + port + "\" is no port: give a number from 1 to 65535");
        assertThatThrownBy(() -> SflowPort.probe(Map.of("sflow.port", port)))
                .hasMessage("setting \"sflow.port\": \"" + port + "\" is no port: give a number from 1 to 65535");
    }

    @Test
    void addressOfAnotherMachineIsRefused() {
        assertThatThrownBy(() -> HttpAddress.probe(Map.of("http.hostname", "192.0.2.1", "http.port", "0")))
                .hasMessage("setting \"http.hostname\": \"192.0.2.1\" is no address of this machine:"
                        + " give one, or 0.0.0.0 for all");
    }

    @Test
    void takenUdpPortIsRefusedInOneLine() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            int port = socket.getLocalPort();
            assertThatThrownBy(() -> SflowPort.probe(Map.of("sflow.port", Integer.toString(port))))
                    .isInstanceOf(Refusal.class)
                    .hasMessage("UDP port " + port
                            + ": taken by another program: stop it, or choose another with -Dsflow.port=N");
        }
    }

    @Test
    void urlIsOneABrowserTakes() {
        assertThat(new HttpAddress("0.0.0.0", 80).url()).isEqualTo("http://127.0.0.1:80/");
        assertThat(new HttpAddress("0:0:0:0:0:0:0:1", 8008).url()).isEqualTo("http://[0:0:0:0:0:0:0:1]:8008/");
    }
}
