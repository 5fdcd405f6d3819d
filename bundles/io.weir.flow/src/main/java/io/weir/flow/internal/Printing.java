// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import io.weir.api.flow.KeyPrinter;
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

    /** Writes a signed number in decimal and returns the index behind it. */
    public static int decimal(long number, byte[] out, int at) {
        return KeyPrinter.decimal(number, out, at);
    }
}
