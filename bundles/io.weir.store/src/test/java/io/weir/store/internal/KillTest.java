// SPDX-License-Identifier: Apache-2.0
package io.weir.store.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.store.Store;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed in the midst of writing has lost nothing that it said was written. */
class KillTest {
    private static final int KILLS = 20;
    private static final int PIECES = 8;

    @TempDir
    private Path home;

    /** Writes pieces one after another, and tells of each when it is written: {@code w KEY TEXT}, {@code d KEY}. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] args) {
            Store.Shelf shelf = new DirectoryStore(Path.of(args[0]), new StoreCounters()).shelf("killed");
            Random random = new Random(Long.parseLong(args[1]));
            for (long i = 0; ; i++) {
                String key = "piece " + random.nextInt(PIECES);
                System.out.println("b " + key);
                System.out.flush();
                if (random.nextInt(4) == 0) {
                    shelf.delete(key);
                    System.out.println("d " + key);
                } else {
                    String text = args[1] + ":" + i;
                    shelf.write(key, text + "\n" + "x".repeat(random.nextInt(5000)));
                    System.out.println("w " + key + "\t" + text);
                }
                System.out.flush();
            }
        }
    }

    @Test
    @Timeout(300)
    void whatWasSaidToBeWrittenIsThereAfterEveryKill() throws IOException, InterruptedException {
        Map<String, Optional<String>> written = new HashMap<>();
        Random random = new Random(3);
        int lines = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            Process writer = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx64m",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Writer.class.getName(),
                            home.resolve("store").toString(),
                            Integer.toString(kill))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String begun = "";
            try (BufferedReader out =
                    new BufferedReader(new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
                int until = 1 + random.nextInt(60);
                int here = 0;
                for (String line = out.readLine(); line != null; line = out.readLine()) {
                    if (line.length() > 2) {
                        String[] parts = line.substring(2).split("\t", -1);
                        switch (line.charAt(0)) {
                            case 'b' -> begun = parts[0];
                            case 'd' -> {
                                written.put(parts[0], Optional.empty());
                                begun = "";
                            }
                            default -> {
                                written.put(parts[0], Optional.of(parts[1]));
                                begun = "";
                            }
                        }
                    }
                    lines++;
                    if (++here == until) {
                        writer.toHandle()
                                .destroyForcibly(); // the pipe is read to its end: what the process said, it said
                    }
                }
            }
            assertThat(writer.waitFor()).isNotZero();
            Store.Shelf shelf = new DirectoryStore(home.resolve("store"), new StoreCounters()).shelf("killed");
            for (Map.Entry<String, Optional<String>> each : written.entrySet()) {
                if (!each.getKey().equals(begun)) {
                    assertThat(shelf.read(each.getKey()).map(text -> text.substring(0, text.indexOf('\n'))))
                            .as("%s after kill %d", each.getKey(), kill)
                            .isEqualTo(each.getValue());
                }
            }
            // what was on the way when the kill came is old or new, and whole
            String unsure = begun;
            shelf.read(unsure)
                    .ifPresentOrElse(
                            text -> written.put(unsure, Optional.of(text.substring(0, text.indexOf('\n')))),
                            () -> written.remove(unsure));
        }
        assertThat(lines).isGreaterThan(KILLS);
    }
}
