// SPDX-License-Identifier: Apache-2.0
package io.weir.api.lookup;

import io.weir.api.Definitions;
import java.util.OptionalLong;
import org.osgi.annotation.versioning.ProviderType;

/** The maps that {@code map:} looks in; they may be replaced as {@link Groups} may. Thread: any. */
@ProviderType
public interface Maps extends Definitions<LabelMap> {
    /** When a map was last put in force: ms since 1970. Empty when there is none. */
    OptionalLong updated(String name);
}
