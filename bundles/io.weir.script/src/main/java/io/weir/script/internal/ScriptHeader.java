// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The structured comments at the head of a script: {@code // author: …}, {@code // wrapglobals: rt}. Thread: any.
 */
final class ScriptHeader {
    private static final Pattern LINE = Pattern.compile("//\\s*([A-Za-z][\\w-]{0,31})\\s*:\\s*(?!//)(.{0,500}).*");
    private static final int MOST_LINES = 100;

    private ScriptHeader() {}

    /** Names in lower case with their values, read up to the first line of code. */
    static Map<String, String> of(String source) {
        Map<String, String> header = new LinkedHashMap<>();
        for (String raw : source.lines().limit(MOST_LINES).toList()) {
            String line = raw.strip();
            if (!line.isEmpty() && !line.startsWith("//")) {
                break;
            }
            Matcher entry = LINE.matcher(line);
            if (entry.matches()) {
                header.putIfAbsent(
                        entry.group(1).toLowerCase(Locale.ROOT), entry.group(2).strip());
            }
        }
        return header;
    }
}
