// SPDX-License-Identifier: Apache-2.0
package io.weir.app.internal;

import io.weir.api.app.Permission;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.util.tracker.BundleTracker;
import org.osgi.util.tracker.BundleTrackerCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees active bundles with the capability {@code io.weir.app}, whoever installed them. Thread: any. */
final class AppTracker implements BundleTrackerCustomizer<InstalledApp>, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AppTracker.class);

    private final Apps apps;
    private final Rules rules;
    private final Path folder;
    private final BundleTracker<InstalledApp> tracker;

    /**
     * A tracker, not open yet.
     *
     * @param folder holds the apps that are folders
     */
    AppTracker(BundleContext context, Apps apps, Rules rules, Path folder) {
        this.apps = apps;
        this.rules = rules;
        this.folder = folder;
        this.tracker = new BundleTracker<>(context, Bundle.ACTIVE, this);
    }

    void open() {
        tracker.open();
    }

    @Override
    public InstalledApp addingBundle(Bundle bundle, BundleEvent event) {
        Optional<AppCapability> capability = AppCapability.of(bundle);
        if (capability.isEmpty()) {
            return null;
        }
        if (!AppPaths.isName(capability.get().name())) {
            LOG.error(
                    "bundle \"{}\": capability {}: bad name of an app: name={}",
                    bundle.getSymbolicName(),
                    AppCapability.NAMESPACE,
                    capability.get().name());
            return null;
        }
        InstalledApp app = app(bundle, capability.get());
        return apps.add(app) ? app : null;
    }

    private InstalledApp app(Bundle bundle, AppCapability capability) {
        String source = AppManifest.source(bundle);
        Set<Permission> permissions = rules.permissions(capability);
        if (source.equals(AppManifest.FOLDER)) {
            Path place = folder.resolve(capability.name());
            return new InstalledApp(capability, "folder " + place, permissions, new FolderContent(place));
        }
        String origin = source.equals(AppManifest.ZIP)
                ? "zip " + folder.resolve(capability.name() + ".zip")
                : "bundle " + bundle.getLocation();
        return new InstalledApp(capability, origin, permissions, new BundleContent(bundle));
    }

    @Override
    public void modifiedBundle(Bundle bundle, BundleEvent event, InstalledApp app) {
        // an update stops and starts the bundle: that is seen as going and coming
    }

    @Override
    public void removedBundle(Bundle bundle, BundleEvent event, InstalledApp app) {
        apps.remove(app);
    }

    @Override
    public void close() {
        tracker.close();
    }
}
