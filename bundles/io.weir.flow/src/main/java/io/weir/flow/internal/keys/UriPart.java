// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal.keys;

import io.weir.api.InvalidInput;
import io.weir.api.Nearest;
import io.weir.api.flow.BoundKey;
import io.weir.api.flow.KeyType;
import io.weir.api.flow.KeyValue;
import io.weir.api.shard.Observation;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A key that is a part of a URL, RFC 3986.
 *
 * <p>The parts of URLs seen before are remembered, the {@value #REMEMBERED} last ones, so that the steady state parses and
 * allocates nothing but its look-up. Thread: confined to the shard.
 */
final class UriPart implements BoundKey {
    private static final int REMEMBERED = 1024;
    private static final byte[] NONE = new byte[0];

    /** What of a URL. */
    enum Part {
        NORMALIZED,
        SCHEME,
        USER,
        AUTHORITY,
        HOST,
        PORT,
        PATH,
        FILE,
        EXTENSION,
        QUERY,
        FRAGMENT,
        ISABSOLUTE,
        ISOPAQUE;

        static Part parse(String text) {
            for (Part part : values()) {
                if (part.name().equalsIgnoreCase(text)) {
                    return part;
                }
            }
            List<String> parts = Arrays.stream(values())
                    .map(part -> part.name().toLowerCase(Locale.ROOT))
                    .toList();
            List<String> nearest = Nearest.to(text, parts);
            throw InvalidInput.of("part of a URL", text, "unknown").suggest(nearest.isEmpty() ? parts : nearest);
        }

        /** The text of the part, or null. */
        private String of(URI uri) {
            return switch (this) {
                case NORMALIZED -> uri.normalize().toString();
                case SCHEME -> uri.getScheme();
                case USER -> uri.getRawUserInfo();
                case AUTHORITY -> uri.getRawAuthority();
                case HOST -> uri.getHost();
                case PORT -> uri.getPort() < 0 ? null : Integer.toString(uri.getPort());
                case PATH -> uri.getRawPath();
                case FILE -> file(uri.getRawPath());
                case EXTENSION -> extension(file(uri.getRawPath()));
                case QUERY -> uri.getRawQuery();
                case FRAGMENT -> uri.getRawFragment();
                case ISABSOLUTE -> Boolean.toString(uri.isAbsolute());
                case ISOPAQUE -> Boolean.toString(uri.isOpaque());
            };
        }

        private static String file(String path) {
            return path == null ? null : path.substring(path.lastIndexOf('/') + 1);
        }

        private static String extension(String file) {
            return file == null || file.lastIndexOf('.') < 0 ? null : file.substring(file.lastIndexOf('.') + 1);
        }
    }

    private final BoundKey key;
    private final Part part;
    private final KeyValue url = new KeyValue();
    private final Map<String, byte[]> remembered = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, byte[]> eldest) {
            return size() > REMEMBERED;
        }
    };

    UriPart(BoundKey key, Part part) {
        this.key = key;
        this.part = part;
    }

    @Override
    public boolean extract(Observation sample, KeyValue out) {
        if (!key.extract(sample, url) || url.type() != KeyType.TEXT) {
            return false;
        }
        String text = new String(url.array(), url.offset(), url.length(), StandardCharsets.UTF_8);
        byte[] found = remembered.computeIfAbsent(text, this::find);
        return found.length > 0 && out.set(found, 0, found.length);
    }

    private byte[] find(String text) {
        try {
            String found = part.of(new URI(text));
            return found == null ? NONE : found.getBytes(StandardCharsets.UTF_8);
        } catch (URISyntaxException e) {
            return NONE;
        }
    }
}
