// SPDX-License-Identifier: Apache-2.0
package io.weir.store.internal;

import java.nio.file.Path;
import org.osgi.framework.BundleContext;

/** Finds the home, which the launcher tells in the framework property {@code weir.home}. Thread: any. */
final class Homes {
    private Homes() {}

    static Path of(BundleContext context) {
        String home = context.getProperty("weir.home");
        if (home == null) {
            throw new IllegalStateException("home: not known: framework property weir.home is not set");
        }
        return Path.of(home);
    }
}
