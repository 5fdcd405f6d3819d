// SPDX-License-Identifier: Apache-2.0
package io.weir.api.app;

import java.util.Collection;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The applications that are there. Thread: any. */
@ProviderType
public interface AppRegistry {
    /** In the order of their names. */
    Collection<App> apps();

    Optional<App> app(String name);
}
