// SPDX-License-Identifier: Apache-2.0
package io.weir.launch;

import java.io.IOException;
import java.nio.file.Path;

/** The unpacked distribution, which is only ever read. Thread: immutable. */
record Distribution(Path root) {

    static String version() {
        String version = Distribution.class.getPackage().getImplementationVersion();
        return version == null ? "unknown" : version.replace("-SNAPSHOT", "");
    }

    /** One line that changes with any of the bundles and of the configuration. */
    String fingerprint() throws IOException {
        return root + " " + Fingerprint.of(root, "system", "etc", "lib");
    }
}
