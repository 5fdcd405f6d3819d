// SPDX-License-Identifier: Apache-2.0
package io.weir.http.internal;

import static io.weir.http.internal.Rows.get;

import io.weir.api.http.Request;
import io.weir.api.http.Resource;
import io.weir.api.http.ResourceSource;
import io.weir.api.http.Response;
import io.weir.api.http.Role;
import io.weir.api.http.Shape;
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
    private static final String DOC = "Starts a capture in place of the network, or, without file, changes what plays";
    private static final Shape ORDER = Shape.JSON
            .takes("file", "the capture, relative to the home: pcap or pcapng")
            .takes("speed", "times faster than it was captured, 0.1 to 10000; max for as fast as it goes")
            .takes("loop", "true: begin again at the end")
            .takes("paused", "true: stand still; false: go on")
            .takes("partial", "true, with file: play a capture that is cut short as far as it is whole")
            .takes("position", "seconds from its first datagram to go to");

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
                new Resource("PUT", PATH, Role.ADMIN, DOC, this::order, ORDER),
                new Resource("POST", PATH, Role.ADMIN, DOC, this::order, ORDER),
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
