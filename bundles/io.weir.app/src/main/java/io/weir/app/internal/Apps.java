// SPDX-License-Identifier: Apache-2.0
package io.weir.app.internal;

import io.weir.api.CounterSource;
import io.weir.api.app.App;
import io.weir.api.app.AppRegistry;
import io.weir.api.script.ScriptRuntime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The apps of active bundles. They run while the script runtime is there. Of several with one name the first runs; the next
 * takes its place when it goes.
 *
 * <p>Thread: any; apps come, change and go one at a time, under one lock. Readers see a snapshot.
 */
final class Apps implements AppRegistry, CounterSource {
    private static final Logger LOG = LoggerFactory.getLogger(Apps.class);

    private final Map<String, List<InstalledApp>> byName = new TreeMap<>();
    private final int most;
    private final LongAdder restarts = new LongAdder();
    private Optional<ScriptRuntime> runtime = Optional.empty();
    private volatile Map<String, InstalledApp> shown = Map.of();

    /**
     * None yet.
     *
     * @param most apps that there may be
     */
    Apps(int most) {
        this.most = most;
    }

    /** Why no app of a new name may come now; empty when one may. */
    synchronized Optional<String> full(String name) {
        return byName.containsKey(name) || byName.size() < most
                ? Optional.empty()
                : Optional.of("there are as many apps as may be: limit=" + most
                        + ": remove one, or raise the setting app.max");
    }

    /** Takes an app in; false when there are too many, of which the log is told. */
    synchronized boolean add(InstalledApp app) {
        Optional<String> full = full(app.name());
        if (full.isPresent()) {
            LOG.error("app \"{}\": does not run: {}", app.name(), full.get());
            return false;
        }
        List<InstalledApp> same = byName.computeIfAbsent(app.name(), name -> new ArrayList<>());
        same.add(app);
        if (same.size() > 1) {
            LOG.error(
                    "app \"{}\": name is taken: by={} waiting={}",
                    app.name(),
                    same.get(0).origin(),
                    app.origin());
            return true;
        }
        show(app);
        return true;
    }

    private void show(InstalledApp app) {
        publish();
        LOG.info("app \"{}\": is there: {}", app.name(), app.origin());
        runtime.ifPresent(app::start);
    }

    // identity: two apps may have equal properties
    @SuppressWarnings("ReferenceEquality")
    synchronized void remove(InstalledApp app) {
        List<InstalledApp> same = byName.getOrDefault(app.name(), new ArrayList<>());
        boolean first = !same.isEmpty() && same.get(0) == app;
        same.removeIf(each -> each == app);
        if (same.isEmpty()) {
            byName.remove(app.name());
        }
        app.stop();
        publish();
        LOG.info("app \"{}\": is gone: {}", app.name(), app.origin());
        if (first && !same.isEmpty()) {
            show(same.get(0));
        }
    }

    /** Restarts what changed in an app. */
    synchronized void changed(String name, Collection<String> paths) {
        InstalledApp app = shown.get(name);
        if (app != null) {
            LOG.info("app \"{}\": changed: {}", name, String.join(" ", paths));
            restarts.increment();
            app.changed(paths);
        }
    }

    /**
     * Starts scripts of an app anew, those as well that were held back.
     *
     * @param dead only those that do not run
     */
    synchronized void startAnew(String name, boolean dead) {
        InstalledApp app = shown.get(name);
        if (app != null) {
            restarts.increment();
            runtime.ifPresent(it -> app.scripts().forEach(script -> it.release(name, script)));
            app.startAnew(dead);
        }
    }

    /** Starts the scripts of all apps. */
    synchronized void runtimeCame(ScriptRuntime came) {
        runtime = Optional.of(came);
        shown.values().forEach(app -> app.start(came));
    }

    /** Stops the scripts of all apps; pages are served on. */
    synchronized void runtimeWent(ScriptRuntime went) {
        if (runtime.filter(went::equals).isPresent()) {
            runtime = Optional.empty();
            shown.values().forEach(InstalledApp::stop);
        }
    }

    private void publish() {
        Map<String, InstalledApp> now = new TreeMap<>();
        byName.forEach((name, apps) -> now.put(name, apps.get(0)));
        shown = now;
    }

    @Override
    public Collection<App> apps() {
        return List.copyOf(shown.values());
    }

    @Override
    public Optional<App> app(String name) {
        return Optional.ofNullable(shown.get(name));
    }

    @Override
    public Map<String, Number> counters() {
        return Map.of("apps", shown.size(), "appChanges", restarts.sum());
    }
}
