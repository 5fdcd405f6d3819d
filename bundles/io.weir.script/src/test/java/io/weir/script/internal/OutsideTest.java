// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.app.Permission;
import io.weir.testkit.MemoryApp;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What scripts say to the world outside, how they write it, and what of the world Weir has not. */
class OutsideTest {
    private final Engine engine = new Engine();

    @AfterEach
    void close() {
        engine.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "md5('weir')                                             | 57c6838eabf401f73f6dd50093408e33",
                "md5(12)                                                 | c20ad4d76fe97759aa27a0c99bff6710",
                "formatNumber('1234.5', '#,##0.00 seconds')              | 1,234.50 seconds",
                "formatDate(new Date(86400000), 'yyyy').length           | 4.0",
                "formatDate(0, 'yyyy-MM-dd') === formatDate(new Date(0), 'yyyy-MM-dd') | true",
                "formatDate('86400000', 'D') !== formatDate(0, 'D')      | true",
                "typeof formatDate()                                     | string",
                "dnsGetAllByName('127.0.0.1').join()                     | 127.0.0.1",
                "dnsGetAllByName(['127.0.0.1'])[0]                       | 127.0.0.1",
            })
    void textsAndNames(String expression, String told) {
        assertThat(engine.toldBy("tell(" + expression + ")")).singleElement().hasToString(told);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "formatDate(0, 'bbb')              | pattern",
                "formatDate('yesterday')           | not a number: value=yesterday",
                "formatNumber(1, '#;#;#')          | pattern",
                "dnsGetAllByName('no host')        | host \"no host\": unknown",
                "graphite('127.0.0.1', 0, {a: 1})  | out of range: port=0",
            })
    void whatCannotBeIsAnException(String call, String message) {
        assertThat(engine.toldBy("try { " + call + " } catch (e) { tell(e.message) }"))
                .singleElement()
                .asString()
                .contains(message);
    }

    @Test
    void graphiteIsSentTheNumbers() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            engine.run("graphite('127.0.0.1', " + server.getLocalPort()
                    + ", {'linux.load one': 1.5, n: 3, absent: undefined, text: 'x'})");
            try (Socket socket = server.accept();
                    BufferedReader lines = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
                long seconds = engine.timeline.millis() / 1000;
                assertThat(lines.lines()).containsExactly("linux.load_one 1.5 " + seconds, "n 3 " + seconds);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dnsGetAllByName('127.0.0.1')                       | dns",
                "syslog('127.0.0.1', 1, 1, 1, 'x')                  | message",
                "graphite('127.0.0.1', 1, {a: 1})                   | message",
                "http('http://192.0.2.1/')                          | http",
                "http('//192.0.2.1/')                               | http",
                "http('https://127.0.0.1:9/')                       | http",
                "http2({url: 'http://192.0.2.1/'})                  | http",
                "httpAsync({url: ['http://192.0.2.1/']})            | http",
                "http('/flow/x/json', 'put', 'text/plain', '{}')    | rest",
                "http2({url: '/flow/x/json', operation: 'delete'})  | rest",
                "httpAsync({url: 'flow/x/json', operation: 'POST'}) | rest",
            })
    void whatAnAppMayNotDoIsAnExceptionThatNamesThePermission(String call, String permission) {
        engine.start(
                new MemoryApp("held")
                        .with("scripts/h.js", "try { " + call + "; tell('done') } catch (e) { tell(e.message) }")
                        .that(Set.of()),
                "h.js");
        assertThat(engine.told)
                .containsExactly("app \"held\": lacks the permission \"" + permission
                        + "\": give it with the setting app.permissions.held");
    }

    @Test
    void whatAnAppMayDoItDoes() throws IOException {
        engine.start(
                new MemoryApp("free")
                        .with("scripts/f.js", "tell(dnsGetAllByName('127.0.0.1').length)")
                        .that(Permission.parse("test", "t", "dns")),
                "f.js");
        assertThat(engine.told).containsExactly(1.0);
    }

    @Test
    void whatNeedsABgpSpeakerAnswersThatThereIsNone() {
        assertThat(engine.toldBy("""
                tell([bgpAddNeighbor('10.0.0.1', '65000', '10.0.0.2', null, function() {}, function() {}),
                      bgpAddSource('EDGE', {router: '10.0.0.1'}, 10, 'bytes'),
                      bgpAddRoute('10.0.0.1', {prefix: '10.1.0.0/16'}), bgpRemoveRoute('10.0.0.1', '10.1.0.0/16'),
                      bgpAddFlow('10.0.0.1', {}), bgpRemoveFlow('10.0.0.1', {}), bgpSetNextHops({}),
                      bgpRouteCount('10.0.0.1'), bgpFlowCount('10.0.0.1'),
                      bgpTopPrefixes('10.0.0.1', 10, 1, 'egress', true, 1, true), bgpTopPrefixes6('10.0.0.1', 0)]);
                """))
                .singleElement()
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .containsExactly(false, false, false, false, false, false, false, 0.0, 0.0, null, null);
    }

    @Test
    void whatAScriptAskedForInVainIsToldWithItsStatus() {
        MemoryApp app = new MemoryApp("")
                .with("scripts/one.js", "bgpRouteCount('10.0.0.1'); bgpFlowCount('10.0.0.1'); ofPorts()")
                .with("scripts/two.js", "1");
        engine.start(app, "one.js");
        engine.start(app, "two.js");
        assertThat(engine.status("", "one.js").lacks())
                .satisfiesExactly(
                        fact -> assertThat(fact).startsWith("Weir has no BGP speaker"),
                        fact -> assertThat(fact).startsWith("Weir has no OpenFlow controller"));
        assertThat(engine.status("", "two.js").lacks()).isEmpty();
    }

    @Test
    void aScriptThatBelongsToNoAppHasItsOwnName() {
        engine.start(
                new MemoryApp("")
                        .with("scripts/one.js", "tell(scriptdir()); include(scriptdir() + '/inc/x.js')")
                        .with("scripts/inc/x.js", "tell('x')"),
                "one.js");
        assertThat(engine.told).isEqualTo(List.of("/scripts", "x"));
        assertThat(engine.status("", "one.js").fault()).isEmpty();
    }
}
