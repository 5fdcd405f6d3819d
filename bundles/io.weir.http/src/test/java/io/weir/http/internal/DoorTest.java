// SPDX-License-Identifier: Apache-2.0
package io.weir.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.http.Response;
import io.weir.testkit.GivenSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DoorTest {
    private static final int IN = 0;

    private final Door door = new Door(GivenSettings.of(), Set.of("probe.example.org"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "localhost:8008",
                "127.0.0.1:8008",
                "10.4.0.1",
                "[::1]:8008",
                "[fe80::1]",
                "weir",
                "weir:8008",
                "probe.example.org",
                "PROBE.example.org:8008"
            })
    void knownHostsComeIn(String host) {
        assertThat(status(door, "GET", Map.of("Host", host))).isEqualTo(IN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example.com",
                "evil.example.com:8008",
                "127.0.0.1.nip.io",
                "localhost.evil.com",
                "",
                "a b",
                "[evil.com]",
                "127.0.0.1@evil.com",
                "x:y:z",
                "evil.com:127.0.0.1",
                "1.2.3",
                "::1:evil.com"
            })
    void otherHostsAreMisdirected(String host) {
        assertThat(status(door, "GET", Map.of("Host", host))).isEqualTo(421);
    }

    @Test
    void missingHostIsMisdirected() {
        assertThat(status(door, "GET", Map.of())).isEqualTo(421);
    }

    @Test
    void settingNamesFurtherHosts() {
        Door wide = new Door(GivenSettings.of("http.hosts", "weir.example.com,*.lab.example.com"), Set.of());
        assertThat(status(wide, "GET", Map.of("Host", "weir.example.com"))).isEqualTo(IN);
        assertThat(status(wide, "GET", Map.of("Host", "a.lab.example.com"))).isEqualTo(IN);
        assertThat(status(wide, "GET", Map.of("Host", "lab.example.com"))).isEqualTo(421);
        assertThat(status(wide, "GET", Map.of("Host", "evillab.example.com"))).isEqualTo(421);
    }

    @ParameterizedTest
    @CsvSource({
        "http://evil.example.com, 403",
        "null, 403",
        "http://localhost:3000, 403",
        "http://localhost:8008, 0",
        "https://localhost:8008, 0",
        "garbage, 403"
    })
    void foreignPagesMayNotWrite(String origin, int status) {
        Map<String, String> headers = Map.of("Host", "localhost:8008", "Origin", origin);
        assertThat(status(door, "PUT", headers)).isEqualTo(status);
        assertThat(status(door, "GET", headers)).isEqualTo(IN);
    }

    @Test
    void defaultPortsAreTheSameOrigin() {
        assertThat(status(door, "PUT", Map.of("Host", "weir", "Origin", "http://weir:80")))
                .isEqualTo(IN);
        assertThat(status(door, "PUT", Map.of("Host", "weir", "Origin", "https://weir:443")))
                .isEqualTo(IN);
        assertThat(status(door, "PUT", Map.of("Host", "weir", "Origin", "https://weir:80")))
                .isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, cross-site, navigate, document, 0", "GET, cross-site, no-cors, image, 403",
                "GET, cross-site, navigate, iframe, 403",
        "POST, cross-site, navigate, document, 403", "GET, same-origin, cors, empty, 0",
                "GET, none, navigate, document, 0"
    })
    void crossSiteRequestsAreLinksOrNothing(String method, String site, String mode, String dest, int status) {
        Map<String, String> headers = new HashMap<>(Map.of("Host", "localhost", "Sec-Fetch-Site", site));
        headers.put("Sec-Fetch-Mode", mode);
        headers.put("Sec-Fetch-Dest", dest);
        assertThat(status(door, method, headers)).isEqualTo(status);
    }

    @Test
    void sharingIsForTheOriginsNamed() {
        Door shared = new Door(GivenSettings.of("http.cors", "http://grafana:3000"), Set.of());
        Map<String, String> friend =
                Map.of("Host", "localhost", "Origin", "http://grafana:3000", "Sec-Fetch-Site", "cross-site");
        assertThat(status(shared, "PUT", friend)).isEqualTo(IN);
        assertThat(shared.sharing(arrival("GET", friend)))
                .containsEntry("Access-Control-Allow-Origin", "http://grafana:3000");
        assertThat(status(shared, "PUT", Map.of("Host", "localhost", "Origin", "http://evil:3000")))
                .isEqualTo(403);
        assertThat(door.sharing(arrival("GET", friend))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"GET, 0", "HEAD, 0", "OPTIONS, 0", "PUT, 403", "POST, 403", "DELETE, 403", "PATCH, 403"})
    void readOnlyRefusesWrites(String method, int status) {
        Door readOnly = new Door(GivenSettings.of("http.readonly", "yes"), Set.of());
        assertThat(status(readOnly, method, Map.of("Host", "localhost"))).isEqualTo(status);
    }

    private static int status(Door door, String method, Map<String, String> headers) {
        return door.refuse(arrival(method, headers)).map(Response::status).orElse(IN);
    }

    private static Arrival arrival(String method, Map<String, String> headers) {
        return new Arrival(method, "/version", "", headers, new byte[0]);
    }
}
