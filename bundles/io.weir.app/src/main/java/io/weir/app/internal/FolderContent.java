// SPDX-License-Identifier: Apache-2.0
package io.weir.app.internal;

import io.weir.api.app.AppFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The files of an app in a folder, as they are now. A link may lead to another file of the app, never out of it; the folder
 * itself may be a link, for it was the operator's to make.
 *
 * <p>Thread: any.
 */
record FolderContent(Path folder) implements AppContent {
    private record Found(String path, Path file) implements AppFile {
        @Override
        public long length() {
            return file.toFile().length();
        }

        @Override
        public long modified() {
            return file.toFile().lastModified();
        }

        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(file);
        }
    }

    @Override
    public Optional<AppFile> file(String path) {
        if (!AppPaths.isPath(path)) {
            return Optional.empty();
        }
        try {
            Path root = folder.toRealPath();
            Path asked = root.resolve(path);
            Path real = asked.toRealPath();
            boolean inside = real.startsWith(root);
            // where names are the same in upper and lower case the file's own spelling counts
            boolean spelled =
                    asked.toRealPath(LinkOption.NOFOLLOW_LINKS).toString().equals(asked.toString());
            return inside && spelled && Files.isRegularFile(real)
                    ? Optional.of(new Found(path, real))
                    : Optional.empty();
        } catch (IOException | InvalidPathException notThere) {
            return Optional.empty();
        }
    }

    @Override
    public List<String> scripts() {
        TreeSet<String> scripts = new TreeSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.resolve("scripts"), "*.js")) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (file("scripts/" + name).isPresent()) {
                    scripts.add(name);
                }
            }
        } catch (IOException none) {
            return List.of();
        }
        return List.copyOf(scripts);
    }
}
