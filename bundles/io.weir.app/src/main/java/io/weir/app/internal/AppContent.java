// SPDX-License-Identifier: Apache-2.0
package io.weir.app.internal;

import io.weir.api.app.AppFile;
import java.util.List;
import java.util.Optional;

/** The files of an app. Thread: any. */
interface AppContent {
    /** A file by its path; nothing outside the app is ever found. */
    Optional<AppFile> file(String path);

    /** File names of the scripts, sorted. */
    List<String> scripts();
}
