// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import io.weir.api.InvalidInput;
import io.weir.api.OwnedNames.Owned;
import io.weir.api.Owner;
import io.weir.api.flow.FlowDefinition;
import io.weir.api.store.Store;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The definitions that people made over REST and the shell, kept over restarts; those of apps and files are made anew by
 * them. One piece a definition: its properties, one a line.
 *
 * <p>Thread: any. Whoever changes what is in force holds the monitor until it is saved, so that memory and disk never part.
 */
final class SavedDefinitions {
    private static final Logger LOG = LoggerFactory.getLogger(SavedDefinitions.class);
    private static final String OWNER = "owner";

    private final Store.Shelf shelf;

    SavedDefinitions(Store.Shelf shelf) {
        this.shelf = shelf;
    }

    List<Owned<FlowDefinition>> read() {
        List<Owned<FlowDefinition>> found = new ArrayList<>();
        for (String name : shelf.keys()) {
            try {
                shelf.read(name).ifPresent(text -> found.add(parse(name, text)));
            } catch (InvalidInput | UncheckedIOException e) {
                LOG.warn("saved flow definition \"{}\" cannot be read: {}", name, e.getMessage());
            }
        }
        return found;
    }

    private static Owned<FlowDefinition> parse(String name, String text) {
        Properties lines = new Properties();
        try {
            lines.load(new StringReader(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> properties = new LinkedHashMap<>();
        lines.stringPropertyNames().forEach(property -> properties.put(property, lines.getProperty(property)));
        boolean shell = Owner.SHELL.toString().equals(properties.get(OWNER));
        return new Owned<>(shell ? Owner.SHELL : Owner.REST, FlowDefinition.parse(name, properties));
    }

    /** Keeps a definition of a person; one of an app in its place is not kept. When this returns it is on disk. Throws {@link UncheckedIOException}. */
    synchronized void write(Owner by, FlowDefinition definition) {
        if (!by.mayTakeOver()) {
            return;
        }
        Properties lines = new Properties();
        definition.properties().forEach((property, value) -> lines.setProperty(property, String.valueOf(value)));
        lines.setProperty(OWNER, by.toString().toLowerCase(Locale.ROOT));
        StringWriter text = new StringWriter();
        try {
            lines.store(text, null);
            shelf.write(definition.name(), text.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (UncheckedIOException e) {
            throw new UncheckedIOException(
                    "flow definition \"" + definition.name() + "\": is in force but not saved: " + e.getMessage(),
                    e.getCause());
        }
    }

    /** Forgets a name that is defined no more, or belongs to an app now. */
    synchronized void forget(String name, Owned<FlowDefinition> now) {
        if (now == null || !now.owner().mayTakeOver()) {
            shelf.delete(name);
        }
    }
}
