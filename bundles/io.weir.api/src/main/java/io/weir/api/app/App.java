// SPDX-License-Identifier: Apache-2.0
package io.weir.api.app;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * An application: scripts and pages, from a folder, a zip or a bundle jar.
 *
 * <p>Thread: any. What it holds may change under a reader, file by file, when it is a folder.
 */
@ProviderType
public interface App {
    /** The folder's or bundle's name: {@code browse-flows}. */
    String name();

    /** Empty when it has none. */
    String version();

    String description();

    /** Where it comes from, for people: {@code folder}, {@code zip} or {@code bundle}, and the place. */
    String origin();

    /** What its scripts may do beyond measuring. */
    Set<Permission> permissions();

    /** Files directly in {@code scripts/} that end in {@code .js}, sorted, by file name. */
    List<String> scripts();

    /** A file by its path within the app: {@code html/index.html}. Nothing outside the app is ever found. */
    Optional<AppFile> file(String path);

    /** How each script fares, by file name. */
    Map<String, ScriptStatus> status();
}
