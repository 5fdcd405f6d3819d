// SPDX-License-Identifier: Apache-2.0
package io.weir.demo.internal.encoder;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Makes DNS messages. Source: RFC 1035 §4. */
final class DnsMessage {
    private static final int QUESTION_NAME = 0xc00c;
    private static final int INTERNET = 1;
    private static final int TTL = 300;

    private DnsMessage() {}

    /** A recursive question about the IPv4 address of a name. */
    static byte[] query(int id, String name) {
        return message(id, 0x0100, 0, question(name)).toByteArray();
    }

    static byte[] response(int id, String name, int responseCode, String... addresses) {
        ByteArrayOutputStream out = message(id, 0x8180 | responseCode, addresses.length, question(name));
        for (String address : addresses) {
            byte[] bytes = XdrWriter.ipBytes(address);
            ByteBuffer head = ByteBuffer.allocate(12).putShort((short) QUESTION_NAME);
            head.putShort((short) (bytes.length == 4 ? 1 : 28)).putShort((short) INTERNET);
            out.writeBytes(head.putInt(TTL).putShort((short) bytes.length).array());
            out.writeBytes(bytes);
        }
        return out.toByteArray();
    }

    private static ByteArrayOutputStream message(int id, int flags, int answers, byte[] question) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ByteBuffer.allocate(12)
                .putShort((short) id)
                .putShort((short) flags)
                .putShort((short) 1)
                .putShort((short) answers)
                .array());
        out.writeBytes(question);
        return out;
    }

    private static byte[] question(String name) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String label : name.split("\\.", -1)) {
            byte[] bytes = label.getBytes(StandardCharsets.US_ASCII);
            out.write(bytes.length);
            out.writeBytes(bytes);
        }
        out.write(0);
        out.writeBytes(new byte[] {0, 1, 0, INTERNET});
        return out.toByteArray();
    }
}
