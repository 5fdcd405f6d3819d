// SPDX-License-Identifier: Apache-2.0
package io.weir.itests;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a process prints, line by line, and its keyboard. Thread: any; it has one of its own that reads. */
final class OutputLines {
    private final List<String> lines = new ArrayList<>();
    private final OutputStream keyboard;
    private final Thread reader;

    OutputLines(Process process) {
        keyboard = process.getOutputStream();
        reader = new Thread(() -> read(process), "weir-output");
        reader.setDaemon(true);
        reader.start();
    }

    private void read(Process process) {
        try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8)) {
            in.lines().forEach(this::add);
        } catch (IOException | UncheckedIOException e) {
            add("output ended: " + e);
        }
    }

    private synchronized void add(String line) {
        lines.add(line);
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    synchronized Optional<String> find(String text) {
        return lines.stream().filter(line -> line.contains(text)).findFirst();
    }

    void type(String line) {
        try {
            keyboard.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            keyboard.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void awaitEnd() {
        try {
            reader.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
