// SPDX-License-Identifier: Apache-2.0
package io.weir.app.internal;

import java.util.List;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;

/**
 * What a bundle says of the app it holds:
 * {@code Provide-Capability: io.weir.app;io.weir.app=NAME;version:Version="1.0";description="…"}. Thread: immutable.
 *
 * @param version empty when it says none
 * @param description empty when it says none
 */
record AppCapability(String name, String version, String description) {
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
                text(capability, NAMESPACE), text(capability, "version"), text(capability, "description"));
    }

    private static String text(BundleCapability capability, String attribute) {
        Object value = capability.getAttributes().get(attribute);
        return value == null ? "" : value.toString();
    }
}
