// SPDX-License-Identifier: Apache-2.0
package io.weir.api;

import io.weir.api.OwnedNames.Owned;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** The definitions of one kind that are in force, by name; {@link Owner} says who may replace whose. Thread: any. */
@ProviderType
public interface Definitions<D> {
    /**
     * Puts a definition in force; one of the same name and owner is replaced. Throws {@link NameTaken}, {@link InvalidInput}; what
     * was there stays then.
     */
    Registration define(Owner by, D definition);

    /** Undefines a name; false when there is none. Throws {@link NameTaken}. */
    boolean undefine(Owner by, String name);

    Map<String, Owned<D>> all();
}
