// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal;

import java.nio.charset.StandardCharsets;

/** Text from the wire, fit to be shown: no control characters, what is no UTF-8 replaced. Thread: any. */
final class Printable {
    private Printable() {}

    static String text(byte[] bytes, int offset, int length) {
        String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
        int end = text.indexOf(0);
        StringBuilder shown = new StringBuilder(text.length());
        (end < 0 ? text : text.substring(0, end))
                .codePoints()
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .forEach(shown::appendCodePoint);
        return shown.toString();
    }
}
