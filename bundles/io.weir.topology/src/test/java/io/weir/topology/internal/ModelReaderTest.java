// SPDX-License-Identifier: Apache-2.0
package io.weir.topology.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.InvalidInput;
import io.weir.api.topology.Link;
import io.weir.api.topology.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ModelReaderTest {
    private static final Map<String, Object> LINK =
            Map.of("node1", "a", "port1", "p1", "node2", "b", "port2", "p2", "tags", Map.of("rack", "7"));

    private static void refused(Map<String, ?> json, String... words) {
        assertThatThrownBy(() -> ModelReader.read(json))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContainingAll(words);
    }

    private static Map<String, Object> without(String property) {
        Map<String, Object> link = new TreeMap<>(LINK);
        link.remove(property);
        return link;
    }

    @Test
    void linkThatNamesNoPortIsRefusedWithThePlace() {
        refused(Map.of("links", Map.of("L1", LINK, "L2", without("port2"))), "links.L2.port2", "missing");
        refused(Map.of("links", Map.of("L1", without("node1"))), "links.L1.node1");
        refused(Map.of("links", Map.of("L1", Map.of("node1", "a"))), "links.L1");
    }

    @Test
    void whatIsNoTopologyIsRefused() {
        refused(Map.of(), "links");
        refused(Map.of("nodes", Map.of()), "links");
        refused(Map.of("links", List.of(LINK)), "links", "not an object");
        refused(Map.of("links", Map.of("L1", "a-b")), "links.L1", "not an object");
        refused(Map.of("links", Map.of(), "nodes", "a"), "nodes");
        refused(Map.of("links", Map.of(), "nodes", Map.of("a", Map.of("agent", "leaf"))), "nodes.a.agent", "leaf");
        refused(
                Map.of("links", Map.of(), "nodes", Map.of("a", Map.of("ports", Map.of("p", Map.of("ifindex", "x"))))),
                "nodes.a.ports.p.ifindex");
        refused(Map.of("links", Map.of("L\n1", LINK)), "control");
    }

    @Test
    void numbersMayBeTextsAndWhatIsUnknownIsKept() {
        Map<String, Object> ports = new LinkedHashMap<>();
        ports.put("p1", Map.of("ifindex", 3.0, "ofport", 1.0));
        ports.put("p3", Map.of("ifindex", "4"));
        Model model = ModelReader.read(Map.of(
                "version", 9, "links", Map.of("L1", LINK), "nodes", Map.of("a", Map.of("agent", "", "ports", ports))));
        assertThat(model.nodes()).containsOnlyKeys("a", "b");
        assertThat(model.nodes().get("a").ports()).containsOnlyKeys("p1", "p3");
        assertThat(model.nodes().get("a").ports().get("p1").orElseThrow().value())
                .isEqualTo(3);
        assertThat(model.nodes().get("a").agent()).isEmpty();
        assertThat(model.given()).doesNotContainKey("version");
        assertThat(model.given().toString()).contains("rack=7", "ofport=1,".replace(",", ""));
    }

    @Test
    void parallelAndSelfLinksAreLegal() {
        Model model = ModelReader.read(Fabric.links("a/1 b/1", "a/2 b/2", "a/3 a/4", "b/3 c/1"));
        assertThat(model.links().values()).extracting(Link::name).containsExactly("L1", "L2", "L3", "L4");
        assertThat(model.graph().diameter()).hasValue(2);
        assertThat(model.graph().shortestPaths("a", "c"))
                .containsExactly(
                        new Path(List.of("a", "b", "c"), List.of("L1", "L4")),
                        new Path(List.of("a", "b", "c"), List.of("L2", "L4")));
        assertThat(model.graph().shortestPaths("a", "a")).containsExactly(new Path(List.of("a"), List.of()));
        assertThat(model.graph().shortestPaths("a", "x")).isEmpty();
    }

    @Test
    void diameterIsThatOfTheLargestPartAndNoneWithoutLinks() {
        assertThat(ModelReader.read(Fabric.links("a/1 b/1", "b/2 c/1", "c/2 d/1", "x/1 y/1"))
                        .graph()
                        .diameter())
                .hasValue(3);
        assertThat(ModelReader.read(Map.of("links", Map.of())).graph().diameter())
                .isEmpty();
    }
}
