// SPDX-License-Identifier: Apache-2.0
package io.weir.app.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes bundles of what is dropped into the app folder: of a folder {@code NAME} or a zip {@code NAME.zip} the bundle
 * {@code weir-app:NAME}. Bundles outlive the process; what became of their files meanwhile is seen at the first scan.
 *
 * <p>Thread: confined to the one that scans.
 */
final class AppFolder {
    private static final Logger LOG = LoggerFactory.getLogger(AppFolder.class);

    private final BundleContext context;
    private final Path folder;
    private final Apps apps;
    private final Map<String, DroppedApp> dropped = new TreeMap<>();
    private final Map<String, String> told = new HashMap<>();
    private boolean reconciled;

    AppFolder(BundleContext context, Path folder, Apps apps) {
        this.context = context;
        this.folder = folder;
        this.apps = apps;
    }

    /** Looks once at everything, and does what is to be done. */
    void scan() {
        Optional<Map<String, DroppedApp>> listed = list();
        if (listed.isEmpty()) {
            return;
        }
        Map<String, DroppedApp> found = listed.get();
        if (!reconciled) {
            reconciled = true;
            reconcile(found);
        }
        for (String name : List.copyOf(dropped.keySet())) {
            DroppedApp now = found.get(name);
            if (now == null || now.zip() != dropped.get(name).zip()) {
                uninstall(dropped.remove(name));
            }
        }
        found.forEach(dropped::putIfAbsent);
        dropped.forEach(this::look);
    }

    // a folder that cannot be read now says nothing about its apps
    private Optional<Map<String, DroppedApp>> list() {
        Map<String, DroppedApp> found = new TreeMap<>();
        List<Path> zips = new ArrayList<>();
        try (DirectoryStream<Path> places = Files.newDirectoryStream(folder)) {
            for (Path place : places) {
                String file = place.getFileName().toString();
                if (file.startsWith(".")) {
                    continue;
                }
                if (Files.isDirectory(place)) {
                    take(found, file, new DroppedApp(place, false));
                } else if (file.endsWith(".zip")) {
                    zips.add(place);
                } else if (file.endsWith(".jar")) {
                    tell(place, "is no folder or zip: a bundle goes to deploy/");
                }
            }
        } catch (IOException e) {
            tell(folder, "cannot be read: " + e);
            return Optional.empty();
        }
        for (Path zip : zips) {
            String file = zip.getFileName().toString();
            take(found, file.substring(0, file.length() - 4), new DroppedApp(zip, true));
        }
        told.keySet().removeIf(place -> !Files.exists(Path.of(place)));
        return Optional.of(found);
    }

    private void take(Map<String, DroppedApp> found, String name, DroppedApp app) {
        if (!AppPaths.isName(name)) {
            tell(app.place(), "is left alone: a name has letters, digits, hyphens, underscores, dots");
        } else if (found.putIfAbsent(name, app) != null) {
            tell(app.place(), "is left alone: there is a folder of the same name");
        }
    }

    /** Brings together the bundles of earlier processes and the files of today. */
    private void reconcile(Map<String, DroppedApp> found) {
        for (Bundle bundle : context.getBundles()) {
            String name = AppManifest.name(bundle);
            if (name.isEmpty()) {
                continue;
            }
            DroppedApp app = found.get(name);
            boolean same =
                    app != null && AppManifest.source(bundle).equals(app.zip() ? AppManifest.ZIP : AppManifest.FOLDER);
            if (!same) {
                uninstall(bundle);
                continue;
            }
            app.installed(bundle);
            // what a zip looked like is in its bundle; a folder's scripts were read when they were started
            if (!app.zip() || FileStamps.of(app.place()).equals(AppManifest.stamp(bundle))) {
                app.know();
            }
        }
    }

    /**
     * Looks at what was put there whole under a name, or taken away, and does at once what is to be done. Throws {@link Refused} and
     * others when it cannot be.
     */
    void placed(String name) throws Refused, IOException, BundleException {
        Path place = folder.resolve(name);
        Path zip = folder.resolve(name + ".zip");
        boolean isZip = !Files.isDirectory(place) && Files.exists(zip);
        DroppedApp before = dropped.get(name);
        if (before != null && before.bundle().isPresent() && before.zip() == isZip && Files.exists(before.place())) {
            Set<String> changes = before.replaced();
            if (isZip) {
                update(name, before);
            } else {
                apps.changed(name, changes);
            }
            return;
        }
        if (before != null) {
            uninstall(dropped.remove(name));
        }
        if (isZip || Files.isDirectory(place)) {
            DroppedApp app = new DroppedApp(isZip ? zip : place, isZip);
            dropped.put(name, app);
            app.replaced();
            install(name, app);
        }
    }

    private void look(String name, DroppedApp app) {
        if (app.bundle().isEmpty()) {
            Optional<String> full = apps.full(name);
            if (full.isPresent()) {
                tell(app.place(), "is left alone: " + full.get());
                return;
            }
        }
        Set<String> changes = app.changes();
        if (changes.isEmpty()) {
            return;
        }
        try {
            if (app.bundle().isEmpty()) {
                install(name, app);
            } else if (app.zip()) {
                update(name, app);
            } else {
                apps.changed(name, changes);
            }
        } catch (Refused refused) {
            LOG.error("app \"{}\": refused: {}", app.place(), refused.getMessage());
        } catch (BundleException | IOException | IllegalStateException e) {
            LOG.error("app \"{}\": cannot be installed: {}", app.place(), e.toString());
        }
    }

    private void install(String name, DroppedApp app) throws Refused, IOException, BundleException {
        if (!app.zip() && !app.holdsApp()) {
            return;
        }
        try (InputStream bytes = archive(name, app)) {
            Bundle bundle = context.installBundle(AppManifest.location(name), bytes);
            app.installed(bundle);
            bundle.start();
        }
    }

    private void update(String name, DroppedApp app) throws Refused, IOException, BundleException {
        Bundle bundle = app.bundle().orElseThrow();
        if (bundle.getState() == Bundle.UNINSTALLED) {
            return;
        }
        try (InputStream bytes = archive(name, app)) {
            bundle.update(bytes);
        }
    }

    private static InputStream archive(String name, DroppedApp app) throws Refused, IOException {
        if (app.zip()) {
            return AppArchive.ofZip(name, app.place(), app.stamp());
        }
        List<String> code = app.code();
        if (!code.isEmpty()) {
            throw new Refused("holds Java code, which apps must not: path=" + code.get(0)
                    + ": make it a bundle and give it to deploy/");
        }
        return AppArchive.ofFolder(name);
    }

    private static void uninstall(DroppedApp app) {
        app.bundle().ifPresent(AppFolder::uninstall);
    }

    private static void uninstall(Bundle bundle) {
        try {
            if (bundle.getState() != Bundle.UNINSTALLED) {
                bundle.uninstall();
            }
        } catch (BundleException | IllegalStateException e) {
            LOG.error("app \"{}\": cannot be uninstalled: {}", AppManifest.name(bundle), e.toString());
        }
    }

    private void tell(Path place, String fact) {
        if (!fact.equals(told.put(place.toString(), fact))) {
            LOG.warn("app folder: \"{}\" {}", place, fact);
        }
    }
}
