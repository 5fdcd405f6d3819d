// SPDX-License-Identifier: Apache-2.0
package io.weir.app.internal;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How files looked at one moment: a stamp of size, time and identity by path. Hidden files, and what links lead to, are left
 * out. Thread: immutable.
 */
record FileStamps(Map<String, String> stamps) {
    private static final int MOST = 20_000;
    private static final int DEEPEST = 16;

    static final FileStamps NONE = new FileStamps(Map.of());

    FileStamps {
        stamps = Map.copyOf(stamps);
    }

    /** The files below {@code part} of a folder ({@code ""} for all), by their path within the folder. */
    static FileStamps of(Path folder, String part) {
        Map<String, String> stamps = new TreeMap<>();
        try {
            Path root = folder.toRealPath();
            Files.walkFileTree(root.resolve(part), Set.<FileVisitOption>of(), DEEPEST, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    boolean hidden = !directory.equals(root)
                            && directory.getFileName().toString().startsWith(".");
                    return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    String path = root.relativize(file).toString().replace('\\', '/');
                    if (AppPaths.isPath(path) && !AppPaths.isBeside(path)) {
                        stamps.put(path, stamp(attributes));
                    }
                    return stamps.size() < MOST ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException gone) {
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, IOException gone) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException gone) {
            return NONE;
        }
        return new FileStamps(stamps);
    }

    /** The stamp of one file; empty when it is not there. */
    static String of(Path file) {
        try {
            return stamp(Files.readAttributes(file, BasicFileAttributes.class));
        } catch (IOException gone) {
            return "";
        }
    }

    private static String stamp(BasicFileAttributes file) {
        return file.size() + "-" + file.lastModifiedTime().toInstant() + "-" + file.fileKey();
    }

    /** Those of files whose path begins so. */
    FileStamps below(String start) {
        Map<String, String> fewer = new TreeMap<>(stamps);
        fewer.keySet().removeIf(path -> !path.startsWith(start));
        return new FileStamps(fewer);
    }

    /** These, but of some paths what another says. */
    FileStamps with(FileStamps other, Collection<String> paths) {
        Map<String, String> mixed = new TreeMap<>(stamps);
        for (String path : paths) {
            if (other.stamps.containsKey(path)) {
                mixed.put(path, other.stamps.get(path));
            } else {
                mixed.remove(path);
            }
        }
        return new FileStamps(mixed);
    }

    /** Empty when the file was not there. */
    String stamp(String path) {
        return stamps.getOrDefault(path, "");
    }
}
