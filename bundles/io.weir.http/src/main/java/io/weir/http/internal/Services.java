// SPDX-License-Identifier: Apache-2.0
package io.weir.http.internal;

import io.weir.api.app.AppRegistry;
import io.weir.api.event.EventLog;
import io.weir.api.event.Thresholds;
import io.weir.api.flow.FlowDefinitions;
import io.weir.api.flow.FlowLog;
import io.weir.api.query.Queries;
import io.weir.api.script.ScriptRuntime;
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
    volatile ScriptRuntime scriptRuntime;

    Queries queries() {
        return there(queries, "queries");
    }

    FlowDefinitions flowDefinitions() {
        return there(flowDefinitions, "flow definitions");
    }

    FlowLog flowLog() {
        return there(flowLog, "flow records");
    }

    Thresholds thresholds() {
        return there(thresholds, "thresholds");
    }

    EventLog eventLog() {
        return there(eventLog, "events");
    }

    AppRegistry appRegistry() {
        return there(appRegistry, "applications");
    }

    ScriptRuntime scriptRuntime() {
        return there(scriptRuntime, "scripts");
    }

    private static <T> T there(T service, String what) {
        if (service == null) {
            throw new Unavailable("service \"" + what + "\": is starting or being replaced", RETRY_SECONDS);
        }
        return service;
    }
}
