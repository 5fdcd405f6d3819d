// SPDX-License-Identifier: Apache-2.0
package io.weir.api;

import java.util.List;

/**
 * Input that cannot be accepted: REST answers 400, a script gets an exception. Nothing has been changed.
 *
 * <p>Its message reads {@code what "subject": fact, did you mean "suggestion"}. Thread: immutable.
 */
public final class InvalidInput extends RuntimeException {
    private static final long serialVersionUID = 1L;
    /** The longest name that is told whole, in characters: a filter may have 65,536. */
    private static final int LONGEST_NAME = 1000;

    private final String subject;
    private final String fact;
    private final int position;
    private final List<String> suggestions;

    private InvalidInput(String subject, String fact, int position, List<String> suggestions) {
        super(message(subject, fact, suggestions), null, false, false);
        this.subject = subject;
        this.fact = fact;
        this.position = position;
        this.suggestions = List.copyOf(suggestions);
    }

    /** For example {@code of("flow definition", "tcp", "unknown flow key \"ipsorce\"")}. */
    public static InvalidInput of(String what, String name, String fact) {
        return new InvalidInput(subject(what, name), fact, -1, List.of());
    }

    /** The same, at a place: an index into the text that could not be read. */
    public InvalidInput at(int position) {
        return new InvalidInput(subject, fact, position, suggestions);
    }

    /** The same, with names that may have been meant. */
    public InvalidInput suggest(List<String> suggestions) {
        return new InvalidInput(subject, fact, position, suggestions);
    }

    /** The same fact, told of the thing that holds this one. */
    public InvalidInput within(String what, String name) {
        return new InvalidInput(subject(what, name), subject + ": " + fact, position, suggestions);
    }

    private static String subject(String what, String name) {
        String told = name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "…";
        return what + " \"" + told + "\"";
    }

    private static String message(String subject, String fact, List<String> suggestions) {
        String text = subject + ": " + fact;
        return suggestions.isEmpty() ? text : text + ", did you mean \"" + String.join("\" or \"", suggestions) + "\"";
    }

    /** The thing, with its kind: {@code flow definition "tcp"}. */
    public String subject() {
        return subject;
    }

    public String fact() {
        return fact;
    }

    /** An index into the text that could not be read, or -1. */
    public int position() {
        return position;
    }

    public List<String> suggestions() {
        return suggestions;
    }
}
