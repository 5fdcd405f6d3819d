// SPDX-License-Identifier: Apache-2.0
package io.weir.query.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.weir.api.InvalidInput;
import io.weir.api.flow.ActiveFlow;
import io.weir.api.flow.ActiveFlowQuery;
import io.weir.api.flow.ActiveFlowQuery.Merge;
import io.weir.api.flow.FlowMetric;
import io.weir.api.query.MetricFilter;
import io.weir.api.query.MetricQuery;
import io.weir.api.query.MetricResult;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShardedQueriesTest {
    private final MemoryShards shards = new MemoryShards(2);
    private final ShardedQueries queries =
            new ShardedQueries(shards, null, List.of(() -> Map.of("eventsGenerated", 3L, "shared", 1L)));

    @BeforeEach
    void twoLeaves() {
        shards.source(0, "10.0.0.1", 2, 1).with("host_name", "leaf1", 50).with("load_one", 2.0, 50);
        shards.source(0, "10.0.0.1", 0, 1)
                .with("ifname", "swp1", 10)
                .with("ifspeed", 10e9, 10)
                .with("ifinoctets", 100.0, 10);
        shards.source(0, "10.0.0.1", 0, 2)
                .with("ifname", "swp2", 20)
                .with("ifspeed", 1e9, 20)
                .with("ifinoctets", 300.0, 20);
        shards.source(1, "10.0.0.2", 2, 1).with("host_name", "leaf2", 60).with("load_one", 4.0, 60);
        shards.source(1, "10.0.0.2", 0, 1).with("ifspeed", 10e9, 30).with("ifinoctets", 200.0, 30);
    }

    @AfterEach
    void close() {
        queries.close();
    }

    @Test
    void maximumIsTheDefaultAndTellsWhereItIs() {
        assertThat(metric("ALL", "ifinoctets"))
                .containsEntry("agent", "10.0.0.1")
                .containsEntry("dataSource", "2")
                .containsEntry("metricName", "ifinoctets")
                .containsEntry("metricValue", 300.0)
                .containsEntry("metricN", 3)
                .containsEntry("lastUpdate", 20L)
                .containsEntry("lastUpdateMin", 10L)
                .containsEntry("lastUpdateMax", 30L);
    }

    @ParameterizedTest
    @CsvSource({
        "min, 100",
        "sum, 600",
        "avg, 200",
        "med, 200",
        "q1, 150",
        "q2, 200",
        "q3, 250",
        "iqr, 100",
        "var, 6666.666666666667",
        "sdev, 81.64965809277261"
    })
    void statisticsAreOverEveryDataSource(String statistic, double value) {
        Map<String, Object> result = metric("ALL", statistic + ":ifinoctets");
        assertThat((Double) result.get("metricValue")).isCloseTo(value, org.assertj.core.data.Offset.offset(1e-9));
        assertThat(result).containsEntry("metricName", statistic + ":ifinoctets");
        assertThat(result.containsKey("agent")).isEqualTo(statistic.equals("min"));
    }

    @Test
    void quartilesComeWithStatisticsOfOrder() {
        assertThat(metric("ALL", "med:ifinoctets"))
                .containsEntry("quartiles", Map.of("min", 100.0, "q1", 150.0, "med", 200.0, "q3", 250.0, "max", 300.0));
    }

    @Test
    void nothingFoundIsTheNameAlone() {
        assertThat(metric("ALL", "sum:nosuch")).containsExactly(entry("metricName", "sum:nosuch"));
        assertThat(metric("10.9.9.9", "ifinoctets")).containsExactly(entry("metricName", "ifinoctets"));
        assertThat(metric("ALL", "sum:host_name")).containsExactly(entry("metricName", "sum:host_name"));
    }

    @Test
    void dataSourceStandsBeforeTheLastDot() {
        assertThat(metric("ALL", "2.1.load_one"))
                .containsEntry("metricValue", 4.0)
                .containsEntry("dataSource", "2.1")
                .containsEntry("metricName", "2.1.load_one");
        assertThat(metric("ALL", "sum:1.ifinoctets")).containsEntry("metricValue", 300.0);
    }

    @Test
    void textIsReturnedAsItIs() {
        assertThat(metric("10.0.0.1", "host_name")).containsEntry("metricValue", "leaf1");
        assertThat(metric("ALL", "any:host_name")).containsEntry("metricValue", "leaf1");
    }

    @Test
    void agentsGoByHostNameToo() {
        assertThat(metric("leaf2", "max:ifinoctets"))
                .containsEntry("agent", "10.0.0.2")
                .containsEntry("metricValue", 200.0);
    }

    @Test
    void filterSeesTheSameSourceAndTheHost() {
        assertThat(metric("ALL", "sum:ifinoctets", Map.of("ifspeed", List.of(10_000_000_000L))))
                .containsEntry("metricValue", 300.0);
        assertThat(metric("ALL", "sum:ifinoctets", Map.of("host_name", "*1"))).containsEntry("metricValue", 400.0);
        assertThat(metric("ALL", "sum:ifinoctets", Map.of("nosuch", "1"))).doesNotContainKey("metricValue");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ifspeed=10000000000 | 2",
                "ifspeed=1e10 | 2",
                "ifspeed=1000000000,10000000000 | 3",
                "ifspeed=1000000000;ifname=swp* | 1",
                "ifname=swp* | 2",
                "ifname=*1,*2 | 2",
                "ifname=SWP1 | 0",
                "ifname=* | 2",
                "ifspeed=* | 3",
                "host_name=leaf1;ifspeed=10000000000 | 1",
                "host_name=leaf1,leaf2 | 3",
                "load_one=4 | 1",
                "ifspeed=fast | 0"
            })
    void repeatedValuesAreAlternativesAndDifferentMetricsMustAllMatch(String filter, int found) {
        Map<String, List<String>> wanted = new java.util.HashMap<>();
        for (String part : filter.split(";", -1)) {
            wanted.put(
                    part.substring(0, part.indexOf('=')),
                    List.of(part.substring(part.indexOf('=') + 1).split(",", -1)));
        }
        assertThat(metric("ALL", "ifinoctets", wanted).getOrDefault("metricN", 0))
                .isEqualTo(found);
    }

    @Test
    void flowsAreColumnsOfATableWithTheirKeys() {
        shards.source(1, "10.0.0.2", 0, 1).flow =
                new FlowMetric(7, MemoryShards.NOW - 5, List.of(new FlowMetric.TopKey("a,b", 7, MemoryShards.NOW - 5)));
        assertThat(table("sort:tcp:-5,host_name")).containsExactly(List.of(7.0, "leaf2"));
        assertThat(get(queries.table(query("ALL", "sort:tcp:-5", Map.of())))
                        .get(0)
                        .get(0)
                        .properties())
                .containsEntry("metricName", "tcp")
                .containsEntry("dataSource", "1")
                .containsKey("topKeys");
    }

    @Test
    void sumsHaveNoPlaceAndTellAges() {
        assertThat(metric("ALL", "sum:ifinoctets"))
                .doesNotContainKeys("agent", "dataSource", "lastUpdate")
                .containsEntry("lastUpdateMin", 10L)
                .containsEntry("lastUpdateMax", 30L)
                .containsEntry("metricN", 3);
    }

    @Test
    void rolesAreAnEmptySetWithoutATopology() {
        for (String agents : List.of("TOPOLOGY", "EDGE", "CORE")) {
            assertThat(metric(agents, "ifinoctets")).containsExactly(entry("metricName", "ifinoctets"));
        }
    }

    @Test
    void rolesSelectInterfaces() {
        shards.shard(0).topology = true;
        shards.source(0, "10.0.0.1", 0, 1).role = "edge";
        shards.source(0, "10.0.0.1", 0, 2).role = "core";
        assertThat(metric("EDGE", "ifinoctets")).containsEntry("metricValue", 100.0);
        assertThat(metric("CORE", "ifinoctets")).containsEntry("metricValue", 300.0);
        assertThat(metric("TOPOLOGY", "load_one")).containsEntry("metricValue", 2.0);
        assertThat(metric("EDGE;leaf2", "sum:ifinoctets")).containsEntry("metricValue", 300.0);
    }

    @Test
    void flowIsAMetricWithItsLargestKeys() {
        shards.source(1, "10.0.0.2", 0, 1).flow =
                new FlowMetric(7, MemoryShards.NOW - 5, List.of(new FlowMetric.TopKey("a,b", 7, MemoryShards.NOW - 5)));
        assertThat(metric("ALL", "tcp"))
                .containsEntry("metricValue", 7.0)
                .containsEntry("topKeys", List.of(Map.of("key", "a,b", "value", 7.0, "lastUpdate", 5L)));
        assertThat(metric("ALL", "1.tcp")).containsEntry("dataSource", "1");
        assertThat(get(queries.flowValue("10.0.0.2", "1", "tcp", "a,b"))).isEqualTo(OptionalDouble.of(7));
        assertThat(get(queries.flowValue("10.0.0.2", "2", "tcp", "a,b"))).isEmpty();
        assertThat(get(queries.metricNames())).containsEntry("tcp", 5L).containsEntry("host_name", 50L);
    }

    @Test
    void tableJoinsTheHostToEachInterface() {
        assertThat(table("host_name,sort:ifinoctets:-2,null:ifname"))
                .containsExactly(List.of("leaf1", 300.0, "swp2"), List.of("leaf2", 200.0, "null"));
    }

    @Test
    void tableHasARowWhereEveryColumnIs() {
        assertThat(table("ifname,ifinoctets")).containsExactly(List.of("swp1", 100.0), List.of("swp2", 300.0));
        assertThat(table("sort:load_one:-1,host_name")).containsExactly(List.of(4.0, "leaf2"));
        assertThat(table("2.1.host_name,2.1.load_one")).containsExactly(List.of("leaf1", 2.0), List.of("leaf2", 4.0));
    }

    @Test
    void firstOfManyRowsAreTheFirstOfAll() {
        for (int port = 10; port < 3000; port++) {
            shards.source(port % 2, port % 2 == 0 ? "10.0.0.1" : "10.0.0.2", 0, port)
                    .with("ifoutoctets", (port * 7919.0) % 2990, 10);
        }
        assertThat(table("sort:ifoutoctets:-3")).containsExactly(List.of(2989.0), List.of(2988.0), List.of(2987.0));
        assertThat(table("sort:ifoutoctets:2")).containsExactly(List.of(0.0), List.of(1.0));
        assertThat(table("sort:ifoutoctets:0")).isEmpty();
        assertThat(table("sort:ifoutoctets")).hasSize(2990);
    }

    @Test
    void questionThatWouldHoldAShardForLongIsRefused() {
        for (int port = 10; port < 5000; port++) {
            shards.source(0, "10.0.0.1", 0, port).with("ifoutoctets", (double) port, 10);
        }
        String many = "ifoutoctets;".repeat(2_500);
        assertThatThrownBy(() -> get(queries.metrics(query("ALL", "med:" + many + "ifoutoctets", Map.of()))))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("name fewer metrics");
        assertThatThrownBy(() -> table("4999.ifoutoctets,sort:ifoutoctets:-1,null:4998.x,null:4997.x"))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("name fewer metrics");
        assertThat(metric("ALL", "med:ifoutoctets")).containsKey("quartiles");
    }

    @Test
    void tableThatWouldNotFitIntoTheHeapIsRefusedAndItsFirstRowsAreNot() {
        for (int port = 10; port < 3000; port++) {
            shards.source(0, "10.0.0.1", 0, port).with("ifoutoctets", (double) port, 10);
        }
        String columns = ",ifoutoctets".repeat((int) (Runtime.getRuntime().maxMemory() / 4096 / 2500));
        assertThatThrownBy(() -> table("ifoutoctets" + columns))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("sort:ifoutoctets:-100");
        assertThat(table("sort:ifoutoctets:-2" + columns)).hasSize(2);
    }

    @Test
    void tableNamesTheBareMetric() {
        List<List<MetricResult>> rows = get(queries.table(query("ALL", "sort:2.1.load_one:-1", Map.of())));
        assertThat(rows.get(0).get(0).properties())
                .containsEntry("metricName", "load_one")
                .containsEntry("dataSource", "2.1");
    }

    @Test
    void dumpHasEveryValueOfEverySource() {
        assertThat(get(queries.dump(query("ALL", "ifname;2.1.load_one", Map.of()))))
                .extracting(result -> result.properties().get("metricValue"))
                .containsExactlyInAnyOrder("swp1", "swp2", 2.0, 4.0);
        assertThat(get(queries.dump(query("10.0.0.2", "ALL", Map.of())))).hasSize(4);
    }

    @Test
    void valuesOfAnAgentAreFlat() {
        assertThat(get(queries.values("leaf2")).orElseThrow())
                .containsEntry("2.1.load_one", 4.0)
                .containsEntry("1.ifinoctets", 200.0);
        assertThat(get(queries.values("10.9.9.9"))).isEmpty();
        assertThat(get(queries.values("ALL"))).isEmpty();
    }

    @Test
    void flowKeysHaveTheYoungestAge() {
        assertThat(get(queries.flowKeys())).containsExactly(entry("ipsource", 10L));
    }

    @Test
    void rawFlowsStayApart() {
        shards.shard(0).active.add(flow("a", 10, "10.0.0.1"));
        shards.shard(1).active.add(flow("a", 30, "10.0.0.2"));
        ActiveFlowQuery raw = new ActiveFlowQuery(List.of("ALL"), "tcp", 10, 0, Merge.RAW, "");
        assertThat(get(queries.activeFlows(raw))).extracting(ActiveFlow::value).containsExactly(30.0, 10.0);
    }

    @Test
    void countersOfTheSameNameAddUp() {
        assertThat(get(queries.analyzer()))
                .containsEntry("eventsGenerated", 3L)
                .containsKeys("uptime", "cpuTime", "heapUsed", "heapMax", "threadCount", "javaVersion");
    }

    @Test
    void malformedQuestionIsRefusedAtOnce() {
        assertThatThrownBy(() -> queries.metrics(query("ALL", "sum:", Map.of())))
                .isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> queries.table(query("ALL", "sort:load_one:many", Map.of())))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("sort:NAME:-10");
    }

    private static ActiveFlow flow(String key, double value, String agent) {
        return new ActiveFlow(key, value, List.of(), agent, "1", 1, 4, 98, 0, 0);
    }

    private List<List<Object>> table(String metrics) {
        return get(queries.table(query("ALL", metrics, Map.of()))).stream()
                .map(row -> row.stream()
                        .map(cell -> cell.properties().getOrDefault("metricValue", "null"))
                        .toList())
                .toList();
    }

    private Map<String, Object> metric(String agents, String metric) {
        return metric(agents, metric, Map.of());
    }

    private Map<String, Object> metric(String agents, String metric, Map<String, ?> filter) {
        List<MetricResult> results = get(queries.metrics(query(agents, metric, filter)));
        assertThat(results).hasSize(1);
        return results.get(0).properties();
    }

    private static MetricQuery query(String agents, String metrics, Map<String, ?> filter) {
        return new MetricQuery(
                List.of(agents.split(";", -1)), List.of(metrics.split("[,;]", -1)), MetricFilter.of(filter));
    }

    private static <T> T get(CompletableFuture<T> answer) {
        return answer.orTimeout(60, TimeUnit.SECONDS).join();
    }
}
