// SPDX-License-Identifier: Apache-2.0
package io.weir.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Finds capture files that lie beside the source tree: in the directory of the system property {@code weir.captures}, else
 * in {@code shared/captures} beside a directory above this one.
 */
public final class Captures {
    private Captures() {}

    /** The path of a capture; empty where there is none, so that a test can skip itself. */
    public static Optional<Path> find(String name) {
        String told = System.getProperty("weir.captures");
        if (told != null) {
            return Optional.of(Path.of(told, name)).filter(Files::isRegularFile);
        }
        for (Path above = Path.of("").toAbsolutePath(); above != null; above = above.getParent()) {
            Path file = above.resolve("shared/captures").resolve(name);
            if (Files.isRegularFile(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    /** The sFlow datagrams of a capture. */
    public static Optional<Pcap> read(String name) throws IOException {
        Optional<Path> file = find(name);
        return file.isPresent() ? Optional.of(Pcap.read(file.get())) : Optional.empty();
    }
}
