// SPDX-License-Identifier: Apache-2.0
package io.weir.store.internal;

import io.weir.api.store.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings the launcher has merged into {@code run/settings} of the home: one {@code name=value} a line, the first {@code =}
 * splits, UTF-8. Read once. Thread: immutable.
 */
@Component(immediate = true)
public final class LaunchSettings implements Settings {
    private static final Logger LOG = LoggerFactory.getLogger(LaunchSettings.class);

    private final Map<String, String> values;

    @Activate
    public LaunchSettings(BundleContext context) {
        this(Homes.of(context).resolve("run").resolve("settings"));
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
        return Map.copyOf(values);
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
