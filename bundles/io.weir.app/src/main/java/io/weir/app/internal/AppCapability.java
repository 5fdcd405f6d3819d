// SPDX-License-Identifier: Apache-2.0
package io.weir.app.internal;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;

/**
 * What a bundle says of the app it holds:
 * {@code Provide-Capability: io.weir.app;io.weir.app=NAME;version:Version="1.0";description="…";permissions="http,dns"}. Thread:
 * immutable.
 *
 * @param version empty when it says none
 * @param description empty when it says none
 * @param permissions words separated by commas; nothing when it says none, which is less than saying that there are none
 */
record AppCapability(String name, String version, String description, Optional<String> permissions) {
    static final String NAMESPACE = "io.weir.app";

    /** Empty when the bundle holds no app. */
    static Optional<AppCapability> of(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        if (revision == null) {
            return Optional.empty();
        }
        List<BundleCapability> declared = revision.getDeclaredCapabilities(NAMESPACE);
        return declared.stream().findFirst().map(AppCapability::of);
    }

    private static AppCapability of(BundleCapability capability) {
        return new AppCapability(
                text(capability, NAMESPACE),
                text(capability, "version"),
                text(capability, "description"),
                Optional.ofNullable(capability.getAttributes().get("permissions"))
                        .map(AppCapability::words));
    }

    // permissions:List<String>="http,dns" is a list already
    private static String words(Object attribute) {
        return attribute instanceof Collection<?> several
                ? String.join(",", several.stream().map(String::valueOf).toList())
                : attribute.toString();
    }

    private static String text(BundleCapability capability, String attribute) {
        Object value = capability.getAttributes().get(attribute);
        return value == null ? "" : value.toString();
    }
}
