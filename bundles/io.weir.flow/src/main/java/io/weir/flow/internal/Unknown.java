// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import io.weir.api.InvalidInput;
import java.util.List;

/**
 * A name in a definition that is not known, or not yet. Thread: immutable.
 *
 * @param fact as an error tells it
 * @param waiting as a definition that waits for it tells it
 */
record Unknown(String fact, String waiting, List<String> suggestions) {
    static Unknown key(String name, List<String> suggestions) {
        String meant = suggestions.isEmpty() ? "" : ", did you mean " + suggestions.get(0);
        return new Unknown("unknown flow key \"" + name + "\"", "unknown key " + name + meant, suggestions);
    }

    static Unknown function(String name) {
        return new Unknown(
                "key function \"" + name + "\" is not there: the bundle that has it is not running",
                "key function " + name,
                List.of());
    }

    InvalidInput error(String definition) {
        return InvalidInput.of("flow definition", definition, fact).suggest(suggestions);
    }
}
