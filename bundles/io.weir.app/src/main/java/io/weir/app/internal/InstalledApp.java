// SPDX-License-Identifier: Apache-2.0
package io.weir.app.internal;

import io.weir.api.Registration;
import io.weir.api.app.App;
import io.weir.api.app.AppFile;
import io.weir.api.app.Permission;
import io.weir.api.app.ScriptStatus;
import io.weir.api.script.ScriptRuntime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** An app of an active bundle, with its scripts. Thread: any reads; scripts are started and stopped under the lock of {@link Apps}. */
final class InstalledApp implements App {
    private static final ScriptStatus WAITING = new ScriptStatus(false, "", List.of(), Map.of(), Map.of());

    private final AppCapability capability;
    private final String origin;
    private final Set<Permission> permissions;
    private final AppContent content;
    private final Map<String, Registration> running = new TreeMap<>();
    private volatile Optional<ScriptRuntime> runtime = Optional.empty();

    InstalledApp(AppCapability capability, String origin, Set<Permission> permissions, AppContent content) {
        this.capability = capability;
        this.permissions = permissions;
        this.origin = origin;
        this.content = content;
    }

    /** Starts every script that does not run yet. */
    void start(ScriptRuntime by) {
        runtime = Optional.of(by);
        for (String script : content.scripts()) {
            running.computeIfAbsent(script, name -> by.start(this, name));
        }
    }

    void stop() {
        runtime = Optional.empty();
        running.values().forEach(Registration::close);
        running.clear();
    }

    /** Restarts what changed: a script alone when it is one, all when it is a file that scripts include. */
    void changed(Collection<String> paths) {
        boolean all = paths.stream().anyMatch(path -> path.startsWith("scripts/") && !AppPaths.isScript(path));
        for (String script : List.copyOf(running.keySet())) {
            if (all || paths.contains("scripts/" + script)) {
                running.remove(script).close();
            }
        }
        runtime.ifPresent(this::start);
    }

    /**
     * Restarts scripts.
     *
     * @param dead only those that do not run, for a fault
     */
    void startAnew(boolean dead) {
        Map<String, ScriptStatus> status = status();
        for (String script : List.copyOf(running.keySet())) {
            ScriptStatus now = status.getOrDefault(script, WAITING);
            if (!dead || !now.alive() && !now.fault().isEmpty()) {
                running.remove(script).close();
            }
        }
        runtime.ifPresent(this::start);
    }

    @Override
    public String name() {
        return capability.name();
    }

    @Override
    public String version() {
        return capability.version();
    }

    @Override
    public String description() {
        return capability.description();
    }

    @Override
    public String origin() {
        return origin;
    }

    @Override
    public Set<Permission> permissions() {
        return permissions;
    }

    @Override
    public List<String> scripts() {
        return content.scripts();
    }

    @Override
    public Optional<AppFile> file(String path) {
        return content.file(path);
    }

    @Override
    public Map<String, ScriptStatus> status() {
        Optional<ScriptRuntime> by = runtime;
        Map<String, ScriptStatus> status = new LinkedHashMap<>();
        for (String script : content.scripts()) {
            status.put(script, by.flatMap(it -> it.status(name(), script)).orElse(WAITING));
        }
        return status;
    }
}
