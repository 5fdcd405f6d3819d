// SPDX-License-Identifier: Apache-2.0
package io.weir.app.internal;

import io.weir.api.InvalidInput;
import io.weir.api.app.AppFile;
import io.weir.api.app.AppInstaller;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/**
 * Does with the app folder what people do by hand: what is put there is whole before it gets its name, what is taken out is kept.
 * The bundles have followed when a call returns.
 *
 * <p>Thread: any; one thing at a time.
 */
final class DroppedApps implements AppInstaller {
    private static final String ZIP = ".zip";

    /** Sees to what has come or gone under a name. */
    @FunctionalInterface
    interface Placed {
        void look(String name) throws Refused, IOException, BundleException;
    }

    private final BundleContext context;
    private final Path folder;
    private final Path removed;
    private final Apps apps;
    private final Placed placed;

    /**
     * Works on an app folder.
     *
     * @param removed keeps what is taken out
     * @param placed is told what was put there or taken out
     */
    DroppedApps(BundleContext context, Path folder, Path removed, Apps apps, Placed placed) {
        this.context = context;
        this.folder = folder;
        this.removed = removed;
        this.apps = apps;
        this.placed = placed;
    }

    @Override
    public synchronized String install(Path source) {
        Path from = source.toAbsolutePath().normalize();
        String file = from.getFileName() == null ? "" : from.getFileName().toString();
        boolean zip = file.endsWith(ZIP) && Files.isRegularFile(from);
        if (!zip && !Files.isDirectory(from)) {
            throw InvalidInput.of(
                    "app",
                    from.toString(),
                    Files.exists(from)
                            ? "neither a folder nor a zip; a bundle goes to deploy/"
                            : "there is no such folder or zip");
        }
        String name = room(zip ? file.substring(0, file.length() - ZIP.length()) : file);
        try {
            if (zip) {
                try (InputStream bytes = Files.newInputStream(from)) {
                    install(name, bytes);
                }
            } else {
                copyFolder(from, name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return name;
    }

    private void copyFolder(Path from, String name) throws IOException {
        Set<String> paths = FileStamps.of(from, "").stamps().keySet();
        Optional<String> code = paths.stream().filter(AppPaths::isCode).findFirst();
        if (code.isPresent()) {
            throw InvalidInput.of("app", name, "holds Java code, which apps must not: path=" + code.get());
        }
        if (paths.stream().noneMatch(path -> path.startsWith("scripts/") || path.startsWith("html/"))) {
            throw InvalidInput.of("app", name, "holds neither scripts/ nor html/");
        }
        Path fresh = Files.createTempDirectory(folder, ".new");
        FolderContent content = new FolderContent(from);
        for (String path : paths) {
            // what leads out of the folder, or is no file, would be no part of the app where it lies either
            Optional<AppFile> file = content.file(path);
            if (file.isPresent()) {
                Path to = fresh.resolve(path);
                Files.createDirectories(to.getParent());
                try (InputStream in = file.get().open()) {
                    Files.copy(in, to);
                }
                Files.setLastModifiedTime(to, FileTime.fromMillis(file.get().modified()));
            }
        }
        place(fresh, name, name);
    }

    @Override
    public synchronized void install(String name, InputStream zip) {
        room(name);
        try {
            Path fresh = Files.createTempFile(folder, ".new", ZIP);
            try {
                Files.copy(zip, fresh, StandardCopyOption.REPLACE_EXISTING);
                AppArchive.check(name, fresh);
            } catch (Refused refused) {
                Files.delete(fresh);
                throw InvalidInput.of("app", name, refused.getMessage());
            } catch (IOException e) {
                Files.delete(fresh);
                throw e;
            }
            place(fresh, name, name + ZIP);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void place(Path fresh, String name, String file) throws IOException {
        keepAway(name);
        Files.move(fresh, folder.resolve(file), StandardCopyOption.ATOMIC_MOVE);
        look(name);
    }

    private void look(String name) throws IOException {
        try {
            placed.look(name);
        } catch (Refused | BundleException e) {
            throw InvalidInput.of("app", name, "cannot be installed: " + e.getMessage());
        }
    }

    /** A name that a new app may have. */
    private String room(String name) {
        apps.full(checked(name)).ifPresent(full -> {
            throw InvalidInput.of("app", name, full);
        });
        return name;
    }

    private static String checked(String name) {
        if (!AppPaths.isName(name)) {
            throw InvalidInput.of("app", name, "bad name: letters, digits, hyphens, underscores, dots");
        }
        return name;
    }

    /** Moves the folder and the zip of a name away; false when there is neither. */
    private boolean keepAway(String name) throws IOException {
        boolean found = false;
        for (String file : List.of(name, name + ZIP)) {
            Path place = folder.resolve(file);
            if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
                Path kept = Files.createDirectories(removed).resolve(file);
                delete(kept);
                Files.move(place, kept);
                found = true;
            }
        }
        return found;
    }

    private static void delete(Path tree) throws IOException {
        if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (DirectoryNotEmptyException grown) {
            throw new IOException("is written to: " + grown.getMessage(), grown);
        }
    }

    @Override
    public synchronized void start(String name) {
        Bundle bundle = bundle(name);
        try {
            if (bundle.getState() != Bundle.ACTIVE) {
                bundle.start();
            }
            apps.startAnew(name, true);
        } catch (BundleException e) {
            throw InvalidInput.of("app", name, "cannot be started: " + e.getMessage());
        }
    }

    @Override
    public synchronized void stop(String name) {
        try {
            bundle(name).stop();
        } catch (BundleException e) {
            throw InvalidInput.of("app", name, "cannot be stopped: " + e.getMessage());
        }
    }

    @Override
    public synchronized void reload(String name) {
        if (apps.app(name).isEmpty()) {
            throw unknown(name);
        }
        apps.startAnew(name, false);
    }

    @Override
    public synchronized void remove(String name) {
        checked(name);
        try {
            if (!keepAway(name)) {
                Bundle bundle = bundle(name);
                throw InvalidInput.of(
                        "app", name, "is a bundle, no file in app/: bundle:uninstall " + bundle.getBundleId());
            }
            look(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Collection<String> stopped() {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getState() == Bundle.RESOLVED || bundle.getState() == Bundle.INSTALLED)
                .flatMap(bundle -> AppCapability.of(bundle).stream())
                .map(AppCapability::name)
                .sorted()
                .toList();
    }

    private Bundle bundle(String name) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> AppCapability.of(bundle)
                        .filter(app -> app.name().equals(name))
                        .isPresent())
                .findFirst()
                .orElseThrow(() -> unknown(name));
    }

    private static InvalidInput unknown(String name) {
        return InvalidInput.of("app", name, "unknown");
    }
}
