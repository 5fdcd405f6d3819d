// SPDX-License-Identifier: Apache-2.0
package io.weir.shell.internal;

/**
 * Makes texts from the wire fit for a terminal: what could move the cursor, change colours, reorder or hide characters is
 * replaced. Thread: any.
 */
final class Text {
    /** The longest text of a cell, in characters. */
    static final int LONGEST = 256;

    private static final char REPLACEMENT = '\ufffd';

    private Text() {}

    static String safe(String text) {
        String cut = text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
        StringBuilder safe = new StringBuilder(cut.length());
        cut.codePoints().forEach(c -> safe.appendCodePoint(shown(c) ? c : REPLACEMENT));
        return safe.toString();
    }

    /** Whether a character only shows itself: no control, format (U+202E …), separator, lone surrogate or private one. */
    static boolean shown(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
