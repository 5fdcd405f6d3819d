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
     * @param kind what it takes
     * @param instead what holds in place of a value of another kind; empty for what holds without it
     * @param doc what it is, code in backticks
     */
    record Row(String name, String usual, Kind kind, Optional<String> instead, String doc) {
        /** Why a value is not of its kind, and what holds in its place; nothing when it is. */
        Optional<String> refusal(String value) {
            String used = instead.orElse(usual);
            return kind.fits().test(value.strip())
                    ? Optional.empty()
                    : Optional.of("must be " + kind.takes() + ": value=" + value + ": "
                            + (used.isEmpty() ? "none" : used) + " is used");
        }
    }

    private static final int MOST = Integer.MAX_VALUE;

    static final List<Row> ROWS = List.of(
            row("sflow.port", "6343", Kind.PORT, "the UDP port"),
            row("sflow.address", "all", Kind.LISTENS, "the address that UDP listens on; `sflow.hostname` is the same"),
            row("sflow.hostname", "all", Kind.LISTENS, "see `sflow.address`"),
            row("sflow.allow", "everybody", Kind.SENDERS, "the senders that are listened to"),
            row(
                    "sflow.buffer",
                    "8388608",
                    Kind.whole(4096, 1 << 30),
                    "bytes of socket buffer to ask the kernel for; the log tells what it granted"),
            row("sflow.sockets", "1", Kind.whole(1, 16), "sockets that share the port, each with a thread"),
            row(
                    "sflow.epoll",
                    "yes",
                    Kind.YES_NO,
                    "`no` receives through Java's own sockets where Linux has faster ones"),
            row(
                    "sflow.file",
                    "",
                    Kind.PATH,
                    "a capture to play in place of what the network sends, relative to the home"),
            row("replay.speed", "1", Kind.SPEED, "with `sflow.file`: times faster than it was captured, or `max`"),
            row("replay.loop", "no", Kind.YES_NO, "with `sflow.file`: whether it begins again at its end"),
            row(
                    "replay.partial",
                    "no",
                    Kind.YES_NO,
                    "with `sflow.file`: whether a file that is cut short is played as far as it is whole"),
            row(
                    "replay.directories",
                    "",
                    Kind.PATHS,
                    "directories beside the home whose captures may be played over REST and on the console"),
            row(
                    "shards",
                    "half the cores",
                    Kind.whole(1, 64),
                    "threads that keep traffic state; each agent belongs to one"),
            row(
                    "sflow.agents.max",
                    "10000",
                    Kind.whole(1, MOST),
                    "agents that are remembered; beyond that those heard most shortly go first"),
            // tables of flows have 22 bits for a data source
            row(
                    "sflow.datasources.max",
                    "500000",
                    Kind.whole(1, 4_000_000),
                    "data sources that are remembered, of all agents; unless set, no more than one for 4 KB of the heap"),
            row("sflow.agent.timeout", "3600", Kind.seconds(1, MOST), "silence after which an agent is forgotten"),
            row(
                    "flow.megabytes",
                    "a quarter of the heap",
                    Kind.whole(1, MOST),
                    "memory for all flow tables; rows that `n` guarantees may take as much again"),
            row(
                    "flow.custom.keys",
                    "",
                    Kind.FIELDS,
                    "fields of `rtflow` samples that definitions may name before one has come"),
            row(
                    "geo.country",
                    "",
                    Kind.PATH,
                    "a MaxMind DB file for `country:`, relative to the home; none comes with Weir; a changed one is read within ten seconds"),
            row("geo.asn", "", Kind.PATH, "the same for `asn:`"),
            row(
                    "oui.names",
                    "",
                    Kind.PATH,
                    "a list of vendors for `oui:…:name`: IEEE's `oui.txt` or `oui.csv`, or Wireshark's `manuf`"),
            row("dns.servers", "the machine's", Kind.SERVERS, "name servers for `dns:`"),
            row("topology.hosts.max", "50000", Kind.whole(1, MOST), "hosts that a shard locates"),
            row(
                    "topology.hosts.expiry",
                    "600",
                    Kind.seconds(1, MOST),
                    "time after which a host that is not seen is forgotten"),
            row("events.max", "10000", Kind.whole(1, 1_000_000), "events that are remembered"),
            row("http.port", "8008", Kind.PORT, "the TCP port"),
            row("http.hostname", "127.0.0.1", Kind.LISTENS, "the address that HTTP listens on; 0.0.0.0 for all"),
            row("http.hosts", "", Kind.HOSTS, "further names under which browsers may address Weir"),
            row("http.cors", "", Kind.ORIGINS, "origins whose pages may read answers"),
            closed("http.readonly", "no", Kind.YES_NO, "yes", "`yes` refuses PUT, POST and DELETE"),
            closed("http.rest", "yes", Kind.YES_NO, "no", "`no` takes the REST interface away"),
            row("http.html", "yes", Kind.YES_NO, "`no` takes the pages away"),
            row("http.html.redirect", "the console", Kind.LOCATION, "where `/` leads"),
            row("http.json.indent", "no", Kind.INDENT, "`yes`, or a number of spaces, prints JSON for people"),
            row(
                    "http.upload.max",
                    "67108864",
                    Kind.whole(1, MOST),
                    "bytes of an application's zip that may be sent over REST; what it unpacks to is bounded besides"),
            row(
                    "http.polls",
                    "10000",
                    Kind.whole(0, MOST),
                    "requests that may wait for events or flow records at a time; there are 15,000 connections at most"),
            row("http.polls.client", "1000", Kind.whole(0, MOST), "of these, from one address; a proxy is one"),
            row(
                    "http.streams",
                    "1000",
                    Kind.whole(0, MOST),
                    "streams of events and flow records that may be open at a time"),
            row("http.streams.client", "100", Kind.whole(0, MOST), "of these, to one address"),
            row(
                    "http.heartbeat",
                    "15",
                    Kind.seconds(1, MOST),
                    "time after which a stream without events gets a sign of life"),
            row("prometheus.metric.prefix", "sflow_", Kind.TEXT, "put before metric names"),
            row("prometheus.type", "no", Kind.YES_NO, "`yes` adds help and type to metrics"),
            row(
                    "prometheus.series",
                    "100000",
                    Kind.whole(1, MOST),
                    "numbers of agents in one answer; `weir_prometheus_series_left_out` counts those beyond"),
            row("app.max", "200", Kind.whole(1, MOST), "applications that there may be"),
            closed(
                    "app.permissions",
                    "all",
                    Kind.PERMISSIONS,
                    "none",
                    "what applications may do that do not say it themselves; `app.permissions.NAME` is for one, whatever it says"),
            row(
                    "script.file",
                    "",
                    Kind.PATHS,
                    "scripts that belong to no application, relative to the home;"
                            + " their handlers are at `/script/FILE.js/…/json`"),
            row(
                    "script.timeout",
                    "10",
                    Kind.seconds(1, MOST),
                    "processor time that a handler of a script may take, and as many to wait for answers"),
            row("system.propertyFiles", "", Kind.PATHS, "further files of settings"),
            row("weir.demo", "no", Kind.YES_NO, "set by `--demo`"),
            row(
                    "weir.demo.seed",
                    "1",
                    Kind.whole(Integer.MIN_VALUE, MOST),
                    "with `--demo`: another number makes other traffic"));

    /** First parts of names that belong to Weir, or to the settings of sFlow-RT that it has no use for. */
    private static final Set<String> PREFIXES = prefixes("app", "bgp", "lookup", "openflow", "snmp", "workers");

    /** What follows it is the name of an app. */
    private static final String OF_ONE_APP = "app.permissions.";

    private KnownSettings() {}

    private static Row row(String name, String usual, Kind kind, String doc) {
        return new Row(name, usual, kind, Optional.empty(), doc);
    }

    /** A setting that keeps somebody out, and does so too when it cannot be read. */
    private static Row closed(String name, String usual, Kind kind, String instead, String doc) {
        return new Row(name, usual, kind, Optional.of(instead), doc);
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

    /** The setting of a name. */
    static Optional<Row> find(String name) {
        return ROWS.stream().filter(row -> row.name().equals(name)).findFirst();
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
