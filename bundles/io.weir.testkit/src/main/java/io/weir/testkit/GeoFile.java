// SPDX-License-Identifier: Apache-2.0
package io.weir.testkit;

import io.weir.api.net.Prefix;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes a MaxMind DB. Source: MaxMind DB File Format Specification 2.0. Thread: one. */
public final class GeoFile {
    private static final int NOTHING = -1;

    /** Two children each: a node's number, {@link #NOTHING}, or -2 - the number of a record. */
    private final List<int[]> nodes = new ArrayList<>();

    private final List<Map<String, ?>> records = new ArrayList<>();
    private String type = "Test";

    /** An empty one. */
    public GeoFile() {
        nodes.add(new int[] {NOTHING, NOTHING});
    }

    /** Names what it is a database of. */
    public GeoFile type(String name) {
        type = name;
        return this;
    }

    /** Adds what an IPv4 or IPv6 network is said to be: texts, numbers, lists and maps. */
    public GeoFile with(String prefix, Map<String, ?> record) {
        Prefix parsed = Prefix.parse(prefix);
        boolean ipv4 = prefix.indexOf(':') < 0;
        records.add(record);
        int node = 0;
        for (int bit = 0; bit < parsed.length(); bit++) {
            // IPv4 is at ::/96 of the tree
            long word = bit < 64 ? parsed.address().high() : parsed.address().low() & (ipv4 ? 0xffff_ffffL : -1);
            int side = (int) (word >>> 63 - (bit & 63)) & 1;
            int next = nodes.get(node)[side];
            if (bit == parsed.length() - 1) {
                nodes.get(node)[side] = -1 - records.size();
            } else if (next < 0) {
                nodes.add(new int[] {next, next});
                nodes.get(node)[side] = nodes.size() - 1;
            }
            node = nodes.get(node)[side];
        }
        return this;
    }

    public void write(Path file) throws IOException {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        List<Integer> places = new ArrayList<>();
        for (Map<String, ?> record : records) {
            places.add(data.size());
            value(data, record);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int[] node : nodes) {
            for (int child : node) {
                int pointer = child >= 0
                        ? child
                        : child == NOTHING ? nodes.size() : nodes.size() + 16 + places.get(-2 - child);
                out.write(pointer >> 16);
                out.write(pointer >> 8);
                out.write(pointer);
            }
        }
        out.write(new byte[16]);
        out.write(data.toByteArray());
        out.write(new byte[] {(byte) 0xab, (byte) 0xcd, (byte) 0xef});
        out.write("MaxMind.com".getBytes(StandardCharsets.US_ASCII));
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("node_count", (long) nodes.size());
        about.put("record_size", 24);
        about.put("ip_version", 6);
        about.put("database_type", type);
        about.put("languages", List.of("en"));
        about.put("binary_format_major_version", 2);
        about.put("binary_format_minor_version", 0);
        about.put("build_epoch", 1_700_000_000L);
        about.put("description", Map.of("en", "test"));
        value(out, about);
        Files.write(file, out.toByteArray());
    }

    private static void value(ByteArrayOutputStream out, Object value) throws IOException {
        if (value instanceof String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            head(out, 2, bytes.length);
            out.write(bytes);
        } else if (value instanceof Integer number) {
            head(out, 5, 2);
            out.write(ByteBuffer.allocate(2).putShort(number.shortValue()).array());
        } else if (value instanceof Long number) {
            head(out, 6, 4);
            out.write(ByteBuffer.allocate(4).putInt(number.intValue()).array());
        } else if (value instanceof List<?> list) {
            out.write(list.size());
            out.write(11 - 7);
            for (Object item : list) {
                value(out, item);
            }
        } else if (value instanceof Map<?, ?> map) {
            head(out, 7, map.size());
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                value(out, entry.getKey());
                value(out, entry.getValue());
            }
        }
    }

    private static void head(ByteArrayOutputStream out, int type, int size) {
        if (size < 29) {
            out.write(type << 5 | size);
        } else {
            out.write(type << 5 | 29);
            out.write(size - 29);
        }
    }
}
