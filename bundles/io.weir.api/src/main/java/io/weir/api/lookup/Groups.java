// SPDX-License-Identifier: Apache-2.0
package io.weir.api.lookup;

import io.weir.api.InvalidInput;
import io.weir.api.NameTaken;
import io.weir.api.OwnedNames.Owned;
import io.weir.api.Owner;
import io.weir.api.Registration;
import java.util.Map;
import java.util.OptionalLong;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The sets of address groups that {@code group:} looks in. A set may be replaced as often as one likes: flows that are
 * measured by it go on, with the new groups from the next sample. Thread: any.
 */
@ProviderType
public interface Groups {
    /** The set that is meant where none is named. */
    String DEFAULT = "default";

    /**
     * Puts a set in force; one of the same name and owner is replaced. Throws {@link NameTaken}, {@link InvalidInput}; the set
     * that was there stays then.
     */
    Registration define(Owner by, GroupSet set);

    /** Undefines a name; false when there is none. Throws {@link NameTaken}. */
    boolean undefine(Owner by, String name);

    Map<String, Owned<GroupSet>> all();

    /** When a set was last put in force: ms since 1970. Empty when there is none. */
    OptionalLong updated(String name);
}
