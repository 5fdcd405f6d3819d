// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal.replay;

import io.weir.api.InvalidInput;
import io.weir.api.Nearest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which files may be played: those below the home, and below the directories that the operator named. Links are followed before
 * it is decided, and a path that leads elsewhere is refused whether there is a file or not. Thread: immutable.
 */
final class ReplayFiles {
    private final Path home;
    private final List<Path> roots = new ArrayList<>();

    /**
     * The rule.
     *
     * @param directories the setting {@code replay.directories}: paths with commas between, relative to the home
     */
    ReplayFiles(Path home, String directories) {
        this.home = home.toAbsolutePath().normalize();
        roots.add(this.home);
        for (String directory : directories.split(",", -1)) {
            if (!directory.isBlank()) {
                roots.add(resolve(directory.strip()));
            }
        }
    }

    /** The file that the operator named: wherever it is. Throws {@link InvalidInput}. */
    Path named(String name) {
        return file(name, resolve(name));
    }

    /** The file that a request names. Throws {@link InvalidInput}. */
    Path allowed(String name) {
        Path path = resolve(name);
        if (roots.stream().noneMatch(path::startsWith)) {
            throw outside(name);
        }
        Path real = file(name, path);
        for (Path root : roots) {
            if (real.startsWith(real(root))) {
                return real;
            }
        }
        throw outside(name);
    }

    private Path resolve(String name) {
        try {
            return home.resolve(name).normalize();
        } catch (InvalidPathException e) {
            throw InvalidInput.of("capture", name, "no path: " + e.getReason());
        }
    }

    private static Path real(Path root) {
        try {
            return root.toRealPath();
        } catch (IOException e) {
            return root;
        }
    }

    private static Path file(String name, Path path) {
        try {
            Path real = path.toRealPath();
            if (Files.isRegularFile(real)) {
                return real;
            }
        } catch (IOException e) {
            throw InvalidInput.of("capture", name, "no such file: relative paths begin in the home")
                    .suggest(near(name, path));
        }
        throw InvalidInput.of("capture", name, "no file but a directory or a device");
    }

    /** Names beside it that may have been meant, as they would be written. */
    private static List<String> near(String name, Path path) {
        Path directory = path.getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            return List.of();
        }
        String before =
                name.substring(0, name.length() - path.getFileName().toString().length());
        try (Stream<Path> beside = Files.list(directory)) {
            List<String> names = beside.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .toList();
            return Nearest.to(path.getFileName().toString(), names).stream()
                    .map(near -> before + near)
                    .toList();
        } catch (IOException e) {
            return List.of(); // a directory that nobody may read has no names to tell
        }
    }

    private static InvalidInput outside(String name) {
        return InvalidInput.of(
                "capture", name, "outside of the home: put it there, or name its directory in replay.directories");
    }
}
