// SPDX-License-Identifier: Apache-2.0
package io.weir.api.store;

import io.weir.api.InvalidInput;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What the operator set when starting: arguments {@code -Dname=value} and property files. Never the JVM's own properties.
 *
 * <p>Thread: immutable while the process runs. Names are the field's usual ones: {@code sflow.port}, {@code http.port}.
 */
@ProviderType
public interface Settings {
    Optional<String> get(String name);

    /** Every name, those of secrets left out. */
    Collection<String> names();

    /** Whether a name looks like that of a secret: such values are never shown, and no script sees them. */
    boolean secret(String name);

    /** The value of a name unless it is a secret: what scripts and pages may see. */
    default Optional<String> shown(String name) {
        return secret(name) ? Optional.empty() : get(name);
    }

    /** A whole number. Throws {@link InvalidInput} when it is none. */
    default int integer(String name, int otherwise) {
        Optional<String> text = get(name);
        try {
            return text.map(value -> Integer.parseInt(value.trim())).orElse(otherwise);
        } catch (NumberFormatException e) {
            throw InvalidInput.of("setting", name, "not a whole number: value=" + text.orElseThrow());
        }
    }

    /** As {@link #yesOrNo} reads it. Throws {@link InvalidInput} when it is neither. */
    default boolean flag(String name, boolean otherwise) {
        return get(name)
                .map(text -> yesOrNo(text)
                        .orElseThrow(() -> InvalidInput.of("setting", name, "must be yes or no: value=" + text)))
                .orElse(otherwise);
    }

    /** {@code yes} or {@code no}; also true, on, 1 and their opposites, in small letters or large. Empty when it is neither. */
    static Optional<Boolean> yesOrNo(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "yes", "true", "on", "1" -> Optional.of(true);
            case "no", "false", "off", "0" -> Optional.of(false);
            default -> Optional.empty();
        };
    }
}
