// SPDX-License-Identifier: Apache-2.0
package io.weir.api.app;

import io.weir.api.InvalidInput;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What the scripts of an app may do beyond measuring, which all may: defining flows, thresholds, groups, topology, and asking.
 * Each is enforced where a script calls. There is none for files, programs or Java: no script reaches them.
 *
 * <p>Thread: immutable.
 */
public enum Permission {
    /** Requests to other servers. One of them may be this machine under another name, and so Weir itself. */
    HTTP,
    /** Messages to any machine: syslog, Graphite. */
    MESSAGE,
    /** Names are asked of the name servers. */
    DNS,
    /** Requests to Weir itself, as a relative URL makes them, that may change something: all methods but GET and HEAD. */
    REST;

    /** All of them. */
    public static final Set<Permission> ALL = Collections.unmodifiableSet(EnumSet.allOf(Permission.class));

    /** As it is written: {@code http}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The words of several, in their order. */
    public static List<String> words(Collection<Permission> several) {
        return Arrays.stream(values())
                .filter(several::contains)
                .map(Permission::word)
                .toList();
    }

    /**
     * Reads words separated by commas; {@code all} is all of them, {@code none} or nothing is none. Throws {@link InvalidInput}.
     *
     * @param what says so, for the error: {@code setting}
     * @param name its name
     */
    public static Set<Permission> parse(String what, String name, String text) {
        Set<Permission> read = EnumSet.noneOf(Permission.class);
        for (String each : text.split(",", -1)) {
            String word = each.strip();
            if (word.equals("all")) {
                read.addAll(ALL);
            } else if (!word.isEmpty() && !word.equals("none")) {
                read.add(Arrays.stream(values())
                        .filter(one -> one.word().equals(word))
                        .findFirst()
                        .orElseThrow(() -> InvalidInput.of(
                                what,
                                name,
                                "unknown permission: \"" + word + "\": known are all, none, "
                                        + String.join(", ", words(ALL)))));
            }
        }
        return Collections.unmodifiableSet(read);
    }
}
