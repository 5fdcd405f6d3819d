// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import io.weir.api.flow.KeyPrinter;
import io.weir.api.flow.KeyType;
import io.weir.api.flow.KeyValue;

/** Key values as text, without allocating; see {@link KeyPrinter}. Thread: any. */
public final class Printing {
    /** Longer texts are cut to this many bytes. */
    public static final int LONGEST = KeyPrinter.LONGEST;

    private Printing() {}

    /** Writes a value of at most {@value #LONGEST} bytes and returns the index behind it. */
    public static int print(KeyValue value, byte[] out, int at) {
        return KeyPrinter.print(value, out, at);
    }

    /** Makes {@code value} the text of {@code of}; a text is taken over as it is. */
    static void toText(KeyValue of, KeyValue value) {
        if (of.type() == KeyType.TEXT) {
            value.set(of);
        } else {
            byte[] room = value.scratch(LONGEST);
            value.set(room, 0, print(of, room, 0));
        }
    }

    /** Writes a signed number in decimal and returns the index behind it. */
    public static int decimal(long number, byte[] out, int at) {
        return KeyPrinter.decimal(number, out, at);
    }
}
