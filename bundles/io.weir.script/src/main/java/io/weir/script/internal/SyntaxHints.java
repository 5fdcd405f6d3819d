// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Names the construct that the engine lacks, and the way round, when a line cannot be parsed. Thread: any. */
final class SyntaxHints {
    private static final Map<Pattern, String> HINTS = new LinkedHashMap<>();

    static {
        hint("\\bclass\\s+[\\w$]+", "there are no classes: use a function and its prototype");
        hint("\\basync\\b|\\bawait\\b", "there is no async and await: use callbacks or a Promise's then");
        hint("^\\s*(import|export)\\b", "there are no modules: use include(scriptdir() + '/inc/…')");
        hint("[\\w$)\\]]\\s*\\([^()]*\\.\\.\\.", "a call cannot spread an array: use f.apply(null, array)");
        hint("[\\[{][^\\[\\]{}]*\\.\\.\\.\\s*[\\w$]+\\s*[\\]}]\\s*=", "the rest cannot be destructured: use slice");
        hint("\\bnew\\.target\\b", "there is no new.target");
    }

    private SyntaxHints() {}

    private static void hint(String construct, String wayRound) {
        HINTS.put(Pattern.compile(construct), wayRound);
    }

    /** A hint about a line of source; empty when there is none to give, or no line. */
    static String of(String line) {
        if (line == null || line.length() > 10_000) {
            return "";
        }
        return HINTS.entrySet().stream()
                .filter(hint -> hint.getKey().matcher(line).find())
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }
}
