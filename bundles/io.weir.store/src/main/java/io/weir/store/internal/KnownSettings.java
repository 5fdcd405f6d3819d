// SPDX-License-Identifier: Apache-2.0
package io.weir.store.internal;

import io.weir.api.InvalidInput;
import io.weir.api.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Every setting that Weir reads: the manual's list is printed from these rows, and a name that is none of them is told. A setting is
 * read where it is used, under its name; a row here says that there is one. Thread: immutable.
 */
final class KnownSettings {
    /**
     * A setting.
     *
     * @param usual what holds without it; empty for nothing
     * @param doc what it is, code in backticks
     */
    record Row(String name, String usual, String doc) {}

    static final List<Row> ROWS = List.of(
            row("sflow.port", "6343", "the UDP port"),
            row("sflow.address", "all", "the address that UDP listens on; `sflow.hostname` is the same"),
            row("sflow.hostname", "all", "see `sflow.address`"),
            row("sflow.allow", "everybody", "CIDRs of the senders that are listened to, separated by commas"),
            row(
                    "sflow.buffer",
                    "8388608",
                    "bytes of socket buffer to ask the kernel for; the log tells what it granted"),
            row("sflow.sockets", "1", "sockets that share the port, each with a thread"),
            row("sflow.epoll", "yes", "`no` receives through Java's own sockets where Linux has faster ones"),
            row("sflow.file", "", "a capture to play in place of what the network sends, relative to the home"),
            row("replay.speed", "1", "with `sflow.file`: times faster than it was captured, or `max`"),
            row("replay.loop", "no", "with `sflow.file`: whether it begins again at its end"),
            row(
                    "replay.partial",
                    "no",
                    "with `sflow.file`: whether a file that is cut short is played as far as it is whole"),
            row(
                    "replay.directories",
                    "",
                    "directories beside the home whose captures may be played over REST and on the console, separated by commas"),
            row("shards", "half the cores", "threads that keep traffic state; each agent belongs to one"),
            row(
                    "sflow.agents.max",
                    "10000",
                    "agents that are remembered; beyond that those heard most shortly go first"),
            row(
                    "sflow.datasources.max",
                    "500000",
                    "data sources that are remembered, of all agents; unless set, no more than one for 4 KB of the heap"),
            row("sflow.agent.timeout", "3600", "seconds of silence after which an agent is forgotten"),
            row(
                    "flow.megabytes",
                    "a quarter of the heap",
                    "memory for all flow tables; rows that `n` guarantees may take as much again"),
            row(
                    "flow.custom.keys",
                    "",
                    "fields of `rtflow` samples that definitions may name before one has come, separated by commas"),
            row(
                    "geo.country",
                    "",
                    "a MaxMind DB file for `country:`, relative to the home; none comes with Weir; a changed one is read within ten seconds"),
            row("geo.asn", "", "the same for `asn:`"),
            row(
                    "oui.names",
                    "",
                    "a list of vendors for `oui:…:name`: IEEE's `oui.txt` or `oui.csv`, or Wireshark's `manuf`"),
            row("dns.servers", "the machine's", "name servers for `dns:`, separated by commas"),
            row("topology.hosts.max", "50000", "hosts that a shard locates"),
            row("topology.hosts.expiry", "600", "seconds after which a host that is not seen is forgotten"),
            row("events.max", "10000", "events that are remembered"),
            row("http.port", "8008", "the TCP port"),
            row("http.hostname", "127.0.0.1", "the address that HTTP listens on; 0.0.0.0 for all"),
            row("http.hosts", "", "further names under which browsers may address Weir, separated by commas"),
            row("http.cors", "", "origins whose pages may read answers, separated by commas"),
            row("http.readonly", "no", "`yes` refuses PUT, POST and DELETE"),
            row("http.rest", "yes", "`no` takes the REST interface away"),
            row("http.html", "yes", "`no` takes the pages away"),
            row("http.html.redirect", "the console", "where `/` leads"),
            row("http.json.indent", "no", "`yes`, or a number of spaces, prints JSON for people"),
            row(
                    "http.upload.max",
                    "67108864",
                    "bytes of an application's zip that may be sent over REST; what it unpacks to is bounded besides"),
            row(
                    "http.polls",
                    "10000",
                    "requests that may wait for events or flow records at a time; there are 15,000 connections at most"),
            row("http.polls.client", "1000", "of these, from one address; a proxy is one"),
            row("http.streams", "1000", "streams of events and flow records that may be open at a time"),
            row("http.streams.client", "100", "of these, to one address"),
            row("http.heartbeat", "15", "seconds after which a stream without events gets a sign of life"),
            row("prometheus.metric.prefix", "sflow_", "put before metric names"),
            row("prometheus.type", "no", "`yes` adds help and type to metrics"),
            row(
                    "prometheus.series",
                    "100000",
                    "numbers of agents in one answer; `weir_prometheus_series_left_out` counts those beyond"),
            row("app.max", "200", "applications that there may be"),
            row(
                    "app.permissions",
                    "all",
                    "what applications may do that do not say it themselves: `all`, `none`, or of `http`, `message`, `dns`, `rest`,"
                            + " separated by commas; `app.permissions.NAME` is for one, whatever it says"),
            row(
                    "script.file",
                    "",
                    "scripts that belong to no application, separated by commas, relative to the home;"
                            + " their handlers are at `/script/FILE.js/…/json`"),
            row(
                    "script.timeout",
                    "10",
                    "seconds of processor time that a handler of a script may take, and as many to wait for answers"),
            row("system.propertyFiles", "", "further files of settings, separated by commas"),
            row("weir.demo", "no", "set by `--demo`"),
            row("weir.demo.seed", "1", "with `--demo`: another number makes other traffic"));

    /** First parts of names that belong to Weir, or to the settings of sFlow-RT that it has no use for. */
    private static final Set<String> PREFIXES = prefixes("app", "bgp", "lookup", "openflow", "snmp", "workers");

    /** What follows it is the name of an app. */
    private static final String OF_ONE_APP = "app.permissions.";

    /** They take whole numbers, though what holds without them is none. */
    private static final Set<String> NUMBERS = Set.of("shards", "flow.megabytes");

    private static final Set<String> FLAGS = Set.of("yes", "true", "on", "1", "no", "false", "off", "0");

    private KnownSettings() {}

    private static Row row(String name, String usual, String doc) {
        return new Row(name, usual, doc);
    }

    private static Set<String> prefixes(String... others) {
        Set<String> prefixes =
                ROWS.stream().map(row -> prefix(row.name())).collect(Collectors.toCollection(TreeSet::new));
        prefixes.addAll(List.of(others));
        return prefixes;
    }

    private static String prefix(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    /** Why nobody could read a value as what its setting takes, and what holds instead; nothing when it can be read. */
    static Optional<String> unreadable(String name, String value) {
        String usual = ROWS.stream()
                .filter(row -> row.name().equals(name))
                .findFirst()
                .map(Row::usual)
                .orElse("");
        boolean flag = FLAGS.contains(value.strip());
        String fact = "";
        if (name.equals("http.json.indent")) {
            fact = flag || whole(value) ? "" : "neither yes nor no nor a whole number";
        } else if (usual.equals("yes") || usual.equals("no")) {
            fact = flag ? "" : "neither yes nor no";
        } else if (!name.equals("replay.speed") && (usual.matches("\\d+") || NUMBERS.contains(name))) {
            fact = whole(value) ? "" : "not a whole number";
        }
        return fact.isEmpty()
                ? Optional.empty()
                : Optional.of(fact + ": value=" + value + ": " + instead(name).orElse(usual) + " is used");
    }

    /** What holds instead of a value that cannot be read, where that is not what holds without any: the safer of the two. */
    static Optional<String> instead(String name) {
        return name.equals("http.readonly") ? Optional.of("yes") : Optional.empty();
    }

    private static boolean whole(String value) {
        try {
            Integer.parseInt(value.strip());
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /**
     * What to tell of the names that have no effect: those under Weir's prefixes, or nearly so, that are no setting. Names that begin
     * with an app's are that app's.
     */
    static List<String> unknown(Collection<String> names, Collection<String> apps) {
        List<String> known = ROWS.stream().map(Row::name).toList();
        List<String> told = new ArrayList<>();
        for (String name : names) {
            List<String> near = Nearest.to(name, known);
            boolean ours = PREFIXES.contains(prefix(name))
                    || (!near.isEmpty() && !Nearest.to(prefix(name), PREFIXES).isEmpty());
            if (ours
                    && !known.contains(name)
                    && !name.startsWith(OF_ONE_APP)
                    && apps.stream().noneMatch(app -> belongs(name, app))) {
                told.add(InvalidInput.of("setting", name, "unknown, has no effect")
                        .suggest(near)
                        .getMessage());
            }
        }
        return told;
    }

    /** Apps write their names with hyphens or underscores, as they like. */
    private static boolean belongs(String name, String app) {
        return name.replace('_', '-').startsWith(app.replace('_', '-') + ".");
    }
}
