// SPDX-License-Identifier: Apache-2.0
package io.weir.http.internal;

import static io.weir.http.internal.Rows.get;

import io.weir.api.http.Request;
import io.weir.api.http.Resource;
import io.weir.api.http.ResourceSource;
import io.weir.api.http.Response;
import io.weir.api.http.Role;
import io.weir.api.replay.Replay;
import io.weir.api.replay.ReplayOrder;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Resources about the replay of captures. Thread: immutable. */
@Component
public final class ReplayResources implements ResourceSource {
    private static final String PATH = "/replay/json";
    private static final String DOC =
            "Starts a capture instead of the network: file, speed (max), loop, paused, partial, "
                    + "position (s); or changes the one that plays, without file";

    private final Services services;

    @Activate
    public ReplayResources(@Reference Services services) {
        this.services = services;
    }

    @Override
    public Collection<Resource> resources() {
        return List.of(
                get(
                        PATH,
                        "What is played, and how far it is",
                        request -> Response.now(
                                Response.json(services.replay().status().properties()))),
                new Resource("PUT", PATH, Role.ADMIN, DOC, this::order),
                new Resource("POST", PATH, Role.ADMIN, DOC, this::order),
                new Resource("DELETE", PATH, Role.ADMIN, "Goes back to what the network sends", this::stop));
    }

    private CompletionStage<Response> order(Request request) {
        return services.replay()
                .order(ReplayOrder.parse(request.jsonObject()))
                .thenApply(status -> Response.json(status.properties()));
    }

    private CompletionStage<Response> stop(Request request) {
        Replay replay = services.replay();
        return CompletableFuture.supplyAsync(
                () -> replay.stop() ? Response.noContent() : Response.notFound("replay", "of a capture"));
    }
}
