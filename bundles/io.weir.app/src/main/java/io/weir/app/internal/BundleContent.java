// SPDX-License-Identifier: Apache-2.0
package io.weir.app.internal;

import io.weir.api.app.AppFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.Bundle;

/** The files of an app in a bundle. Thread: any. */
record BundleContent(Bundle bundle) implements AppContent {
    private record Found(String path, URL url, long length, long modified) implements AppFile {
        @Override
        public InputStream open() throws IOException {
            return url.openStream();
        }
    }

    @Override
    public Optional<AppFile> file(String path) {
        if (!AppPaths.isPath(path) || path.startsWith("META-INF/") || path.startsWith("OSGI-INF/")) {
            return Optional.empty();
        }
        try {
            URL url = bundle.getEntry(path);
            // a directory is found too, with a slash at the end
            if (url == null || url.getPath().endsWith("/") || bundle.getEntry(path + "/") != null) {
                return Optional.empty();
            }
            long length = url.openConnection().getContentLengthLong();
            return Optional.of(new Found(path, url, length, bundle.getLastModified()));
        } catch (IOException | IllegalStateException gone) {
            return Optional.empty();
        }
    }

    @Override
    public List<String> scripts() {
        try {
            Enumeration<String> paths = bundle.getEntryPaths("scripts/");
            return paths == null
                    ? List.of()
                    : Collections.list(paths).stream()
                            .filter(AppPaths::isScript)
                            .map(path -> path.substring("scripts/".length()))
                            .sorted()
                            .toList();
        } catch (IllegalStateException gone) {
            return List.of();
        }
    }
}
