// SPDX-License-Identifier: Apache-2.0
package io.weir.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The unpacked distribution, which is only ever read. Thread: immutable. */
record Distribution(Path root) {

    static String version() {
        String version = Distribution.class.getPackage().getImplementationVersion();
        return version == null ? "unknown" : version.replace("-SNAPSHOT", "");
    }

    /** One line that changes with any of the files: names, sizes and times of all bundles and of the configuration. */
    String fingerprint() throws IOException {
        long hash = 1125899906842597L;
        for (String part : new String[] {"system", "etc", "lib"}) {
            try (Stream<Path> files = Files.walk(root.resolve(part))) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    hash = 31 * hash + root.relativize(file).toString().hashCode();
                    hash = 31 * hash + Files.size(file);
                    hash = 31 * hash + Files.getLastModifiedTime(file).toMillis();
                }
            }
        }
        return root + " " + Long.toHexString(hash);
    }
}
