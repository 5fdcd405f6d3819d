// SPDX-License-Identifier: Apache-2.0
package io.weir.store.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Makes a file name of any text, another one for every text: letters, digits, {@code _ - ~} stand for themselves, a dot too unless
 * it leads, all else is {@code %XX} of its UTF-8. What would be too long ends in a digest. Thread: any.
 */
final class FileNames {
    private static final int LONGEST = 160;

    private FileNames() {}

    static String of(String text) {
        StringBuilder name = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (plain || c == '_' || c == '-' || c == '~' || (c == '.' && !name.isEmpty())) {
                name.append(c);
            } else {
                name.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
            }
        }
        if (name.isEmpty()) {
            return "%";
        }
        return name.length() <= LONGEST ? name.toString() : name.substring(0, LONGEST - 70) + "%%" + digest(text);
    }

    private static String digest(String text) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has SHA-256
        }
    }
}
