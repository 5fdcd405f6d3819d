// SPDX-License-Identifier: Apache-2.0
package io.weir.app.internal;

import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.osgi.framework.Bundle;

/**
 * The manifest of a bundle that Weir makes of a folder or a zip. It imports and exports nothing, so whatever the bundle holds
 * is never run as Java. Thread: any.
 */
final class AppManifest {
    static final String FOLDER = "folder";
    static final String ZIP = "zip";

    private static final String LOCATION = "weir-app:";
    private static final String SOURCE = "Weir-App-Source";
    private static final String STAMP = "Weir-App-Stamp";

    private AppManifest() {}

    /** Where a bundle made of the app is installed. */
    static String location(String name) {
        return LOCATION + name;
    }

    /** The app's name; empty when the bundle is none that Weir made. */
    static String name(Bundle bundle) {
        String location = bundle.getLocation();
        return location.startsWith(LOCATION) ? location.substring(LOCATION.length()) : "";
    }

    /** {@code folder}, {@code zip}, or empty when the bundle is none that Weir made. */
    static String source(Bundle bundle) {
        return name(bundle).isEmpty() ? "" : header(bundle, SOURCE);
    }

    /** Tells one state of a zip from another. */
    static String stamp(Bundle bundle) {
        return header(bundle, STAMP);
    }

    private static String header(Bundle bundle, String name) {
        String value = bundle.getHeaders("").get(name);
        return value == null ? "" : value;
    }

    static Manifest of(String name, String source, String stamp) {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", "weir.app." + name);
        headers.putValue("Bundle-Name", "Weir :: App " + name);
        headers.putValue("Bundle-Version", "0.0.0");
        headers.putValue(
                "Provide-Capability", AppCapability.NAMESPACE + ";" + AppCapability.NAMESPACE + "=\"" + name + "\"");
        headers.putValue(
                "Require-Capability", "osgi.extender;filter:=\"(osgi.extender=" + AppCapability.NAMESPACE + ")\"");
        headers.putValue(SOURCE, source);
        headers.putValue(STAMP, stamp);
        return manifest;
    }
}
