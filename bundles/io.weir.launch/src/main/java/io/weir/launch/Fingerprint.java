// SPDX-License-Identifier: Apache-2.0
package io.weir.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A few digits that change with any file below some directories: its name, size or time. Thread: any. */
final class Fingerprint {
    private static final long SEED = 1125899906842597L;

    private Fingerprint() {}

    static String of(Path root, String... directories) throws IOException {
        long hash = SEED;
        for (String directory : directories) {
            try (Stream<Path> files = Files.walk(root.resolve(directory))) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    hash = 31 * hash + root.relativize(file).toString().hashCode();
                    hash = 31 * hash + Files.size(file);
                    hash = 31 * hash + Files.getLastModifiedTime(file).toMillis();
                }
            }
        }
        return Long.toHexString(hash);
    }
}
