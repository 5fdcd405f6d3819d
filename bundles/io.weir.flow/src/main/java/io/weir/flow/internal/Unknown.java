// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import io.weir.api.InvalidInput;
import java.util.List;

/**
 * A name in a definition that is not known, or not yet. Thread: immutable.
 *
 * @param fact as an error tells it
 * @param waiting as a definition that waits for it tells it
 * @param position where in the filter what has the name begins; -1 elsewhere
 */
record Unknown(String fact, String waiting, int position, List<String> suggestions) {
    static Unknown key(String name, List<String> suggestions) {
        String meant = suggestions.isEmpty() ? "" : ", did you mean " + suggestions.get(0);
        return new Unknown("unknown flow key \"" + name + "\"", "unknown key " + name + meant, -1, suggestions);
    }

    static Unknown function(String name) {
        return new Unknown(
                "key function \"" + name + "\" is not there: the bundle that has it is not running",
                "key function " + name,
                -1,
                List.of());
    }

    /** The same, told with the property of the definition where it stands. */
    Unknown in(String property, int position) {
        return new Unknown("property \"" + property + "\": " + fact, waiting, position, suggestions);
    }

    InvalidInput error(String definition) {
        return InvalidInput.of("flow definition", definition, fact).at(position).suggest(suggestions);
    }
}
