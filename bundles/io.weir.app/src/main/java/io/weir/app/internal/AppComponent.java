// SPDX-License-Identifier: Apache-2.0
package io.weir.app.internal;

import io.weir.api.CounterSource;
import io.weir.api.app.App;
import io.weir.api.app.AppInstaller;
import io.weir.api.app.AppRegistry;
import io.weir.api.script.ScriptRuntime;
import io.weir.api.store.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.namespace.extender.ExtenderNamespace;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notices apps: bundles with the capability, and folders and zips in the home's {@code app/}. Thread: any. */
@Capability(namespace = ExtenderNamespace.EXTENDER_NAMESPACE, name = AppCapability.NAMESPACE, version = "0.1.0")
@Component(
        immediate = true,
        service = {AppRegistry.class, AppInstaller.class, CounterSource.class})
public final class AppComponent implements AppRegistry, AppInstaller, CounterSource {
    private static final Logger LOG = LoggerFactory.getLogger(AppComponent.class);
    private static final long BETWEEN_SCANS_MS = 250;

    private final Apps apps;
    private final Rules rules;
    private final AppTracker tracker;
    private final AppFolder folder;
    private final DroppedApps dropped;
    private final ScheduledExecutorService scans;
    private final Optional<SingleApp> single;

    /**
     * Begins to look. Files change in real time, so this clock is the machine's own, whatever a replay does. The settings are there
     * once for all: they do not change while the process runs.
     */
    @Activate
    public AppComponent(BundleContext context, @Reference Settings settings) {
        Path home = home(context);
        Path place = home.resolve("app");
        rules = Rules.of(settings);
        apps = new Apps(rules.most());
        tracker = new AppTracker(context, apps, rules, place);
        folder = new AppFolder(context, place, apps);
        dropped = new DroppedApps(context, place, home.resolve("data/removed"), apps, this::placed);
        scans = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "weir-apps");
            thread.setDaemon(true);
            return thread;
        });
        single = settings.get("script.file").map(files -> new SingleApp(SingleScripts.of(files, home), apps, rules));
        single.ifPresent(SingleApp::open);
        tracker.open();
        scans.scheduleWithFixedDelay(this::scan, 0, BETWEEN_SCANS_MS, TimeUnit.MILLISECONDS);
    }

    /** Has the one thread that may look at the folder look at one name, and waits for it. */
    private void placed(String name) throws Refused, IOException, BundleException {
        try {
            scans.submit(() -> {
                        folder.placed(name);
                        return name;
                    })
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("app \"" + name + "\": nobody waits any more", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof Refused refused) {
                throw refused;
            }
            if (cause instanceof IOException failure) {
                throw failure;
            }
            if (cause instanceof BundleException failure) {
                throw failure;
            }
            throw new IllegalStateException(cause);
        }
    }

    private static Path home(BundleContext context) {
        String home = context.getProperty("weir.home");
        if (home == null) {
            throw new IllegalStateException("home: not known: framework property weir.home is not set");
        }
        return Path.of(home);
    }

    private void scan() {
        try {
            folder.scan();
            single.ifPresent(SingleApp::scan);
        } catch (RuntimeException e) {
            LOG.error("app folder: a scan failed", e);
        }
    }

    @Deactivate
    void deactivate() throws InterruptedException {
        scans.shutdown();
        if (!scans.awaitTermination(5, TimeUnit.SECONDS)) {
            scans.shutdownNow();
        }
        tracker.close();
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void setRuntime(ScriptRuntime runtime) {
        apps.runtimeCame(runtime);
    }

    void unsetRuntime(ScriptRuntime runtime) {
        apps.runtimeWent(runtime);
    }

    @Override
    public Collection<App> apps() {
        return apps.apps();
    }

    @Override
    public Optional<App> app(String name) {
        return apps.app(name);
    }

    @Override
    public String install(Path source) {
        return dropped.install(source);
    }

    @Override
    public void install(String name, InputStream zip) {
        dropped.install(name, zip);
    }

    @Override
    public void start(String name) {
        dropped.start(name);
    }

    @Override
    public void stop(String name) {
        dropped.stop(name);
    }

    @Override
    public void reload(String name) {
        dropped.reload(name);
    }

    @Override
    public void remove(String name) {
        dropped.remove(name);
    }

    @Override
    public Collection<String> stopped() {
        return dropped.stopped();
    }

    @Override
    public Map<String, Number> counters() {
        return apps.counters();
    }
}
