// SPDX-License-Identifier: Apache-2.0
package io.weir.demo.internal.encoder;

/**
 * A sample or a record ready for the wire: its tag and its body.
 *
 * <p>Thread: immutable; nobody writes to the body.
 */
public final class Structure {
    private final int tag;
    private final byte[] body;

    private Structure(int tag, byte[] body) {
        this.tag = tag;
        this.body = body;
    }

    /** A structure of the standard's own enterprise 0. */
    public static Structure of(int format, XdrWriter body) {
        return of(0, format, body);
    }

    public static Structure of(int enterprise, int format, XdrWriter body) {
        return new Structure(enterprise << 12 | format, body.bytes());
    }

    /** {@code enterprise << 12 | format}. */
    public int tag() {
        return tag;
    }

    public byte[] body() {
        return body;
    }
}
