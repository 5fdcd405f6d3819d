// SPDX-License-Identifier: Apache-2.0
package io.weir.store.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A piece as it is in its file: one line {@code weir-piece 1 <checksum> <bytes of key> <bytes of text>}, then key and text in
 * UTF-8. The checksum is CRC-32C over both. Thread: immutable.
 */
record Piece(String key, String text) {
    private static final String MAGIC = "weir-piece 1 ";
    private static final int LONGEST_HEADER = 64;

    byte[] toBytes() {
        byte[] keyBytes = key.getBytes(StandardCharsets.UTF_8);
        byte[] textBytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] body = ByteBuffer.allocate(keyBytes.length + textBytes.length)
                .put(keyBytes)
                .put(textBytes)
                .array();
        String header = header(checksum(body, 0), keyBytes.length, textBytes.length) + "\n";
        byte[] head = header.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(head.length + body.length)
                .put(head)
                .put(body)
                .array();
    }

    /** Reads one; empty when it is cut short, overwritten or no piece at all. */
    static Optional<Piece> parse(byte[] bytes) {
        int end = 0;
        while (end < bytes.length && end < LONGEST_HEADER && bytes[end] != '\n') {
            end++;
        }
        String header = new String(bytes, 0, end, StandardCharsets.US_ASCII);
        if (!header.startsWith(MAGIC)) {
            return Optional.empty();
        }
        String[] fields = header.substring(MAGIC.length()).split(" ", -1);
        int body = end + 1;
        try {
            int keyLength = Integer.parseInt(fields[1]);
            int textLength = Integer.parseInt(fields[2]);
            if (keyLength < 0
                    || textLength < 0
                    || (long) body + keyLength + textLength != bytes.length
                    || !header.equals(header(checksum(bytes, body), keyLength, textLength))) {
                return Optional.empty();
            }
            return Optional.of(new Piece(
                    new String(bytes, body, keyLength, StandardCharsets.UTF_8),
                    new String(bytes, body + keyLength, textLength, StandardCharsets.UTF_8)));
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static String header(long checksum, int keyLength, int textLength) {
        return MAGIC + Long.toHexString(checksum) + " " + keyLength + " " + textLength;
    }

    private static long checksum(byte[] bytes, int from) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, from, bytes.length - from);
        return sum.getValue();
    }
}
