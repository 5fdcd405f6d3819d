// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal;

import io.weir.api.InvalidInput;
import java.util.ArrayDeque;
import java.util.Deque;

/** Paths of files as scripts name them: below {@code scriptdir()}, or relative to it. Thread: any. */
final class ScriptPaths {
    private ScriptPaths() {}

    /** What {@code scriptdir()} answers: a place within the app, wherever the app's files are. */
    static String directory(String app) {
        return root(app) + "/scripts";
    }

    private static String root(String app) {
        return app.isEmpty() ? "" : "/app/" + app;
    }

    /** The path within the app. Throws {@link InvalidInput} when it leads out of it. */
    static String resolve(String app, String path) {
        String root = root(app) + "/";
        String inside;
        if (!path.startsWith("/")) {
            inside = "scripts/" + path;
        } else if (path.startsWith(root)) {
            inside = path.substring(root.length());
        } else {
            throw InvalidInput.of("include", path, "is not in the app: use scriptdir() + '/…'");
        }
        Deque<String> segments = new ArrayDeque<>();
        for (String segment : inside.split("/", -1)) {
            if (segment.equals("..") && segments.pollLast() == null) {
                throw InvalidInput.of("include", path, "leads out of the app");
            } else if (!segment.isEmpty() && !segment.equals(".") && !segment.equals("..")) {
                segments.add(segment);
            }
        }
        return String.join("/", segments);
    }
}
