// SPDX-License-Identifier: Apache-2.0
package io.weir.shell.internal;

import io.weir.api.app.AppInstaller;
import io.weir.api.app.AppRegistry;
import io.weir.api.event.EventLog;
import io.weir.api.event.Thresholds;
import io.weir.api.flow.FlowDefinitions;
import io.weir.api.lookup.Groups;
import io.weir.api.lookup.Maps;
import io.weir.api.query.Queries;
import io.weir.api.replay.Replay;
import io.weir.api.script.ScriptRuntime;
import io.weir.api.topology.Topology;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * What the commands ask. Bundles may come and go while the console is open: what is not there now is refused in one line,
 * and the other commands work on.
 *
 * <p>Thread: any.
 */
@Component(service = Platform.class, immediate = true)
public final class Platform {
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private final Collection<Queries> queries = new CopyOnWriteArrayList<>();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private final Collection<FlowDefinitions> flows = new CopyOnWriteArrayList<>();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private final Collection<Thresholds> thresholds = new CopyOnWriteArrayList<>();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private final Collection<EventLog> events = new CopyOnWriteArrayList<>();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private final Collection<AppRegistry> apps = new CopyOnWriteArrayList<>();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private final Collection<AppInstaller> installers = new CopyOnWriteArrayList<>();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private final Collection<ScriptRuntime> scripts = new CopyOnWriteArrayList<>();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private final Collection<Topology> topologies = new CopyOnWriteArrayList<>();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private final Collection<Groups> groups = new CopyOnWriteArrayList<>();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private final Collection<Maps> maps = new CopyOnWriteArrayList<>();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private final Collection<Replay> replays = new CopyOnWriteArrayList<>();

    Queries queries() {
        return one(queries, "io.weir.query");
    }

    FlowDefinitions flows() {
        return one(flows, "io.weir.flow");
    }

    Thresholds thresholds() {
        return one(thresholds, "io.weir.event");
    }

    EventLog events() {
        return one(events, "io.weir.event");
    }

    AppRegistry apps() {
        return one(apps, "io.weir.app");
    }

    AppInstaller installer() {
        return one(installers, "io.weir.app");
    }

    ScriptRuntime scripts() {
        return one(scripts, "io.weir.script");
    }

    /** The names of the apps that are installed; empty while there is no registry. */
    Collection<String> appNames() {
        if (apps.isEmpty() || installers.isEmpty()) {
            return List.of();
        }
        Collection<String> names = new TreeSet<>(installer().stopped());
        apps().apps().forEach(app -> names.add(app.name()));
        return names;
    }

    Topology topology() {
        return one(topologies, "io.weir.topology");
    }

    Groups groups() {
        return one(groups, "io.weir.lookup");
    }

    Maps maps() {
        return one(maps, "io.weir.lookup");
    }

    /** The names of the sets of address groups; empty while there is nothing that knows them. */
    Collection<String> groupNames() {
        return groups.isEmpty() ? List.of() : groups().all().keySet();
    }

    /** The names of the maps, as {@link #groupNames}. */
    Collection<String> mapNames() {
        return maps.isEmpty() ? List.of() : maps().all().keySet();
    }

    Replay replay() {
        return one(replays, "io.weir.collector");
    }

    /** The names of the flow definitions in force; empty while there is no flow engine. */
    Collection<String> flowNames() {
        return flows.isEmpty() ? List.of() : flows().all().keySet();
    }

    /** The names of the thresholds; empty while there is no event log. */
    Collection<String> thresholdNames() {
        return thresholds.isEmpty() ? List.of() : thresholds().all().keySet();
    }

    /** The names of metrics there are, for completion: none rather than a wait. */
    Collection<String> metricNames() {
        return queries.isEmpty() ? List.of() : soon(queries().metricNames().thenApply(Map::keySet));
    }

    /** The flow keys that traffic shows, for completion: none rather than a wait. */
    Collection<String> flowKeys() {
        return queries.isEmpty() ? List.of() : soon(queries().flowKeys().thenApply(Map::keySet));
    }

    private static Collection<String> soon(CompletableFuture<Set<String>> names) {
        try {
            return names.get(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        } catch (ExecutionException | TimeoutException e) {
            return List.of();
        }
    }

    private static <S> S one(Collection<S> services, String bundle) {
        return services.stream().findFirst().orElseThrow(() -> new NotThere(bundle));
    }

    /** A service is missing. Thread: immutable. */
    static final class NotThere extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotThere(String bundle) {
            super("bundle \"" + bundle + "\": not active, so there is nothing to ask: see bundle:list and log:display");
        }
    }
}
