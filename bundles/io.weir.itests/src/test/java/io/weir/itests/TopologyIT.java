// SPDX-License-Identifier: Apache-2.0
package io.weir.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.demo.internal.encoder.CounterRecords;
import io.weir.demo.internal.encoder.CounterSampleBuilder;
import io.weir.demo.internal.encoder.DatagramBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A topology set over REST and by a script, learned from real datagrams. */
@ExtendWith(SharedWeir.class)
class TopologyIT {
    private static final String AGENT = "10.9.7.1";
    private static final String LINKS = "{links:{L1:{node1:'it-leaf',port1:'up1',node2:'it-spine',port2:'down1'},"
            + "L2:{node1:'it-leaf',port1:'up2',node2:'it-spine',port2:'down2'}}}";
    private static final String SCRIPT = """
            setFlow('it_edge', {keys: 'node:inputifindex,port:inputifindex,null:[link:inputifindex]:edge', value: 'frames'});
            setHttpHandler(function(req) {
              switch (req.path[0]) {
                case 'set': return setTopology(req.body);
                case 'clear': return clearTopology();
                case 'mutable':
                  var mine = getTopology();
                  mine.links.L1.width = 3;
                  delete mine.links.L2;
                  return [mine.links.hasOwnProperty('L2'), getTopology().links.hasOwnProperty('L2'), setTopology(mine)];
                default: return {
                  version: topologyVersion(), diameter: topologyDiameter(), nodes: topologyNodeNames(true),
                  links: topologyLinkNames(), link: topologyLink('L1'), ofNode: topologyNodeLinks('it-spine'),
                  metric: topologyLinkMetric('L1', 'ifadminstatus,ifspeed'), agent: topologyAgentForNode('it-leaf'),
                  forAgent: topologyNodesForAgent('10.9.7.1'), port: topologyInterfaceToPort('10.9.7.1', 3),
                  noLink: topologyInterfaceToLink('10.9.7.1', '3'), paths: topologyShortestPaths('it-leaf', 'it-spine'),
                  macs: topologyLocatedHostMacs('10.9.7.1', '3'), mac: topologyLocateHostMac('020000000001'),
                  ip: topologyLocateHostIP('10.1.1.1'), ip6: topologyLocateHostIP6('2001:db8::1'),
                  nowhere: topologyLocateHostIP('192.0.2.99'), wrong: topologyLocateHostMac('x'),
                  unlocated: topologyUnlocatedHostMacs(), edge: activeFlows('EDGE', 'it_edge', 5, 0, 'sum'),
                  core: activeFlows('CORE', 'it_edge')};
              }
            });
            """;

    private final WeirProcess weir;

    TopologyIT(WeirProcess weir) {
        this.weir = weir;
    }

    @BeforeEach
    @AfterEach
    void noTopology() throws IOException {
        Path script = script();
        Files.deleteIfExists(script);
        Files.deleteIfExists(script.getParent());
        Files.deleteIfExists(script.getParent().getParent());
        weir.send("DELETE", "/topology/json", "");
    }

    private Path script() {
        return weir.home().resolve("app/it-topology/scripts/t.js");
    }

    private String path(String segment) {
        return "/app/it-topology/scripts/t.js/" + segment + "/json";
    }

    @Test
    void linksAreRefusedWithThePlaceAndNoneIsNotFound() {
        assertThat(weir.get("/topology/json").statusCode()).isEqualTo(404);
        assertThat(weir.json("/topology/version/json").isNull()).isTrue();
        var refused = weir.send("PUT", "/topology/json", "{links:{L7:{node1:'a',port1:'1',node2:'b'}}}");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("links.L7.port2");
        assertThat(weir.send("PUT", "/topology/json?dryRun=true", LINKS).statusCode())
                .isEqualTo(200);
        assertThat(weir.get("/topology/json").statusCode()).isEqualTo(404);
    }

    @Test
    void nodesAndHostsAreLearnedAndAScriptSeesThem() throws IOException {
        assertThat(weir.send("PUT", "/topology/json", LINKS).statusCode()).isEqualTo(204);
        Files.createDirectories(script().getParent());
        Files.writeString(script(), SCRIPT);
        weir.awaitUntil("the script", () -> weir.get(path("all")).statusCode() == 200);
        try (Traffic traffic = new Traffic(weir, AGENT)) {
            traffic.send(DatagramBuilder.agent(AGENT)
                    .subAgent(9)
                    .sequence(1)
                    .add(CounterSampleBuilder.of(2, 1)
                            .sequence(1)
                            .add(CounterRecords.hostDescr("it-leaf", new UUID(7, 7), 3, 2, "6.1")))
                    .bytes());
            weir.awaitUntil(
                    "the hosts",
                    () -> weir.json(path("all")).path("macs").size() == 2
                            && weir.json(path("all")).path("edge").size() > 0);
            seen(weir.json(path("all")));
            assertThat(weir.json("/topology/locate/02-00-00-00-00-01/json")
                            .get(0)
                            .path("port")
                            .asText())
                    .isEqualTo("swp3");
            assertThat(weir.json("/topology/interface/" + AGENT + "/3/json")
                            .path("node")
                            .asText())
                    .isEqualTo("it-leaf");
            assertThat(weir.json("/activeflows/ALL/it_edge/json?aggMode=edge")).isNotEmpty();
            assertThat(weir.json("/metric/EDGE/max:ifspeed/json")
                            .get(0)
                            .path("metricValue")
                            .asLong())
                    .isEqualTo(Traffic.PORT_SPEED);
        }
    }

    private static void seen(JsonNode all) {
        assertThat(all.path("version").isNumber()).isTrue();
        assertThat(all.path("diameter").asInt()).isEqualTo(1);
        assertThat(all.path("nodes").toString()).isEqualTo("[\"it-leaf\",\"it-spine\"]");
        assertThat(all.path("links").toString()).isEqualTo("[\"L1\",\"L2\"]");
        assertThat(all.path("link").path("port2").asText()).isEqualTo("down1");
        assertThat(all.path("ofNode").toString()).isEqualTo("[\"L1\",\"L2\"]");
        assertThat(all.path("metric")).hasSize(4);
        assertThat(all.path("metric").get(3).toString()).isEqualTo("{\"metricName\":\"ifspeed\"}");
        assertThat(all.path("agent").asText()).isEqualTo(AGENT);
        assertThat(all.path("forAgent").toString()).isEqualTo("[\"it-leaf\"]");
        assertThat(all.path("port").toString()).isEqualTo("{\"node\":\"it-leaf\",\"port\":\"swp3\"}");
        assertThat(all.path("noLink").isNull()).isTrue();
        assertThat(all.path("paths")).hasSize(2);
        assertThat(all.path("mac").get(0).path("ipaddress").asText()).isEqualTo("10.1.1.1");
        assertThat(all.path("mac").get(0).path("vlan").asText()).isEqualTo("100");
        assertThat(all.path("ip").get(0).path("mac").asText()).isEqualTo("020000000001");
        assertThat(all.path("ip6").get(0).path("mac").asText()).isEqualTo("020000000003");
        assertThat(all.path("nowhere")).isEmpty();
        assertThat(all.path("wrong")).isEmpty();
        assertThat(all.path("unlocated").isArray()).isTrue();
        assertThat(all.path("edge").get(0).path("key").asText()).isEqualTo("it-leaf,swp3,edge");
        assertThat(all.path("core")).isEmpty();
    }

    @Test
    void aScriptsTopologyGoesWithItAndThatOfRestComesBack() throws IOException {
        weir.send("PUT", "/topology/json", LINKS);
        Files.createDirectories(script().getParent());
        Files.writeString(script(), SCRIPT);
        weir.awaitUntil("the script", () -> weir.get(path("all")).statusCode() == 200);
        assertThat(weir.send("PUT", path("set"), "{links:{L:{node1:'a'}}}").body())
                .isEqualTo("false");
        assertThat(weir.json(path("mutable")).toString()).isEqualTo("[false,true,true]");
        assertThat(weir.json("/topology/links/json").size()).isEqualTo(1);
        assertThat(weir.json("/topology/json")
                        .path("links")
                        .path("L1")
                        .path("width")
                        .asInt())
                .isEqualTo(3);
        assertThat(weir.json(path("clear")).asBoolean()).isTrue();
        assertThat(weir.json("/topology/links/json").size()).isEqualTo(2);
        assertThat(weir.json(path("mutable")).toString()).isEqualTo("[false,true,true]");
        Files.delete(script());
        weir.awaitUntil(
                "the topology of REST", () -> weir.json("/topology/links/json").size() == 2);
    }
}
