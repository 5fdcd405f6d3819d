// SPDX-License-Identifier: Apache-2.0
package io.weir.api;

import io.weir.api.OwnedNames.Owned;
import io.weir.api.store.Store;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The definitions of one kind that people made over REST and the shell, kept over restarts; those of apps and files are made
 * anew by them. One piece a definition: its properties, one a line, and whose it is.
 *
 * <p>Thread: any; a piece is written and removed by one thread at a time.
 */
public final class SavedNames<D> {
    /** How a definition is written down. */
    public interface Form<D> {
        /** The properties of a definition, as texts. */
        Map<String, String> write(D definition);

        /** The definition of a name, of properties that {@link #write} made. Throws {@link InvalidInput}. */
        D read(String name, Map<String, String> properties);
    }

    /** Puts a definition in force. Throws {@link InvalidInput}. */
    @FunctionalInterface
    public interface Definer<D> {
        Registration define(Owner by, String name, D definition);
    }

    private static final Logger LOG = LoggerFactory.getLogger(SavedNames.class);
    private static final String OWNER = "owner";

    private final String what;
    private final Store.Shelf shelf;
    private final Form<D> form;
    private final Set<String> kept = new HashSet<>();

    /**
     * Keeps definitions on a shelf.
     *
     * @param what a definition is called in messages: {@code flow definition}
     */
    public SavedNames(String what, Store.Shelf shelf, Form<D> form) {
        this.what = what;
        this.shelf = shelf;
        this.form = form;
    }

    /** Defines again what was kept; what cannot be read or is refused is told in the log, and stays where it is. */
    public synchronized void restore(Definer<D> definer) {
        for (String name : new TreeSet<>(shelf.keys())) {
            kept.add(name);
            try {
                shelf.read(name)
                        .map(text -> parse(name, text))
                        .ifPresent(was -> definer.define(was.owner(), name, was.definition()));
            } catch (InvalidInput | UncheckedIOException e) {
                LOG.warn("saved {} \"{}\" is not taken up: {}", what, name, e.getMessage());
            }
        }
    }

    private Owned<D> parse(String name, String text) {
        java.util.Properties lines = new java.util.Properties();
        try {
            lines.load(new StringReader(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (IllegalArgumentException e) {
            throw InvalidInput.of(what, name, "malformed: " + e.getMessage());
        }
        Map<String, String> properties = new TreeMap<>();
        lines.stringPropertyNames().forEach(property -> properties.put(property, lines.getProperty(property)));
        boolean shell = Owner.SHELL.toString().equals(properties.remove(OWNER));
        return new Owned<>(shell ? Owner.SHELL : Owner.REST, form.read(name, properties));
    }

    /**
     * Makes what is kept of a name follow what it stands for now: a person's definition is written, and when this returns it is
     * on disk; anything else is forgotten. To be called after each change, by whoever made it: memory and disk then end alike,
     * whatever the order.
     *
     * <p>Throws {@link UncheckedIOException}.
     *
     * @param all the definitions as they are; asked once it is this caller's turn
     */
    public synchronized void follow(String name, Supplier<Map<String, Owned<D>>> all) {
        Owned<D> now = all.get().get(name);
        if (now != null && now.owner().mayTakeOver()) {
            write(name, now);
        } else if (kept.contains(name)) {
            shelf.delete(name);
            kept.remove(name);
        }
    }

    /** Follows a name now that it has been defined, and again when the registration is closed. */
    public Registration follow(String name, Supplier<Map<String, Owned<D>>> all, Registration defined) {
        follow(name, all);
        return () -> {
            defined.close();
            follow(name, all);
        };
    }

    private void write(String name, Owned<D> owned) {
        try {
            shelf.write(name, text(owned));
            kept.add(name);
        } catch (UncheckedIOException e) {
            throw new UncheckedIOException(
                    what + " \"" + name + "\": is in force but not saved: " + e.getMessage(), e.getCause());
        }
    }

    private String text(Owned<D> owned) {
        java.util.Properties lines = new java.util.Properties();
        lines.putAll(form.write(owned.definition()));
        lines.setProperty(OWNER, owned.owner().toString());
        StringWriter text = new StringWriter();
        try {
            lines.store(text, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
