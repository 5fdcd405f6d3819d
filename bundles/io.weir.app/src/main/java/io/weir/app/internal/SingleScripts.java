// SPDX-License-Identifier: Apache-2.0
package io.weir.app.internal;

import io.weir.api.app.AppFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The scripts that belong to no app: those that the setting {@code script.file} lists, separated by commas, relative to the
 * home. Each may include scripts beside and below it.
 *
 * <p>Thread: any.
 *
 * @param files where each script is, by its file name
 */
record SingleScripts(Map<String, Path> files) implements AppContent {
    private static final Logger LOG = LoggerFactory.getLogger(SingleScripts.class);
    private static final String SCRIPTS = "scripts/";

    static SingleScripts of(String setting, Path home) {
        Map<String, Path> files = new LinkedHashMap<>();
        for (String each : setting.split(",", -1)) {
            if (each.isBlank()) {
                continue;
            }
            Path file = home.resolve(each.strip()).toAbsolutePath().normalize();
            String name = file.getFileName() == null ? "" : file.getFileName().toString();
            if (!AppPaths.isScript(SCRIPTS + name) || !AppPaths.isPath(name)) {
                LOG.error("setting \"script.file\": not the name of a script: file={}", file);
            } else if (files.putIfAbsent(name, file) != null) {
                LOG.error("setting \"script.file\": two scripts have one name: file={}", file);
            } else if (!Files.exists(file)) {
                LOG.error("setting \"script.file\": there is no such file: file={}", file);
            }
        }
        return new SingleScripts(files);
    }

    @Override
    public Optional<AppFile> file(String path) {
        if (!path.startsWith(SCRIPTS) || !path.endsWith(".js")) {
            return Optional.empty();
        }
        String beside = path.substring(SCRIPTS.length());
        Path script = files.get(beside);
        if (script != null) {
            return new FolderContent(script.getParent()).file(beside);
        }
        return files.values().stream()
                .map(Path::getParent)
                .distinct()
                .flatMap(folder -> new FolderContent(folder).file(beside).stream())
                .findFirst();
    }

    @Override
    public List<String> scripts() {
        return files.keySet().stream().sorted().toList();
    }

    /** How the scripts look now. */
    FileStamps look() {
        Map<String, String> stamps = new TreeMap<>();
        files.forEach((name, file) -> stamps.put(SCRIPTS + name, FileStamps.of(file)));
        return new FileStamps(stamps);
    }
}
