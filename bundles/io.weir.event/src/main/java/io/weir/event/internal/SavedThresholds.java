// SPDX-License-Identifier: Apache-2.0
package io.weir.event.internal;

import io.weir.api.InvalidInput;
import io.weir.api.OwnedNames.Owned;
import io.weir.api.Owner;
import io.weir.api.event.Threshold;
import io.weir.api.store.Store;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thresholds that people defined over REST and the shell, kept over restarts; those of apps and files are made anew by
 * them. One piece a threshold: its properties, one a line; a filter's values as {@code filter.0.ifspeed}.
 *
 * <p>Thread: any. Whoever changes what is in force holds the monitor until it is saved, so that memory and disk never part.
 */
final class SavedThresholds {
    private static final Logger LOG = LoggerFactory.getLogger(SavedThresholds.class);
    private static final String OWNER = "owner";
    private static final String FILTER = "filter.";

    private final Store.Shelf shelf;

    SavedThresholds(Store.Shelf shelf) {
        this.shelf = shelf;
    }

    List<Owned<Threshold>> read() {
        List<Owned<Threshold>> found = new ArrayList<>();
        for (String name : shelf.keys()) {
            try {
                shelf.read(name).ifPresent(text -> found.add(parse(name, text)));
            } catch (InvalidInput | UncheckedIOException e) {
                LOG.warn("saved threshold \"{}\" cannot be read: {}", name, e.getMessage());
            }
        }
        return found;
    }

    private static Owned<Threshold> parse(String name, String text) {
        Properties lines = new Properties();
        try {
            lines.load(new StringReader(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, Object> properties = new HashMap<>();
        Map<String, List<String>> filter = new HashMap<>();
        for (String property : new TreeSet<>(lines.stringPropertyNames())) {
            int dot = property.startsWith(FILTER) ? property.indexOf('.', FILTER.length()) : -1;
            if (dot < 0) {
                properties.put(property, lines.getProperty(property));
            } else {
                filter.computeIfAbsent(property.substring(dot + 1), any -> new ArrayList<>())
                        .add(lines.getProperty(property));
            }
        }
        properties.put("filter", filter);
        boolean shell = Owner.SHELL.toString().equals(properties.get(OWNER));
        return new Owned<>(shell ? Owner.SHELL : Owner.REST, Threshold.parse(name, properties));
    }

    /** Keeps a threshold of a person; when this returns it is on disk. Throws {@link UncheckedIOException}. */
    synchronized void write(Owner by, Threshold threshold) {
        if (!by.mayTakeOver()) {
            return;
        }
        Properties lines = new Properties();
        threshold.properties().forEach((property, value) -> {
            if (!property.equals("filter")) {
                lines.setProperty(property, String.valueOf(value));
            }
        });
        threshold.filter().wanted().forEach((metric, values) -> {
            for (int i = 0; i < values.size(); i++) {
                lines.setProperty(FILTER + i + "." + metric, values.get(i));
            }
        });
        lines.setProperty(OWNER, by.toString());
        try {
            StringWriter text = new StringWriter();
            lines.store(text, null);
            shelf.write(threshold.name(), text.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (UncheckedIOException e) {
            throw new UncheckedIOException(
                    "threshold \"" + threshold.name() + "\": is in force but not saved: " + e.getMessage(),
                    e.getCause());
        }
    }

    /** Forgets a name that is defined no more, or belongs to an app now. */
    synchronized void forget(String name, Owned<Threshold> now) {
        if (now == null || !now.owner().mayTakeOver()) {
            shelf.delete(name);
        }
    }
}
