// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import io.weir.api.flow.KeyValue;

/** The text of a key. Thread: confined to its user. */
final class KeyText {
    private final byte[] key = new byte[8 * FlowTable.LONGEST_KEY];
    private final KeyValue value = new KeyValue();

    /** The fields of a row's key, joined. */
    String of(Rows rows, int row, String separator) {
        return of(key, rows.key(row, key), separator);
    }

    /** The fields of a key of so many bytes, joined. */
    String of(byte[] bytes, int length, String separator) {
        StringBuilder text = new StringBuilder();
        for (int at = 0; more(bytes, at, length); ) {
            if (at > 0) {
                text.append(separator);
            }
            at = KeyBytes.get(bytes, at, value);
            text.append(value.print());
        }
        return text.toString();
    }

    /** How many fields a row's key has. */
    int fields(Rows rows, int row) {
        int length = rows.key(row, key);
        int fields = 0;
        for (int at = 0; more(key, at, length); fields++) {
            at = KeyBytes.get(key, at, value);
        }
        return fields;
    }

    /** Whether a row's key begins with these fields; a null one matches anything. */
    boolean matches(Rows rows, int row, Literal[] fields) {
        int length = rows.key(row, key);
        int at = 0;
        for (Literal field : fields) {
            if (!more(key, at, length)) {
                return false;
            }
            at = KeyBytes.get(key, at, value);
            if (field != null && !field.matches(value)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a field begins here: behind the last there are zeros, which no field begins with. */
    private static boolean more(byte[] bytes, int at, int length) {
        return at < length && bytes[at] != 0;
    }
}
