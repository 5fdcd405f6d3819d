// SPDX-License-Identifier: Apache-2.0
package io.weir.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.demo.internal.encoder.CustomSampleBuilder;
import io.weir.demo.internal.encoder.DatagramBuilder;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What addresses and values belong to, over REST, from scripts and in flows. */
class LookupIT {
    private static final String AGENT = "10.9.1.1";

    private static WeirProcess weir;
    private static Traffic traffic;

    @BeforeAll
    static void start() {
        weir = WeirProcess.start("-Dsflow.address=127.0.0.1", "-Dflow.custom.keys=it_table", "-Doui.names=oui.txt");
        traffic = new Traffic(weir, AGENT);
    }

    @AfterAll
    static void stop() {
        traffic.close();
        weir.close();
    }

    private static List<String> keys(String flow) {
        return weir.json("/activeflows/ALL/" + flow + "/json").findValuesAsText("key");
    }

    @Test
    void flowsAreToldApartByGroupsAndMapsThatChangeUnderThem() {
        weir.define("/map/it_ports/json", "{web:[80],other:['443']}");
        weir.define(
                "/flow/it_groups/json",
                "{keys:'null:[group:ipsource:it_a:it_b]:none,map:tcpdestinationport:it_ports',value:'bytes'}");
        weir.awaitUntil("no group", () -> keys("it_groups").contains("none,web"));
        weir.define("/group/it_b/json", "{'office':['10.1.0.0/16','FC00::/7',''],'none':[]}");
        weir.awaitUntil("the group", () -> keys("it_groups").contains("office,web"));
        weir.define("/group/it_a/json", "{desk:['10.1.1.1']}");
        weir.awaitUntil("the first set's", () -> keys("it_groups").contains("desk,web"));

        HttpResponse<String> refused = weir.send("PUT", "/group/it_a/json", "{desk:['10.1.1']}");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("it_a", "desk", "10.1.1");
        assertThat(weir.json("/group/it_a/json").path("desk").path(0).asText()).isEqualTo("10.1.1.1");
        assertThat(weir.json("/group/json").toString()).contains("it_a", "it_b");
        assertThat(weir.json("/groups/json").path("it_b").path("prefixes").asInt())
                .isEqualTo(2);
        assertThat(weir.json("/map/it_ports/json").path("web").path(0).asText()).isEqualTo("80");
        assertThat(weir.json("/flowlocations/ALL/it_groups/json?key=desk,web")
                        .path(0)
                        .path("agent")
                        .asText())
                .isEqualTo(AGENT);
        for (String path :
                List.of("/group/it_a/json", "/group/it_b/json", "/map/it_ports/json", "/flow/it_groups/json")) {
            assertThat(weir.send("DELETE", path, "").statusCode()).isBetween(200, 204);
            assertThat(weir.get(path).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void clientsOfTheTimeOfOneSetFindTheirKeys() {
        weir.define("/group/json", "{office:['10.1.0.0/16'],web:['10.2.2.2'],lab:['2001:db8::/32']}");
        weir.define("/flow/it_former/json", "{keys:'sourcegroup,destinationgroup',value:'bytes'}");

        weir.awaitUntil("both protocols", () -> keys("it_former").size() == 2);

        assertThat(keys("it_former")).containsExactlyInAnyOrder("office,web", "lab,lab");
        weir.send("DELETE", "/flow/it_former/json", "");
        weir.send("DELETE", "/group/default/json", "");
    }

    @Test
    void scriptsSetGroupsThatGoWithThem() throws IOException {
        Path script = weir.home().resolve("app/it-groups/scripts/g.js");
        Files.createDirectories(script.getParent());
        Files.writeString(script, """
            var good = setGroups('it_script', {ten: ['10.0.0.0/8']});
            var bad = setGroups('it_script', {ten: ['10.0.0.0/99']});
            setMap('it_script', {web: [80]});
            setHttpHandler(function() { return {good: good, bad: bad, groups: getGroups('it_script'), map: getMap('it_script'),
              locations: flowLocations('ALL', 'none', 'x')}; });
            """);
        weir.awaitUntil(
                "the script", () -> weir.get("/app/it-groups/scripts/g.js/json").statusCode() == 200);
        assertThat(weir.json("/app/it-groups/scripts/g.js/json").toString())
                .isEqualTo("{\"good\":true,\"bad\":false,\"groups\":{\"ten\":[\"10.0.0.0/8\"]},"
                        + "\"map\":{\"web\":[\"80\"]},\"locations\":[]}");
        assertThat(weir.json("/groups/json").path("it_script").path("owner").asText())
                .contains("it-groups");
        Files.delete(script);
        weir.awaitUntil(
                "the groups gone", () -> weir.get("/group/it_script/json").statusCode() == 404);
    }

    @Test
    void namesOfAddressesAndVendorsAreFound() throws IOException {
        Files.writeString(weir.home().resolve("oui.txt"), "020000\tPrivate\tLocally administered\n");
        weir.define("/flow/it_names/json", "{keys:'dns:ipsource,oui:macsource:name,oui:macsource',value:'frames'}");
        weir.awaitUntil(
                "vendor and address",
                () -> keys("it_names").stream().anyMatch(key -> key.endsWith(",Locally administered,020000")));
        weir.send("DELETE", "/flow/it_names/json", "");
    }

    @Test
    void databasesThatAreNotThereAreToldOfOnce() {
        weir.define(
                "/flow/it_geo/json", "{keys:'null:[country:ipsource]:??,null:[asn:ipsource:both]:??',value:'frames'}");
        weir.awaitUntil("the flow", () -> keys("it_geo").contains("??,??"));
        assertThat(weir.log()).anyMatch(line -> line.contains("set geo.country to one"));
        weir.send("DELETE", "/flow/it_geo/json", "");
    }

    @Test
    void flowsThatProgramsReportHaveTheirFieldsAsKeys() {
        weir.define("/flow/it_custom/json", "{keys:'it_table',value:'frames'}");
        byte[] reported = DatagramBuilder.agent("10.9.1.2")
                .sequence(1)
                .add(CustomSampleBuilder.flow("dbq", 10, 1000)
                        .text("it_table", "t1")
                        .text("it_new", "x"))
                .bytes();
        weir.awaitUntil("the reported flow", () -> {
            traffic.send(reported);
            return keys("it_custom").equals(List.of("t1"));
        });
        weir.define("/flow/it_custom/json", "{keys:'it_table,it_new',value:'frames'}");
        weir.send("DELETE", "/flow/it_custom/json", "");
    }

    @Test
    void theVocabularyIsPrintedFromWhatIsThere() {
        JsonNode vocabulary = weir.json("/vocabulary/json");
        assertThat(vocabulary.path("keys").findValuesAsText("name")).contains("ipsource", "tcpflags", "it_table");
        assertThat(vocabulary.path("functions").findValuesAsText("name"))
                .contains("group", "map", "country", "asn", "oui", "dns", "host", "uri", "prefix", "suffix", "first")
                .contains("null", "or", "if", "eq", "range", "bits", "mask", "concat");
        assertThat(vocabulary.path("values").findValuesAsText("name"))
                .containsExactlyInAnyOrder("rate", "sum", "avg", "min", "max", "last", "count");
        assertThat(vocabulary.findValuesAsText("doc")).allMatch(doc -> !doc.isBlank());
    }
}
