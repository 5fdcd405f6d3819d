// SPDX-License-Identifier: Apache-2.0
package io.weir.http.internal;

import io.weir.api.http.Resource;
import io.weir.api.http.ResourceSource;
import io.weir.api.http.Response;
import io.weir.api.http.Role;
import io.weir.api.http.Shape;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Resources about the server itself. Thread: any. */
@Component
public final class SystemResources implements ResourceSource {
    private static final Shape TEXT = Shape.JSON.type("text/plain");
    private static final int RETRY_SECONDS = 2;

    private final Services services;
    private final String version;
    private final BooleanSupplier stopping;

    @Activate
    public SystemResources(@Reference Services services, BundleContext bundle) {
        this(services, text(bundle.getBundle().getVersion()), stopping(bundle.getBundle(0)));
    }

    SystemResources(Services services, String version, BooleanSupplier stopping) {
        this.services = services;
        this.version = version;
        this.stopping = stopping;
    }

    /** Whether the process has begun to stop: the framework's own bundle is the first to know. */
    private static BooleanSupplier stopping(Bundle framework) {
        return () -> framework.getState() == Bundle.STOPPING;
    }

    /** {@code major.minor-build}. */
    static String text(Version version) {
        boolean numbered = version.getQualifier().matches("[0-9]+");
        String build = numbered ? version.getQualifier() : Integer.toString(version.getMicro());
        return version.getMajor() + "." + version.getMinor() + "-" + build;
    }

    @Override
    public Collection<Resource> resources() {
        return List.of(
                new Resource(
                                "GET",
                                "/version",
                                Role.VIEWER,
                                "The version of the server, as major.minor-build",
                                request -> Response.now(Response.text(version)))
                        .with(TEXT),
                new Resource(
                        "GET",
                        "/license/json",
                        Role.VIEWER,
                        "The licence of the server: open, without a key or an end",
                        request -> Response.now(Response.json(Map.of("type", "open")))),
                new Resource(
                                "GET",
                                "/healthz",
                                Role.VIEWER,
                                "Answers while the process lives",
                                request -> Response.now(Response.text("ok")))
                        .with(TEXT),
                new Resource(
                                "GET",
                                "/readyz",
                                Role.VIEWER,
                                "200 when every service is there, else 503 with those that are not, or that it stops",
                                request -> Response.now(ready()))
                        .with(TEXT),
                new Resource(
                        "GET",
                        "/analyzer/json",
                        Role.VIEWER,
                        "What the server counts about itself",
                        request -> services.queries().analyzer().thenApply(Response::json)));
    }

    private Response ready() {
        if (stopping.getAsBoolean()) {
            return Problems.unavailable("stopping", RETRY_SECONDS);
        }
        List<String> away = services.away();
        return away.isEmpty()
                ? Response.text("ready")
                : Problems.unavailable("starting or being replaced: " + String.join(", ", away), RETRY_SECONDS);
    }
}
