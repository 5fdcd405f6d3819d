// SPDX-License-Identifier: Apache-2.0
package io.weir.shell.internal;

import io.weir.api.app.App;
import io.weir.api.app.ScriptStatus;
import io.weir.api.replay.ReplayStatus;
import io.weir.api.shard.AgentBook;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code weir:doctor}. Thread: the console's. */
@Service
@Command(
        scope = "weir",
        name = "doctor",
        description = "Tell what is wrong now, and what to do: datagrams, losses, agents, scripts.",
        detailedDescription = "Looks for a second at what still grows. Example: weir:doctor -o json")
public final class Doctor extends ListCommand {
    /** How long it looks at what grows. */
    private static final long LOOK_MS = 1_000;

    /** An agent heard for so long without counters or flows sends none: three polling intervals of 30 s. */
    private static final long PATIENT_MS = 90_000;

    private static final long SILENT_MS = 60_000;

    /** A loss, in percent of what agents sent, that is told. */
    private static final double LOSS = 1;

    /** A counter that should be zero. */
    private record Sign(String counter, String fact, String advice) {}

    private static final List<Sign> SIGNS = List.of(
            new Sign(
                    "sFlowDatagramsKernelDrops",
                    "datagrams the kernel dropped: the socket buffer was full",
                    "sysctl -w net.core.rmem_max=16777216 and start again, or set sflow.sockets higher"),
            new Sign(
                    "sFlowDatagramsRingFull",
                    "datagrams dropped because their shard was behind",
                    "define fewer flows, sample less, or give more processors: see weir:flows"),
            new Sign(
                    "sFlowDatagramsNotAllowed",
                    "datagrams from sources that sflow.allow does not list",
                    "add their network to sflow.allow, or end them there"),
            new Sign(
                    "sFlowUnsupportedVersion",
                    "datagrams that are not sFlow version 5",
                    "see weir:counters which; set the sender to sFlow version 5"),
            new Sign(
                    "sFlowParseErrors",
                    "datagrams or samples that could not be read to their end",
                    "see log:display for the agent; its software may be at fault"),
            new Sign(
                    "sFlowAgentsRenamed",
                    "agents without a usable address, kept under their UDP source",
                    "set the agent address on the switch"),
            new Sign(
                    "sFlowAgentsSeveralSources",
                    "agents heard from several UDP sources: two may share an address",
                    "see weir:agent-show; give each an address of its own"),
            new Sign(
                    "sFlowSamplingRateChanges",
                    "times a data source's sampling rate changed",
                    "see weir:agent-show for the rates; values follow, the switch may be overloaded"),
            new Sign(
                    "sFlowSamplingRateZero",
                    "flow samples with sampling rate 0, taken as 1",
                    "set a sampling rate on the switch: traffic is far underestimated"),
            new Sign(
                    "sFlowDataSourcesRefused",
                    "samples of new data sources skipped: there are too many",
                    "see log:display for the agent"),
            new Sign(
                    "metricsRefused",
                    "metrics skipped: their name is none, or they found no room",
                    "see metricBytes of weir:counters; a larger WEIR_HEAP has more room, sflow.allow keeps others out"),
            new Sign("shardPartFailures", "calls that failed within a shard", "see log:display"),
            new Sign("udpSocketsFailed", "UDP port that could not be opened", "see log:display for who holds it"));

    /**
     * Something that is wrong. Thread: immutable.
     *
     * @param severity {@code problem} for what loses data now, else {@code warning}
     */
    record Finding(String severity, String subject, String fact, String advice) {
        static final String PROBLEM = "problem";
        static final String WARNING = "warning";

        /** What is wrong with an agent. */
        static List<Finding> ofAgent(AgentBook book) {
            List<Finding> found = new ArrayList<>();
            String subject = "agent " + book.agent();
            if (book.lastSeen() > SILENT_MS) {
                found.add(new Finding(
                        WARNING,
                        subject,
                        "silent for " + Cell.duration(book.lastSeen()).shown(),
                        "see whether it is up and still sends here"));
            }
            boolean patient = book.firstSeen() > PATIENT_MS;
            if (patient && book.counterSamples().received() == 0) {
                found.add(new Finding(
                        WARNING,
                        subject,
                        "sends no counter samples: no interface metrics",
                        "set a polling interval of 20 or 30 s on it"));
            }
            if (patient && book.flowSamples().received() == 0) {
                found.add(
                        new Finding(
                                WARNING,
                                subject,
                                "sends no flow samples: no flows",
                                "set a sampling rate on its interfaces; some switches sample in hardware only when that is on"));
            }
            long sent = book.datagrams().received() + book.datagrams().lost();
            double lost = sent == 0 ? 0 : 100.0 * book.datagrams().lost() / sent;
            if (lost >= LOSS) {
                found.add(new Finding(
                        WARNING,
                        subject,
                        String.format(Locale.ROOT, "%.1f %% of its datagrams were lost", lost),
                        "with no kernel drops here they are lost on the way"));
            }
            return found;
        }
    }

    @Override
    Listing listing(Platform with) throws InterruptedException, ExecutionException, TimeoutException {
        Map<String, Object> before = answer(with.queries().analyzer());
        TimeUnit.MILLISECONDS.sleep(LOOK_MS);
        Map<String, Object> now = answer(with.queries().analyzer());
        List<AgentBook> agents = answer(with.queries().agents(List.of()));
        ReplayStatus.State replay = with.replay().status().state();
        boolean network = replay == ReplayStatus.State.NONE || replay == ReplayStatus.State.FAILED;
        List<Finding> found = new ArrayList<>(network ? reception(now, agents) : List.of());
        found.addAll(signs(before, now));
        agents.forEach(agent -> found.addAll(Finding.ofAgent(agent)));
        found.addAll(scripts(with.apps().apps()));
        return list(found);
    }

    static Listing list(List<Finding> found) {
        Listing listing = new Listing("Nothing is wrong.")
                .column("", "severity")
                .column("Where", "subject")
                .column("What", "fact")
                .column("What to do", "advice");
        for (String severity : List.of(Finding.PROBLEM, Finding.WARNING)) {
            for (Finding finding : found) {
                if (finding.severity().equals(severity)) {
                    listing.row(
                            Cell.text(severity),
                            Cell.text(finding.subject()),
                            Cell.text(finding.fact()),
                            Cell.text(finding.advice()));
                }
            }
        }
        return listing;
    }

    /** Whether datagrams come, and whether the kernel gave the buffer that was asked for. */
    static List<Finding> reception(Map<String, Object> now, Collection<AgentBook> agents) {
        List<Finding> found = new ArrayList<>();
        String port = now.containsKey("udpPort") ? "UDP port " + now.get("udpPort") : "UDP";
        boolean heard = agents.stream().anyMatch(agent -> agent.lastSeen() <= SILENT_MS);
        if (!now.containsKey("udpPort")) {
            found.add(new Finding(
                    Finding.PROBLEM, port, "no port is open: no sFlow can come", "see sflow.port and log:display"));
        } else if (number(now, "sFlowDatagramsReceived") == 0) {
            found.add(new Finding(
                    Finding.PROBLEM,
                    port,
                    "no datagram has come",
                    "send agents' sFlow here, and let it through the firewall"));
        } else if (!heard) {
            found.add(new Finding(
                    Finding.PROBLEM, port, "no agent was heard for a minute", "see the firewall and the way to here"));
        }
        long asked = number(now, "udpBufferAsked");
        long granted = number(now, "udpBufferGranted");
        if (granted < asked) {
            found.add(new Finding(
                    Finding.WARNING,
                    port,
                    "socket buffer is small: granted=" + granted + " of " + asked + " bytes",
                    "sysctl -w net.core.rmem_max=" + asked + " and start again"));
        }
        return found;
    }

    /** Counters that should be zero; a problem when they grow still. */
    static List<Finding> signs(Map<String, Object> before, Map<String, Object> now) {
        List<Finding> found = new ArrayList<>();
        for (Sign sign : SIGNS) {
            long count = number(now, sign.counter());
            long grown = count - number(before, sign.counter());
            if (count > 0) {
                found.add(new Finding(
                        grown > 0 || sign.counter().equals("udpSocketsFailed") ? Finding.PROBLEM : Finding.WARNING,
                        sign.counter(),
                        count + " " + sign.fact() + (grown > 0 ? ", " + grown + " of them just now" : ""),
                        sign.advice()));
            }
        }
        return found;
    }

    /** Scripts that do not run, and those that run with an error. */
    static List<Finding> scripts(Collection<? extends App> apps) {
        List<Finding> found = new ArrayList<>();
        for (App app : apps) {
            app.status().forEach((script, status) -> {
                if (!status.alive() || !status.fault().isEmpty()) {
                    found.add(script(app.name(), script, status));
                }
            });
        }
        return found;
    }

    private static Finding script(String app, String script, ScriptStatus status) {
        String subject = "script " + (app.isEmpty() ? script : app + "/" + script);
        String fact = status.fault().isEmpty() ? "does not run" : status.fault();
        return status.alive()
                ? new Finding(Finding.WARNING, subject, "last error: " + fact, "weir:app-log " + app)
                : new Finding(
                        Finding.PROBLEM,
                        subject,
                        fact,
                        "mend it: it is loaded again at once; weir:app-start " + app + " lets a held one run");
    }

    private static long number(Map<String, Object> counters, String name) {
        return counters.get(name) instanceof Number number ? number.longValue() : 0;
    }
}
