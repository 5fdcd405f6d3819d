// SPDX-License-Identifier: Apache-2.0
package io.weir.store.internal;

import io.weir.api.store.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings the launcher has merged into {@code run/settings} of the home: one {@code name=value} a line, the first {@code =}
 * splits, UTF-8. Read once; of names that nobody reads, and of values of the wrong kind, the log tells. Thread: immutable.
 */
@Component(immediate = true)
public final class LaunchSettings implements Settings {
    private static final Logger LOG = LoggerFactory.getLogger(LaunchSettings.class);

    private final Map<String, String> values;

    @Activate
    public LaunchSettings(BundleContext context) {
        this(Homes.of(context).resolve("run").resolve("settings"));
        KnownSettings.unknown(values.keySet(), apps(Homes.of(context).resolve("app")))
                .forEach(LOG::warn);
    }

    /** The names that folders and zips in the app folder have; an app that comes later may have set a name that was told of. */
    static List<String> apps(Path folder) {
        try (Stream<Path> places = Files.list(folder)) {
            return places.map(place -> place.getFileName().toString().replaceFirst("\\.zip$", ""))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    LaunchSettings(Path file) {
        values = read(file);
    }

    private static Map<String, String> read(Path file) {
        Map<String, String> values = new TreeMap<>();
        try {
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            text.lines().forEach(line -> {
                int split = line.indexOf('=');
                if (split > 0) {
                    values.put(line.substring(0, split), line.substring(split + 1));
                }
            });
        } catch (IOException e) {
            LOG.warn("settings \"{}\": cannot be read, defaults are used: {}", file, e.toString());
        }
        values.keySet().stream().toList().forEach(name -> settle(name, values));
        return Map.copyOf(values);
    }

    /** A value of the wrong kind is told of here; its reader finds what is used instead. */
    private static void settle(String name, Map<String, String> values) {
        KnownSettings.find(name)
                .ifPresent(row -> row.refusal(values.get(name)).ifPresent(why -> {
                    LOG.error("setting \"{}\": {}", name, why);
                    values.remove(name);
                    row.instead().ifPresent(value -> values.put(name, value));
                }));
    }

    @Override
    public Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name));
    }

    @Override
    public Collection<String> names() {
        return values.keySet().stream()
                .filter(name -> !SecretNames.match(name))
                .sorted()
                .toList();
    }

    @Override
    public boolean secret(String name) {
        return SecretNames.match(name);
    }
}
