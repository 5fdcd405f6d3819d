// SPDX-License-Identifier: Apache-2.0
package io.weir.api.flow;

import io.weir.api.net.Address;
import java.util.Locale;

/** What the value of a flow key is, and how it reads. */
public enum KeyType {
    /** 48 bits; twelve upper-case hex digits. */
    MAC {
        @Override
        String print(long high, long low) {
            return String.format(Locale.ROOT, "%012X", low & 0xffff_ffff_ffffL);
        }
    },
    /** 32 bits; dotted. */
    IPV4 {
        @Override
        String print(long high, long low) {
            return Address.text4(low);
        }
    },
    /** 128 bits; as RFC 5952 has it. */
    IPV6 {
        @Override
        String print(long high, long low) {
            return Address.text6(high, low);
        }
    },
    /** 64 bits; decimal. May be a flow's value. */
    INTEGER {
        @Override
        String print(long high, long low) {
            return Long.toString(low);
        }
    },
    /** {@code high} bits of {@code low}; a row of 0 and 1. */
    BITS {
        @Override
        String print(long high, long low) {
            StringBuilder text = new StringBuilder((int) high);
            for (int bit = (int) high - 1; bit >= 0; bit--) {
                text.append((low >> bit & 1) == 0 ? '0' : '1');
            }
            return text.toString();
        }
    },
    /** {@code true} or {@code false}. */
    BOOLEAN {
        @Override
        String print(long high, long low) {
            return low == 0 ? "false" : "true";
        }
    },
    /** An interface, {@code high} saying how to read {@code low} (sFlow v5 §5, {@code interface}). */
    INTERFACE {
        @Override
        String print(long high, long low) {
            if (high == 1) {
                return "discard";
            }
            if (high == 2) {
                return "multiple";
            }
            return low == 0 ? "unknown" : low == 0x3fff_ffffL ? "internal" : Long.toString(low);
        }
    },
    /** Bytes, printed as UTF-8 with control characters replaced. */
    TEXT {
        @Override
        String print(long high, long low) {
            throw new IllegalStateException("a text has no number");
        }
    };

    /** The text of a value that is not {@link #TEXT}. */
    abstract String print(long high, long low);
}
