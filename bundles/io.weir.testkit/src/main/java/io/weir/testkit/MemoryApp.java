// SPDX-License-Identifier: Apache-2.0
package io.weir.testkit;

import io.weir.api.app.App;
import io.weir.api.app.AppFile;
import io.weir.api.app.Permission;
import io.weir.api.app.ScriptStatus;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** An app whose files are texts. Thread: any. */
public final class MemoryApp implements App {
    private record Text(String path, String text) implements AppFile {
        @Override
        public long length() {
            return text.length();
        }

        @Override
        public long modified() {
            return 0;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private final String name;
    private volatile Set<Permission> permissions = Permission.ALL;
    private final Map<String, String> files = new ConcurrentHashMap<>();

    /** One without files, which may do all. */
    public MemoryApp(String name) {
        this.name = name;
    }

    public MemoryApp with(String path, String text) {
        files.put(path, text);
        return this;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String version() {
        return "";
    }

    @Override
    public String description() {
        return "";
    }

    @Override
    public String origin() {
        return "memory";
    }

    public MemoryApp that(Set<Permission> may) {
        permissions = may;
        return this;
    }

    @Override
    public Set<Permission> permissions() {
        return permissions;
    }

    @Override
    public List<String> scripts() {
        return files.keySet().stream()
                .filter(path -> path.matches("scripts/[^/]+\\.js"))
                .map(path -> path.substring("scripts/".length()))
                .sorted()
                .toList();
    }

    @Override
    public Optional<AppFile> file(String path) {
        return Optional.ofNullable(files.get(path)).map(text -> new Text(path, text));
    }

    @Override
    public Map<String, ScriptStatus> status() {
        return Map.of();
    }
}
