// SPDX-License-Identifier: Apache-2.0
package io.weir.itests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * An app of the test's resources, {@code apps/NAME}, that does what published applications do, and what it must answer: the lines
 * of its {@code expect.tsv}, in their order. Thread: immutable.
 */
record SampleApp(String name, Map<String, byte[]> files, List<Line> lines) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path ALL = Path.of("src/test/resources/apps");

    /**
     * A request and its answer.
     *
     * @param answer in JSON where the type is; {@code *} is any
     */
    record Line(String method, String path, String body, int status, String type, String answer) {
        private static Line of(String text) {
            String[] columns = text.split("\t", -1);
            String[] request = columns[0].split(" ", 2);
            return new Line(
                    request[0],
                    request[1],
                    columns[1],
                    Integer.parseInt(columns[2]),
                    columns[3],
                    columns[4].replace("\\n", "\n"));
        }

        /** What is wrong with an answer; empty when nothing is. */
        String fault(HttpResponse<String> given) {
            String contentType = given.headers().firstValue("Content-Type").orElse("");
            boolean well = given.statusCode() == status
                    && contentType.startsWith(type)
                    && (answer.equals("*") || status >= 300 || same(given.body()));
            return well ? "" : this + "\n is answered " + given.statusCode() + " " + contentType + " " + given.body();
        }

        private boolean same(String given) {
            return type.equals("application/json") ? read(answer).equals(read(given)) : answer.equals(given);
        }

        /** What is read may take until traffic has come. */
        boolean waits() {
            return method.equals("GET");
        }
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static SampleApp of(String name) {
        Path folder = ALL.resolve(name);
        try (Stream<Path> found = Files.walk(folder)) {
            Map<String, byte[]> files = new TreeMap<>();
            for (Path file : found.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString(), Files.readAllBytes(file));
            }
            List<Line> lines = new String(files.remove("expect.tsv"), java.nio.charset.StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Line::of)
                    .toList();
            return new SampleApp(name, files, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies it, as a folder, into a Weir's {@code app/}. */
    void copyTo(WeirProcess weir) {
        Path folder = weir.home().resolve("app").resolve(name);
        files.forEach((path, bytes) -> {
            try {
                Files.createDirectories(folder.resolve(path).getParent());
                Files.write(folder.resolve(path), bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    byte[] zip() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(name + "-main/" + file.getKey()));
                zip.write(file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Asks all lines; fails with the first that is answered otherwise to the end. */
    void verify(WeirProcess weir) {
        for (Line line : lines) {
            if (line.waits()) {
                String[] last = {""};
                Await.until(
                        line.path(),
                        WeirProcess.PATIENCE,
                        () -> {
                            last[0] = line.fault(weir.get(line.path()));
                            return last[0].isEmpty();
                        },
                        () -> last[0]);
            } else {
                String fault = line.fault(weir.send(line.method(), line.path(), line.body()));
                if (!fault.isEmpty()) {
                    throw new AssertionError(fault);
                }
            }
        }
    }
}
