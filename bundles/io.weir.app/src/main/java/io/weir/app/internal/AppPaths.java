// SPDX-License-Identifier: Apache-2.0
package io.weir.app.internal;

import java.util.Locale;
import java.util.regex.Pattern;

/** Which names and paths are good ones, wherever they come from. Thread: any. */
final class AppPaths {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");
    private static final Pattern BAD = Pattern.compile("[\\p{Cntrl}\\\\:]");
    private static final int LONGEST = 1024;

    private AppPaths() {}

    /** Whether an app may be named so: it becomes part of URLs, threads and files. */
    static boolean isName(String name) {
        return NAME.matcher(name).matches() && !name.contains("..") && !name.endsWith(".");
    }

    /** Whether a path names a file within an app: relative, no way up, nothing hidden. */
    static boolean isPath(String path) {
        if (path.isEmpty() || path.length() > LONGEST || BAD.matcher(path).find()) {
            return false;
        }
        for (String segment : path.split("/", -1)) {
            if (segment.isEmpty() || segment.startsWith(".")) {
                return false;
            }
        }
        return true;
    }

    /** Whether a file holds code that apps must not bring. */
    static boolean isCode(String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        return lower.endsWith(".class") || lower.endsWith(".jar") || lower.endsWith(".war");
    }

    /** Whether a path leads to what the tools of an app's author leave beside it: it is no part of the app. */
    static boolean isBeside(String path) {
        return path.startsWith("target/") || path.startsWith("node_modules/");
    }

    /** Whether it is one of those that are run: directly in {@code scripts/}. */
    static boolean isScript(String path) {
        return path.startsWith("scripts/") && path.indexOf('/', 8) < 0 && path.endsWith(".js");
    }
}
