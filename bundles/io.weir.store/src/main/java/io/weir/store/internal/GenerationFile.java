// SPDX-License-Identifier: Apache-2.0
package io.weir.store.internal;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The name of a piece's file: {@code NAME@GENERATION}. Thread: immutable. */
record GenerationFile(String name, long generation) {
    private static final Pattern NAME = Pattern.compile("(.+)@([0-9]{1,18})");

    static Optional<GenerationFile> parse(Path file) {
        Matcher matcher = NAME.matcher(file.getFileName().toString());
        return matcher.matches()
                ? Optional.of(new GenerationFile(matcher.group(1), Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }

    static Path path(Path directory, String name, long generation) {
        return directory.resolve(name + "@" + generation);
    }
}
