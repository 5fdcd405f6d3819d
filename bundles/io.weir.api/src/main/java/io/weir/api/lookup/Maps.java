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

/** The maps that {@code map:} looks in; they may be replaced as {@link Groups} may. Thread: any. */
@ProviderType
public interface Maps {
    /**
     * Puts a map in force; one of the same name and owner is replaced. Throws {@link NameTaken}, {@link InvalidInput}; the map
     * that was there stays then.
     */
    Registration define(Owner by, LabelMap map);

    /** Undefines a name; false when there is none. Throws {@link NameTaken}. */
    boolean undefine(Owner by, String name);

    Map<String, Owned<LabelMap>> all();

    /** When a map was last put in force: ms since 1970. Empty when there is none. */
    OptionalLong updated(String name);
}
