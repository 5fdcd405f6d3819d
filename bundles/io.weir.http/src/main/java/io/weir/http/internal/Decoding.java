// SPDX-License-Identifier: Apache-2.0
package io.weir.http.internal;

import io.weir.api.InvalidInput;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes paths and queries of requests apart (RFC 3986 §2.1; forms as HTML has them). Everything throws {@link InvalidInput}
 * for escapes that are none, bytes that are no UTF-8, and control characters. Thread: any.
 */
final class Decoding {
    private static final int MOST_SEGMENTS = 64;
    private static final int MOST_PARAMETERS = 512;

    private Decoding() {}

    /**
     * The segments of a path, decoded one by one: a slash that was escaped is part of its segment. A path that ends in a slash has
     * an empty last segment.
     */
    static List<String> path(String raw) {
        if (!raw.startsWith("/")) {
            throw InvalidInput.of("path", shorten(raw), "does not begin with a slash");
        }
        String[] parts = raw.substring(1).split("/", -1);
        if (parts.length > MOST_SEGMENTS) {
            throw InvalidInput.of("path", shorten(raw), "too many segments: most=" + MOST_SEGMENTS);
        }
        // a plus is a space, as clients that encode forms write it; but names of files keep theirs
        boolean file = parts.length > 2 && parts[0].equals("app") && parts[2].equals("html");
        List<String> segments = new ArrayList<>(parts.length);
        for (String part : parts) {
            String segment = decode("path", part, !file);
            if (segment.equals(".") || segment.equals("..")) {
                throw InvalidInput.of("path", shorten(raw), "has a dot segment");
            }
            segments.add(segment);
        }
        return Collections.unmodifiableList(segments);
    }

    /**
     * The parameters of a query in order; {@code y} and {@code y=} both give {@code y: [""]}. A semicolon separates items of a value, as it
     * does in paths, and never parameters.
     */
    static Map<String, List<String>> query(String raw) {
        Map<String, List<String>> query = new LinkedHashMap<>();
        if (raw.isEmpty()) {
            return query;
        }
        String[] pairs = raw.split("&", -1);
        if (pairs.length > MOST_PARAMETERS) {
            throw InvalidInput.of("query", shorten(raw), "too many parameters: most=" + MOST_PARAMETERS);
        }
        for (String pair : pairs) {
            if (!pair.isEmpty()) {
                int split = pair.indexOf('=');
                String name = decode("query", split < 0 ? pair : pair.substring(0, split), true);
                String value = split < 0 ? "" : decode("query", pair.substring(split + 1), true);
                query.computeIfAbsent(name, unused -> new ArrayList<>()).add(value);
            }
        }
        query.replaceAll((name, values) -> List.copyOf(values));
        return Collections.unmodifiableMap(query);
    }

    /** The items of a list in a path segment, which comma and semicolon separate. */
    static List<String> list(String segment) {
        List<String> items = new ArrayList<>();
        for (String item : segment.split("[,;]", -1)) {
            if (!item.isBlank()) {
                items.add(item.strip());
            }
        }
        return List.copyOf(items);
    }

    private static String decode(String what, String raw, boolean plusIsSpace) {
        if (raw.indexOf('%') < 0 && raw.indexOf('+') < 0) {
            return checked(what, raw, raw);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
        byte[] source = raw.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < source.length; i++) {
            byte each = source[i];
            if (each == '%') {
                int high = i + 2 <= source.length - 1 ? Character.digit(source[i + 1], 16) : -1;
                int low = i + 2 <= source.length - 1 ? Character.digit(source[i + 2], 16) : -1;
                if (high < 0 || low < 0) {
                    throw InvalidInput.of(what, shorten(raw), "has an escape that is none");
                }
                bytes.write(high << 4 | low);
                i += 2;
            } else {
                bytes.write(each == '+' && plusIsSpace ? ' ' : each);
            }
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
            return checked(what, raw, text);
        } catch (CharacterCodingException e) {
            throw InvalidInput.of(what, shorten(raw), "is not UTF-8");
        }
    }

    private static String checked(String what, String raw, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i)) && (what.equals("path") || text.charAt(i) == 0)) {
                throw InvalidInput.of(what, shorten(raw), "has a control character");
            }
        }
        return text;
    }

    private static String shorten(String raw) {
        return raw.length() <= 80 ? raw : raw.substring(0, 80) + "…";
    }
}
