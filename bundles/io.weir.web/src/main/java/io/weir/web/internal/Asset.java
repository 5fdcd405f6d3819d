// SPDX-License-Identifier: Apache-2.0
package io.weir.web.internal;

import io.weir.api.http.Request;
import io.weir.api.http.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * A file that is served: its bytes, also compressed, and their tag. Read once and kept: all assets together are about
 * 2 MB.
 *
 * <p>Thread: immutable.
 */
final class Asset {
    private static final Map<String, String> TYPES = Map.of(
            "js", "text/javascript; charset=utf-8",
            "mjs", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "json", "application/json",
            "svg", "image/svg+xml",
            "png", "image/png",
            "ico", "image/x-icon",
            "txt", "text/plain; charset=utf-8",
            "html", "text/html; charset=utf-8");

    private final String type;
    private final byte[] bytes;
    private final byte[] gzipped;
    private final String tag;
    private final String caching;

    private Asset(String path, byte[] bytes) throws IOException {
        String name = path.substring(path.lastIndexOf('/') + 1);
        this.type = name.indexOf('.') < 0
                ? "text/plain; charset=utf-8"
                : TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
        this.bytes = bytes;
        this.gzipped = type.startsWith("image/png") ? bytes : gzip(bytes);
        // weak: it stands for the plain bytes and for the compressed ones
        this.tag = "W/\"" + digest(bytes) + '"';
        this.caching = versioned(path) ? "public, max-age=31536000, immutable" : "no-cache";
    }

    static Asset read(String path, URL url, ImportMap imports) {
        try (InputStream in = url.openStream()) {
            byte[] bytes = in.readAllBytes();
            return new Asset(path, path.startsWith("lib/") && path.endsWith(".js") ? imports.resolve(bytes) : bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Under {@code lib/NAME/VERSION/} a file never changes. */
    private static boolean versioned(String path) {
        String[] parts = path.split("/", -1);
        return parts.length > 3
                && parts[0].equals("lib")
                && !parts[2].isEmpty()
                && Character.isDigit(parts[2].charAt(0));
    }

    Response answer(Request request) {
        Response answer = request.header("If-None-Match").filter(this::known).isPresent()
                ? Response.noContent().withStatus(304)
                : content(request);
        return answer.withHeader("ETag", tag)
                .withHeader("Cache-Control", caching)
                .withHeader("Vary", "Accept-Encoding");
    }

    private boolean known(String tags) {
        return tags.equals("*") || tags.contains(tag);
    }

    private Response content(Request request) {
        boolean gzip = gzipped.length < bytes.length
                && request.header("Accept-Encoding")
                        .filter(e -> e.contains("gzip"))
                        .isPresent();
        return gzip
                ? Response.bytes(type, gzipped).withHeader("Content-Encoding", "gzip")
                : Response.bytes(type, bytes);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private static String digest(byte[] bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(hash, 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
