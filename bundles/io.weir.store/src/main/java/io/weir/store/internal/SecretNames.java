// SPDX-License-Identifier: Apache-2.0
package io.weir.store.internal;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Tells from its name that a setting holds a secret: {@code snmp.community}, {@code snmp.authpasswd}, {@code api.key}; but not
 * {@code flow.custom.keys}, which are flow keys. Thread: any.
 */
final class SecretNames {
    private static final List<String> WORDS =
            List.of("password", "passwd", "passphrase", "secret", "token", "community", "credential");
    /** A part between dots, dashes and underscores that is one of these, or ends with key ({@code apiKey}). */
    private static final Pattern PART = Pattern.compile("(^|[._-])(pass|pwd|[a-z0-9]*key)([._-]|$)");

    private SecretNames() {}

    static boolean match(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return WORDS.stream().anyMatch(lower::contains) || PART.matcher(lower).find();
    }
}
