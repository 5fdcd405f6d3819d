// SPDX-License-Identifier: Apache-2.0
package io.weir.api.lookup;

import io.weir.api.Definitions;
import java.util.OptionalLong;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The sets of address groups that {@code group:} looks in. A set may be replaced as often as one likes: flows that are
 * measured by it go on, with the new groups from the next sample. Thread: any.
 */
@ProviderType
public interface Groups extends Definitions<GroupSet> {
    /** The set that is meant where none is named. */
    String DEFAULT = "default";

    /** When a set was last put in force: ms since 1970. Empty when there is none. */
    OptionalLong updated(String name);
}
