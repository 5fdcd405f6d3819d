// SPDX-License-Identifier: Apache-2.0
package io.weir.http.internal;

import io.weir.api.app.AppInstaller;
import io.weir.api.app.AppRegistry;
import io.weir.api.event.EventLog;
import io.weir.api.event.Thresholds;
import io.weir.api.flow.FlowDefinitions;
import io.weir.api.flow.FlowLog;
import io.weir.api.flow.FlowVocabulary;
import io.weir.api.lookup.Groups;
import io.weir.api.lookup.Maps;
import io.weir.api.query.Queries;
import io.weir.api.replay.Replay;
import io.weir.api.script.ScriptRuntime;
import io.weir.api.topology.Topology;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * The services that resources call, each of which may be away while its bundle starts or is replaced: asking for one that is away
 * throws {@link Unavailable}. Thread: any; the service registry changes the fields.
 */
@Component(service = Services.class, immediate = true)
public final class Services {
    private static final int RETRY_SECONDS = 2;
    private static final String QUERIES = "queries";
    private static final String FLOW_DEFINITIONS = "flow definitions";
    private static final String FLOW_RECORDS = "flow records";
    private static final String THRESHOLDS = "thresholds";
    private static final String EVENTS = "events";
    private static final String APPLICATIONS = "applications";
    private static final String SCRIPTS = "scripts";
    private static final String GROUPS = "groups";
    private static final String MAPS = "maps";
    private static final String TOPOLOGY = "topology";

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile Queries queries;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile FlowDefinitions flowDefinitions;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile FlowLog flowLog;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile FlowVocabulary flowVocabulary;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile Thresholds thresholds;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile EventLog eventLog;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile AppRegistry appRegistry;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile AppInstaller appInstaller;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile ScriptRuntime scriptRuntime;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile Groups groups;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile Maps maps;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile Topology topology;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile Replay replay;

    Queries queries() {
        return there(queries, QUERIES);
    }

    FlowDefinitions flowDefinitions() {
        return there(flowDefinitions, FLOW_DEFINITIONS);
    }

    FlowVocabulary flowVocabulary() {
        return there(flowVocabulary, FLOW_DEFINITIONS);
    }

    FlowLog flowLog() {
        return there(flowLog, FLOW_RECORDS);
    }

    Thresholds thresholds() {
        return there(thresholds, THRESHOLDS);
    }

    EventLog eventLog() {
        return there(eventLog, EVENTS);
    }

    AppRegistry appRegistry() {
        return there(appRegistry, APPLICATIONS);
    }

    AppInstaller appInstaller() {
        return there(appInstaller, APPLICATIONS);
    }

    ScriptRuntime scriptRuntime() {
        return there(scriptRuntime, SCRIPTS);
    }

    Groups groups() {
        return there(groups, GROUPS);
    }

    Maps maps() {
        return there(maps, MAPS);
    }

    Topology topology() {
        return there(topology, TOPOLOGY);
    }

    Replay replay() {
        return there(replay, "replay");
    }

    /** What is away now. */
    List<String> away() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put(QUERIES, queries);
        all.put(FLOW_DEFINITIONS, flowDefinitions);
        all.put(FLOW_RECORDS, flowLog);
        all.put(THRESHOLDS, thresholds);
        all.put(EVENTS, eventLog);
        all.put(APPLICATIONS, appRegistry);
        all.put(SCRIPTS, scriptRuntime);
        all.put(GROUPS, groups);
        all.put(MAPS, maps);
        all.put(TOPOLOGY, topology);
        all.values().removeIf(Objects::nonNull);
        return List.copyOf(all.keySet());
    }

    private static <T> T there(T service, String what) {
        if (service == null) {
            throw new Unavailable("service \"" + what + "\": is starting or being replaced", RETRY_SECONDS);
        }
        return service;
    }
}
