// SPDX-License-Identifier: Apache-2.0
package io.weir.api.app;

import io.weir.api.InvalidInput;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collection;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Puts apps in force and takes them away, as somebody does who copies into the home's {@code app/}. What is not possible throws
 * {@link InvalidInput}. Thread: any.
 */
@ProviderType
public interface AppInstaller {
    /** Copies a folder or a zip of this machine into {@code app/}, and starts it. Returns the app's name. */
    String install(Path source);

    /** Keeps a zip in {@code app/}, and starts it. One of that name is replaced. */
    void install(String name, InputStream zip);

    /** Starts an app that was stopped, and those of its scripts that were held back. */
    void start(String name);

    /** Stops an app, with its pages; it stays stopped over restarts. */
    void stop(String name);

    /** Starts all scripts of an app anew, those as well that were held back. */
    void reload(String name);

    /** Takes an app that is a folder or zip out of {@code app/}, and keeps it in the home's {@code data/removed/}. */
    void remove(String name);

    /** The apps that are installed and stopped. */
    Collection<String> stopped();
}
