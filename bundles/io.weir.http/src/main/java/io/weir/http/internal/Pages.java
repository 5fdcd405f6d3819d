// SPDX-License-Identifier: Apache-2.0
package io.weir.http.internal;

import io.weir.api.app.App;
import io.weir.api.app.AppFile;
import io.weir.api.http.Request;
import io.weir.api.http.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * Serves the files of an app's {@code html/}: welcome file, redirect to the slash, conditional requests (RFC 9110 §13). A name
 * that could mean another place, however it is written, is not found. Thread: any.
 */
final class Pages {
    private static final String ROOT = "html/";
    private static final String WELCOME = "index.html";
    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private Pages() {}

    /** The file of a path within {@code html/}; a path that ends in a slash, as its last empty segment says, is a directory. */
    static Response answer(App app, List<String> segments, Request request) {
        boolean directory =
                segments.isEmpty() || segments.get(segments.size() - 1).isEmpty();
        List<String> names = directory && !segments.isEmpty() ? segments.subList(0, segments.size() - 1) : segments;
        if (!names.stream().allMatch(Pages::plain)) {
            return missing(request);
        }
        String path = ROOT + String.join("/", names);
        if (directory) {
            return app.file((names.isEmpty() ? ROOT : path + "/") + WELCOME)
                    .map(file -> file(app, file, request))
                    .orElseGet(() -> missing(request));
        }
        Optional<AppFile> file = app.file(path);
        if (file.isPresent()) {
            return file(app, file.get(), request);
        }
        return app.file(path + "/" + WELCOME).isPresent()
                ? toSlash(names.get(names.size() - 1), request)
                : missing(request);
    }

    /** Whether a segment is the name of a file and nothing else; hidden files stay so. */
    private static boolean plain(String segment) {
        return !segment.isEmpty()
                && !segment.startsWith(".")
                && segment.chars().noneMatch(c -> c == '/' || c == '\\' || c == ':' || Character.isISOControl(c));
    }

    /** Sends to an app's front page from the app's name, when it has one. */
    static Response toFront(App app, Request request) {
        return app.file(ROOT + WELCOME).isPresent()
                ? Response.redirect("./" + segment(app.name()) + "/" + ROOT + parameters(request))
                : missing(request);
    }

    /** Sends to a directory, from the same without the slash; relative, so that it holds behind a proxy that adds a prefix. */
    static Response toSlash(String name, Request request) {
        return Response.redirect("./" + segment(name) + "/" + parameters(request));
    }

    private static String parameters(Request request) {
        StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
        for (Map.Entry<String, List<String>> parameter : request.query().entrySet()) {
            parameter.getValue().forEach(value -> query.add(encode(parameter.getKey()) + "=" + encode(value)));
        }
        return query.toString();
    }

    private static String segment(String name) {
        return encode(name).replace("+", "%20");
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Response file(App app, AppFile file, Request request) {
        long seconds = file.modified() / 1000;
        String tag = '"' + Long.toHexString(file.modified()) + '-' + Long.toHexString(file.length()) + '"';
        Response answer = unchanged(request, tag, seconds)
                ? Response.noContent().withStatus(304)
                : Response.stream(ContentTypes.of(file.path()), file.length(), () -> {
                    try {
                        return file.open();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
        return answer.withHeader("ETag", tag)
                .withHeader("Last-Modified", HTTP_DATE.format(Instant.ofEpochSecond(seconds)))
                .withHeader("Cache-Control", "no-cache")
                .withHeader("Content-Security-Policy", PagePolicy.of(app, file));
    }

    private static boolean unchanged(Request request, String tag, long seconds) {
        Optional<String> tags = request.header("If-None-Match");
        if (tags.isPresent()) {
            return tags.get().equals("*") || tags.get().contains(tag);
        }
        try {
            return request.header("If-Modified-Since")
                    .map(text -> Instant.from(HTTP_DATE.parse(text)).getEpochSecond() >= seconds)
                    .orElse(false);
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static Response missing(Request request) {
        return Response.notFound("page", request.path());
    }
}
