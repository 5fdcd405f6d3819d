// SPDX-License-Identifier: Apache-2.0
package io.weir.itests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A load generator that tells what a perfect collector would have counted. It lies beside the source tree as C: in the file of the
 * system property {@code weir.sflowgen}, else {@code shared/tools/sflowgen.c} beside a directory above this one; {@code cc} builds it.
 *
 * <p>Thread: any.
 */
record Sflowgen(Path program) {
    private static final int PATIENCE_SECONDS = 120;

    /** Builds it into a directory; empty where there is no source or no C compiler, so that a test can skip itself. */
    static Optional<Sflowgen> build(Path directory) {
        Path program = directory.resolve("sflowgen");
        Optional<Path> source = source();
        if (source.isEmpty()) {
            return Optional.empty();
        }
        try {
            run(List.of(
                    "cc",
                    "-O2",
                    "-std=gnu11",
                    "-o",
                    program.toString(),
                    source.get().toString(),
                    "-lm"));
        } catch (IOException e) {
            return Optional.empty();
        }
        return Optional.of(new Sflowgen(program));
    }

    private static Optional<Path> source() {
        String told = System.getProperty("weir.sflowgen");
        if (told != null) {
            return Optional.of(Path.of(told)).filter(Files::isRegularFile);
        }
        for (Path above = Path.of("").toAbsolutePath(); above != null; above = above.getParent()) {
            Path file = above.resolve("shared/tools/sflowgen.c");
            if (Files.isRegularFile(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    /** Sends to a UDP port of this machine, and returns the truth of what was sent. */
    JsonNode send(int port, String... options) {
        try {
            Path truth = Files.createTempFile(program.getParent(), "truth", ".json");
            List<String> command = new ArrayList<>(List.of(program.toString(), "--port", Integer.toString(port)));
            command.addAll(List.of("--quiet", "--truth", truth.toString()));
            command.addAll(List.of(options));
            run(command);
            return new ObjectMapper().readTree(truth.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).inheritIO().start();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("still running after " + PATIENCE_SECONDS + " s: " + command);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException("exit " + process.exitValue() + ": " + command);
        }
    }
}
