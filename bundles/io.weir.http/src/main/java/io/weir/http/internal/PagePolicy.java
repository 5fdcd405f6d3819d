// SPDX-License-Identifier: Apache-2.0
package io.weir.http.internal;

import io.weir.api.app.App;
import io.weir.api.app.AppFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a page of an app may do (Content Security Policy Level 3), read off the app's own files: the scripts and event handlers
 * that stand in the page are allowed by their digests, and texts may be run as scripts only where a script of the app that the
 * page loads does so. Whatever gets into the page later is not in the file, and does not run.
 *
 * <p>Thread: any.
 */
final class PagePolicy {
    private static final String COMMON =
            "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
                    + "media-src 'self' data: blob:; worker-src 'self' blob:; object-src 'self'; "
                    + "base-uri 'self'; form-action 'self'; frame-ancestors 'self'";

    /** For a page with nothing of its own to allow. */
    static final String PLAIN = "default-src 'self'; " + COMMON;

    private static final int MOST_BYTES = 8 << 20;
    private static final int MOST_DIGESTS = 50;
    private static final int MOST_SCRIPTS = 200;
    private static final int MOST_KNOWN = 1000;
    private static final Pattern SCRIPT = Pattern.compile("<script\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern SCRIPT_END = Pattern.compile("</script\\s*+>", Pattern.CASE_INSENSITIVE);
    private static final Pattern SOURCE =
            Pattern.compile("\\bsrc\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s>]+))", Pattern.CASE_INSENSITIVE);
    private static final Pattern HANDLER =
            Pattern.compile("\\son[a-z]{3,30}\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)')", Pattern.CASE_INSENSITIVE);
    private static final Pattern EVALUATION = Pattern.compile("\\beval\\s*\\(|\\bFunction\\s*\\(");

    /** Whether scripts run texts, by place and stamp: the largest are libraries that never change. */
    private static final Map<String, Boolean> KNOWN = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST_KNOWN;
        }
    });

    private PagePolicy() {}

    static String of(App app, AppFile page) {
        if (!page.path().endsWith(".html") && !page.path().endsWith(".htm")) {
            return PLAIN;
        }
        String text = read(page).replace("\r\n", "\n");
        Set<String> digests = new TreeSet<>();
        boolean evaluates = false;
        Matcher begin = SCRIPT.matcher(text);
        Matcher end = SCRIPT_END.matcher(text);
        // each look goes on where the last one ended, whatever the page is: a page is read once
        for (int at = 0, looked = 0;
                looked < MOST_SCRIPTS && digests.size() < MOST_DIGESTS && begin.find(at);
                looked++) {
            int body = text.indexOf('>', begin.end()) + 1;
            if (body == 0 || !end.find(body)) {
                break;
            }
            at = end.end();
            Matcher source = SOURCE.matcher(text).region(begin.end(), body - 1);
            if (!source.find()) {
                String script = text.substring(body, end.start());
                digests.add(digest(script));
                evaluates |= EVALUATION.matcher(script).find();
            } else {
                evaluates = evaluates
                        || file(app, page.path(), value(source))
                                .map(script -> evaluates(app, script))
                                .orElse(false);
            }
        }
        boolean handlers = false;
        Matcher handler = HANDLER.matcher(text);
        while (handler.find() && digests.size() < MOST_DIGESTS) {
            handlers = true;
            digests.add(digest(decoded(value(handler))));
        }
        if (digests.isEmpty() && !evaluates) {
            return PLAIN;
        }
        return "default-src 'self'; script-src 'self'" + (digests.isEmpty() ? "" : " " + String.join(" ", digests))
                + (handlers ? " 'unsafe-hashes'" : "") + (evaluates ? " 'unsafe-eval'" : "") + "; " + COMMON;
    }

    private static String value(Matcher attribute) {
        for (int i = 1; i <= attribute.groupCount(); i++) {
            if (attribute.group(i) != null) {
                return attribute.group(i);
            }
        }
        return "";
    }

    private static String decoded(String attribute) {
        return attribute
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&apos;", "'")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }

    /** The app's file that a page names, relative to itself; none for what is not the app's. */
    private static Optional<AppFile> file(App app, String page, String source) {
        Deque<String> path = new ArrayDeque<>();
        for (String segment :
                (page.substring(0, page.lastIndexOf('/') + 1) + source.replaceFirst("[?#].*", "")).split("/", -1)) {
            if (segment.equals("..") && path.pollLast() == null) {
                return Optional.empty();
            } else if (!segment.isEmpty() && !segment.equals(".") && !segment.equals("..")) {
                path.add(segment);
            }
        }
        boolean own = !source.contains(":") && !source.startsWith("/") && "html".equals(path.peekFirst());
        return own ? app.file(String.join("/", path)) : Optional.empty();
    }

    private static boolean evaluates(App app, AppFile script) {
        String known = app.name() + '/' + script.path() + ' ' + script.modified() + ' ' + script.length();
        Boolean found = KNOWN.get(known);
        if (found == null) {
            found = EVALUATION.matcher(read(script)).find();
            KNOWN.put(known, found);
        }
        return found;
    }

    private static String read(AppFile file) {
        try (InputStream in = file.open()) {
            return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(String script) {
        try {
            byte[] bytes = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(bytes) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
