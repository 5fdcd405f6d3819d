// SPDX-License-Identifier: Apache-2.0
package io.weir.api;

/**
 * Who put a definition in force.
 *
 * <p>A name belongs to the owner that defined it first. People, over REST or the shell, may take a name over; files and
 * apps may not. Thread: immutable.
 *
 * @param kind where the owner speaks from
 * @param name of an app's script {@code APP/FILE}; empty for the others
 */
public record Owner(Kind kind, String name) {
    /** Where an owner speaks from. */
    public enum Kind {
        REST,
        SHELL,
        FILE,
        APP
    }

    public static final Owner REST = new Owner(Kind.REST, "");
    public static final Owner SHELL = new Owner(Kind.SHELL, "");
    public static final Owner FILE = new Owner(Kind.FILE, "");

    /** The owner of what a script of an app defines. */
    public static Owner app(String app, String script) {
        return new Owner(Kind.APP, app + "/" + script);
    }

    /** Whether this owner may take a name from another. */
    public boolean mayTakeOver() {
        return kind == Kind.REST || kind == Kind.SHELL;
    }

    /** {@code rest}, {@code shell}, {@code file} or {@code app:NAME/FILE}. */
    @Override
    public String toString() {
        return switch (kind) {
            case REST -> "rest";
            case SHELL -> "shell";
            case FILE -> "file";
            case APP -> "app:" + name;
        };
    }
}
