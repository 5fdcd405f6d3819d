// SPDX-License-Identifier: Apache-2.0
package io.weir.metric.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The names of interface types. Thread: immutable. Source: IANA, Interface Types (ifType). */
final class IfTypes {
    /** Name by number. */
    static final Map<Long, String> NAMES = read();

    private IfTypes() {}

    private static Map<Long, String> read() {
        Map<Long, String> names = new HashMap<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(IfTypes.class.getResourceAsStream("iftypes.txt")), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int space = line.indexOf(' ');
                if (!line.startsWith("#")) {
                    names.put(Long.valueOf(line.substring(0, space)), line.substring(space + 1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.copyOf(names);
    }
}
