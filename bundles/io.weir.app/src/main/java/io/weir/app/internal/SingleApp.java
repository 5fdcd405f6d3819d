// SPDX-License-Identifier: Apache-2.0
package io.weir.app.internal;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Runs the scripts that belong to no app, each anew when it was saved. Thread: one opens it, then one scans. */
final class SingleApp {
    private final SingleScripts scripts;
    private final Apps apps;
    private final Rules rules;
    private FileStamps before;
    private FileStamps known;

    SingleApp(SingleScripts scripts, Apps apps, Rules rules) {
        this.scripts = scripts;
        this.apps = apps;
        this.rules = rules;
        this.before = scripts.look();
        this.known = before;
    }

    void open() {
        if (!scripts.files().isEmpty()) {
            AppCapability none = new AppCapability("", "", "", Optional.empty());
            apps.add(new InstalledApp(none, "setting script.file", rules.permissions(none), scripts));
        }
    }

    /** Looks once: what differs from what was known, and holds still, is run anew. */
    void scan() {
        FileStamps now = scripts.look();
        Set<String> paths = new TreeSet<>(now.stamps().keySet());
        FileStamps last = before;
        before = now;
        paths.removeIf(path ->
                !now.stamp(path).equals(last.stamp(path)) || now.stamp(path).equals(known.stamp(path)));
        if (!paths.isEmpty()) {
            known = known.with(now, paths);
            apps.changed("", paths);
        }
    }
}
