// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal;

import io.weir.api.CounterSource;
import io.weir.api.InvalidInput;
import io.weir.api.Registration;
import io.weir.api.app.App;
import io.weir.api.app.ScriptStatus;
import io.weir.api.event.EventLog;
import io.weir.api.event.Thresholds;
import io.weir.api.flow.FlowDefinitions;
import io.weir.api.flow.FlowLog;
import io.weir.api.http.Request;
import io.weir.api.http.Response;
import io.weir.api.lookup.Groups;
import io.weir.api.lookup.Maps;
import io.weir.api.query.Queries;
import io.weir.api.script.ScriptFunctionSource;
import io.weir.api.script.ScriptRuntime;
import io.weir.api.store.Settings;
import io.weir.api.store.Store;
import io.weir.api.time.Follower;
import io.weir.api.time.MachineTimeline;
import io.weir.api.time.Timeline;
import io.weir.api.topology.Topology;
import io.weir.script.internal.functions.AbsentFunctions;
import io.weir.script.internal.functions.BaselineFunctions;
import io.weir.script.internal.functions.EventFunctions;
import io.weir.script.internal.functions.FlowFunctions;
import io.weir.script.internal.functions.HttpCalls;
import io.weir.script.internal.functions.HttpFunctions;
import io.weir.script.internal.functions.LogFunctions;
import io.weir.script.internal.functions.LookupFunctions;
import io.weir.script.internal.functions.MetricFunctions;
import io.weir.script.internal.functions.NetworkFunctions;
import io.weir.script.internal.functions.ScriptLog;
import io.weir.script.internal.functions.StoreFunctions;
import io.weir.script.internal.functions.TextFunctions;
import io.weir.script.internal.functions.TopologyFunctions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runtime as a service, with the functions of the platform. It is there as long as everything scripts may call is.
 *
 * <p>Thread: any.
 */
@Component(
        immediate = true,
        service = {ScriptRuntime.class, CounterSource.class, Follower.class})
public final class ScriptComponent implements ScriptRuntime, CounterSource, Follower {
    private static final Logger LOG = LoggerFactory.getLogger(ScriptComponent.class);
    private static final int DEFAULT_LIMIT_SECONDS = 10;

    private final HttpHandlers handlers = new HttpHandlers();
    private final Map<ScriptFunctionSource, Registration> sources = new ConcurrentHashMap<>();
    private final RhinoRuntime runtime;
    private final HttpCalls calls;
    private final NetworkFunctions network;

    /** Makes the runtime of the services that its functions call. */
    @Activate
    public ScriptComponent(
            BundleContext context,
            @Reference FlowDefinitions definitions,
            @Reference FlowLog records,
            @Reference Thresholds thresholds,
            @Reference EventLog events,
            @Reference Queries queries,
            @Reference Groups groups,
            @Reference Maps maps,
            @Reference Topology topology,
            @Reference Store store,
            @Reference Settings settings,
            @Reference Timeline timeline,
            @Reference MachineTimeline machine) {
        if (!EngineWeaver.weave(context)) {
            LOG.warn(
                    "texts that are added up and iterators without an end are not bounded: the script engine was there before");
        }
        Duration limit = Duration.ofSeconds(settings.integer("script.timeout", DEFAULT_LIMIT_SECONDS));
        // a script is told of an answer that does not come before it is stopped for waiting
        calls = new HttpCalls(settings, limit.multipliedBy(4).dividedBy(5));
        runtime = new RhinoRuntime(handlers, limit, quarantine(context, store));
        ScriptLog log = new ScriptLog(machine, runtime.recent());
        runtime.add(new FlowFunctions(definitions, records, queries, log).rows());
        runtime.add(new EventFunctions(thresholds, events).rows());
        runtime.add(new MetricFunctions(queries).rows());
        runtime.add(new LookupFunctions(groups, maps, log).rows());
        runtime.add(new TopologyFunctions(topology, log).rows());
        runtime.add(new HttpFunctions(handlers, calls).rows());
        StoreFunctions kept = new StoreFunctions(store);
        runtime.add(kept.rows());
        runtime.whenGone(kept::forget);
        runtime.add(new LogFunctions(log).rows());
        runtime.add(new BaselineFunctions().rows());
        runtime.add(SystemRows.of(settings, timeline));
        runtime.add(new TextFunctions(timeline).rows());
        network = new NetworkFunctions(timeline);
        runtime.add(network.rows());
        runtime.add(new AbsentFunctions(log).rows());
    }

    private static Optional<Quarantine> quarantine(BundleContext context, Store store) {
        String home = context.getProperty("weir.home");
        if (home == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Quarantine(Path.of(home, "data", "script-tasks"), store.shelf("io.weir.script")));
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("scripts that end the process cannot be told: {}", e.toString());
            return Optional.empty();
        }
    }

    @Deactivate
    void deactivate() {
        runtime.close();
        calls.close();
        network.close();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addSource(ScriptFunctionSource source) {
        try {
            sources.put(source, runtime.add(source.functions()));
        } catch (InvalidInput taken) {
            LOG.error("functions are left out: {}", taken.getMessage());
        }
    }

    void removeSource(ScriptFunctionSource source) {
        Registration rows = sources.remove(source);
        if (rows != null) {
            rows.close();
        }
    }

    @Override
    public Registration start(App app, String script) {
        return runtime.start(app, script);
    }

    @Override
    public List<String> log(String app) {
        return runtime.log(app);
    }

    @Override
    public boolean release(String app, String script) {
        return runtime.release(app, script);
    }

    @Override
    public CompletionStage<Boolean> loaded(String app, String script) {
        return runtime.loaded(app, script);
    }

    @Override
    public Optional<ScriptStatus> status(String app, String script) {
        return runtime.status(app, script);
    }

    @Override
    public Optional<CompletionStage<Response>> request(
            String app, String script, List<String> segments, String format, Request request) {
        return runtime.request(app, script, segments, format, request);
    }

    @Override
    public CompletableFuture<Long> settled() {
        return runtime.settled();
    }

    @Override
    public Map<String, Number> counters() {
        return runtime.counters();
    }
}
