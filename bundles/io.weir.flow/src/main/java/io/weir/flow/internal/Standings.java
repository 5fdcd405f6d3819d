// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import io.weir.api.Entry;
import io.weir.api.InvalidInput;
import io.weir.api.OwnedNames;
import io.weir.api.OwnedNames.Owned;
import io.weir.api.Owner;
import io.weir.api.Registration;
import io.weir.api.flow.FlowDefinition;
import io.weir.api.flow.FlowKey;
import io.weir.api.flow.FlowVocabularySource;
import io.weir.api.flow.KeyFunction;
import io.weir.api.flow.KeyType;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which definitions are in force and which wait for rows of the vocabulary.
 *
 * <p>Thread: any; one lock guards changes, and shards read a snapshot.
 */
final class Standings {
    private static final Logger LOG = LoggerFactory.getLogger(Standings.class);

    /** A definition, the rows it was compiled from, what it waits for, and what of it is in vain. */
    private record Standing(
            FlowDefinition definition,
            long generation,
            Set<Entry> rows,
            Set<String> awaited,
            Optional<Unknown> missing,
            List<String> warnings) {
        Stream<String> names() {
            return Stream.concat(rows.stream().map(Entry::name), awaited.stream());
        }
    }

    private final Vocabulary vocabulary;
    /** Each is asked about every sample: a thousand leave a core no time for anything else. */
    private static final int MOST = 1000;

    private static final int MOST_WARNED = 100;

    private final OwnedNames<FlowDefinition> names = new OwnedNames<>("flow definition", MOST, this::changed);
    private final Map<String, Standing> standings = new LinkedHashMap<>();
    /** What definitions name. */
    private Set<String> named = Set.of();

    private final Set<String> warned = new HashSet<>();
    private long generations;
    private volatile Installed installed;

    Standings(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
        installed = new Installed(vocabulary, List.of());
    }

    Registration define(Owner by, FlowDefinition definition) {
        return names.define(by, definition.name(), definition);
    }

    boolean undefine(Owner by, String name) {
        return names.undefine(by, name);
    }

    Map<String, Owned<FlowDefinition>> all() {
        return names.all();
    }

    Installed installed() {
        return installed;
    }

    synchronized Optional<String> pending(String name) {
        return Optional.ofNullable(standings.get(name))
                .flatMap(Standing::missing)
                .map(Unknown::waiting);
    }

    synchronized long pending() {
        return standings.values().stream()
                .filter(standing -> standing.missing().isPresent())
                .count();
    }

    private synchronized void changed(
            String name, Optional<Owned<FlowDefinition>> before, Optional<Owned<FlowDefinition>> after) {
        if (after.isPresent()) {
            Standing standing = compile(after.get().definition());
            standing.missing()
                    .ifPresent(missing -> LOG.warn(
                            "flow definition \"{}\" of {}: pending: {}",
                            name,
                            after.get().owner(),
                            missing.waiting()));
            warn(standing);
            standings.put(name, standing);
        } else {
            standings.remove(name);
        }
        install();
    }

    private Standing compile(FlowDefinition definition) {
        Binding binding = new Binding(vocabulary);
        CompiledFlow.of(definition, binding);
        return new Standing(
                definition,
                ++generations,
                Set.copyOf(binding.rows()),
                binding.awaited(),
                binding.unknown(),
                binding.warnings());
    }

    /** Tells each once: scripts define the same again and again. */
    private void warn(Standing standing) {
        String name = standing.definition().name();
        for (String warning : standing.warnings()) {
            if (warned.size() < MOST_WARNED && warned.add(name + ' ' + warning)) {
                LOG.warn("flow definition \"{}\": {}", name, warning);
            }
        }
    }

    private void install() {
        named = standings.values().stream().flatMap(Standing::names).collect(Collectors.toUnmodifiableSet());
        installed = new Installed(
                vocabulary,
                standings.values().stream()
                        .filter(standing -> standing.missing().isEmpty())
                        .map(standing -> new Installed.Active(
                                standing.definition(),
                                standing.generation(),
                                standing.rows().stream().anyMatch(CustomKeys::is)))
                        .toList());
    }

    /** Takes up a field of a flow that a program reports: it is a key from now on, if there is room for one more. */
    synchronized void meet(String field, KeyType type, long millis) {
        if (vocabulary.custom.meet(field, type, millis, named::contains)) {
            revise();
        }
    }

    /** Puts the rows of a source in force, all or none. */
    synchronized Registration add(FlowVocabularySource source) {
        Registration added = vocabulary.add(source);
        revise();
        return added;
    }

    /** The vocabulary has changed: definitions that wait are tried again, those that lost a row wait. */
    synchronized void revise() {
        for (Map.Entry<String, Standing> each : standings.entrySet()) {
            Standing standing = each.getValue();
            if (standing.missing().isPresent() || !standing.rows().stream().allMatch(this::known)) {
                each.setValue(revised(standing));
            }
        }
        install();
    }

    private Standing revised(Standing standing) {
        try {
            Standing revised = compile(standing.definition());
            String now = told(revised);
            if (!now.equals(told(standing))) {
                LOG.info("flow definition \"{}\": {}", standing.definition().name(), now);
            }
            warn(revised);
            return revised;
        } catch (InvalidInput e) {
            LOG.warn("{}", e.getMessage());
            Unknown refused = new Unknown(e.fact(), e.fact(), e.position(), e.suggestions());
            return new Standing(
                    standing.definition(), ++generations, Set.of(), Set.of(), Optional.of(refused), List.of());
        }
    }

    private static String told(Standing standing) {
        return standing.missing()
                .map(missing -> "pending: " + missing.waiting())
                .orElse("in force");
    }

    private boolean known(Entry row) {
        return row instanceof FlowKey
                ? vocabulary.keys.find(row.name()).filter(row::equals).isPresent()
                : row instanceof KeyFunction
                        && vocabulary
                                .functions
                                .find(row.name())
                                .filter(row::equals)
                                .isPresent();
    }
}
