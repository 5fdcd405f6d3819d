// SPDX-License-Identifier: Apache-2.0
package io.weir.app.internal;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.osgi.framework.Bundle;

/**
 * A folder or zip in the app folder, from one look at it to the next. A file counts as changed once it looks the same twice:
 * copies that are under way are waited out.
 *
 * <p>Thread: confined to the scan's.
 */
final class DroppedApp {
    private final Path place;
    private final boolean zip;
    private FileStamps before = FileStamps.NONE;
    private FileStamps known = FileStamps.NONE;
    private Optional<Bundle> bundle = Optional.empty();

    DroppedApp(Path place, boolean zip) {
        this.place = place;
        this.zip = zip;
    }

    Path place() {
        return place;
    }

    boolean zip() {
        return zip;
    }

    /** The bundle made of it; empty while there is none. */
    Optional<Bundle> bundle() {
        return bundle;
    }

    /** Takes on the bundle that was made of it. Of a folder only the scripts are looked at from here on. */
    void installed(Bundle made) {
        bundle = Optional.of(made);
        if (!zip) {
            before = before.below("scripts/");
            known = known.below("scripts/");
        }
    }

    /** Takes what is there now for known. */
    void know() {
        before = look();
        known = before;
    }

    /** Takes what is there now, all at once, for known: the paths that differ from what was. */
    Set<String> replaced() {
        FileStamps last = known;
        know();
        Set<String> paths = new TreeSet<>(last.stamps().keySet());
        paths.addAll(known.stamps().keySet());
        paths.removeIf(path -> last.stamp(path).equals(known.stamp(path)));
        return paths;
    }

    private FileStamps look() {
        return zip
                ? new FileStamps(Map.of("", FileStamps.of(place)))
                : FileStamps.of(place, bundle.isPresent() ? "scripts" : "");
    }

    /** Looks again: the paths that differ from what was known, and hold still. Before there is a bundle all must. */
    Set<String> changes() {
        FileStamps now = look();
        Set<String> paths = new TreeSet<>(now.stamps().keySet());
        paths.addAll(before.stamps().keySet());
        paths.addAll(known.stamps().keySet());
        FileStamps last = before;
        before = now;
        if (bundle.isEmpty() && !now.equals(last)) {
            return Set.of();
        }
        paths.removeIf(path ->
                !now.stamp(path).equals(last.stamp(path)) || now.stamp(path).equals(known.stamp(path)));
        if (!paths.isEmpty()) {
            known = known.with(now, paths);
        }
        return paths;
    }

    List<String> code() {
        return before.stamps().keySet().stream()
                .filter(AppPaths::isCode)
                .sorted()
                .toList();
    }

    /** Whether there is something of an app in a folder yet. */
    boolean holdsApp() {
        return before.stamps().keySet().stream()
                .anyMatch(path -> path.startsWith("scripts/") || path.startsWith("html/"));
    }

    /** Tells one state of a zip from another. */
    String stamp() {
        return before.stamp("");
    }
}
