// SPDX-License-Identifier: Apache-2.0
package io.weir.web.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where modules are served, by name: {@code lib/importmap.json}. Libraries import each other by name, which browsers
 * only understand with a map inside the page, and the policy of pages forbids scripts inside them: so names are served
 * as paths. Thread: immutable.
 */
final class ImportMap {
    private static final Pattern ENTRY = Pattern.compile("\"([^\"]+)\"\\s*:\\s*\"(/lib/[^\"]+)\"");
    private static final Pattern IMPORT = Pattern.compile("\\b(from|import)(\\s*)([\"'])([^\"'./][^\"'\\n]*)\\3");

    private final Map<String, String> paths;

    private ImportMap(Map<String, String> paths) {
        this.paths = Map.copyOf(paths);
    }

    static ImportMap read(URL url) {
        try (InputStream in = url.openStream()) {
            Map<String, String> paths = new HashMap<>();
            Matcher entry = ENTRY.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            while (entry.find()) {
                paths.put(entry.group(1), entry.group(2));
            }
            return new ImportMap(paths);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The module, its imports by name made imports by path; a name that is not in the map stays. */
    byte[] resolve(byte[] module) {
        String text = new String(module, StandardCharsets.UTF_8);
        return IMPORT.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(found.group(1)
                        + found.group(2)
                        + found.group(3)
                        + paths.getOrDefault(found.group(4), found.group(4))
                        + found.group(3)))
                .getBytes(StandardCharsets.UTF_8);
    }
}
