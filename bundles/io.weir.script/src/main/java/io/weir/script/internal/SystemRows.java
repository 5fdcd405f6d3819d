// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal;

import io.weir.api.script.ScriptFunction;
import io.weir.api.store.Settings;
import io.weir.api.time.Timeline;
import io.weir.script.internal.functions.SystemFunctions;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.Version;

/** The system functions, bound to this engine's scripts. Thread: any. */
final class SystemRows {
    private SystemRows() {}

    static List<ScriptFunction> of(Settings settings, Timeline timeline) {
        return new SystemFunctions(
                        settings,
                        timeline,
                        version(),
                        script -> ScriptPaths.directory(script.app()),
                        (script, path) -> ((RunningScript) script).global().include(path))
                .rows();
    }

    private static String version() {
        Bundle bundle = FrameworkUtil.getBundle(SystemRows.class);
        Version version = bundle == null ? Version.emptyVersion : bundle.getVersion();
        return version.getMajor() + "." + version.getMinor() + "." + version.getMicro();
    }
}
