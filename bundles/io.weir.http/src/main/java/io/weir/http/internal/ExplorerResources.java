// SPDX-License-Identifier: Apache-2.0
package io.weir.http.internal;

import static io.weir.http.internal.Rows.get;

import io.weir.api.app.App;
import io.weir.api.app.AppFile;
import io.weir.api.http.Request;
import io.weir.api.http.Resource;
import io.weir.api.http.ResourceSource;
import io.weir.api.http.Response;
import io.weir.api.http.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The explorer: pages that show an OpenAPI document and let one try what it says. That of the platform is at {@code /api/}, that of
 * an app which has an {@code api.yml} at {@code /app/NAME/api/}. Thread: immutable.
 */
@Component
public final class ExplorerResources implements ResourceSource {
    private static final Shape PAGE = Shape.JSON.type("");
    private static final List<String> DOCUMENTS = List.of("api.yml", "api.yaml", "api.json");

    private final Services services;

    @Activate
    public ExplorerResources(@Reference Services services) {
        this.services = services;
    }

    @Override
    public Collection<Resource> resources() {
        return List.of(
                get("/api", "Sends to the explorer", request -> Response.now(Pages.toSlash("api", request)))
                        .with(PAGE.answers(302, "to the page")),
                get("/api/{path...}", "The explorer of this interface", this::platform)
                        .with(PAGE),
                get("/app/{app}/api", "Sends to the explorer of an app's interface", this::toApp)
                        .with(PAGE.answers(302, "to the page")),
                get("/app/{app}/api/{path...}", "The explorer of an app's interface, and its api.yml", this::app)
                        .with(PAGE));
    }

    private CompletionStage<Response> platform(Request request) {
        return Response.now(
                front(request) ? page("../", "../api-docs", "", "Weir") : Response.notFound("page", request.path()));
    }

    private CompletionStage<Response> toApp(Request request) {
        return Response.now(
                described(request).isPresent()
                        ? Pages.toSlash("api", request)
                        : Response.notFound("api.yml of app", request.param("app")));
    }

    private CompletionStage<Response> app(Request request) {
        Optional<AppFile> document = described(request);
        if (document.isEmpty()) {
            return Response.now(Response.notFound("api.yml of app", request.param("app")));
        }
        AppFile file = document.get();
        if (front(request)) {
            return Response.now(page("../../../", file.path(), "../scripts", request.param("app")));
        }
        boolean asked = request.rest("path").equals(List.of(file.path()));
        return Response.now(asked ? content(file) : Response.notFound("page", request.path()));
    }

    private Optional<AppFile> described(Request request) {
        Optional<App> app = services.appRegistry().app(request.param("app"));
        return app.flatMap(found ->
                DOCUMENTS.stream().flatMap(name -> found.file(name).stream()).findFirst());
    }

    private static boolean front(Request request) {
        List<String> path = request.rest("path");
        return path.isEmpty() || path.equals(List.of("")) || path.equals(List.of("index.html"));
    }

    private static Response content(AppFile file) {
        return Response.stream(ContentTypes.of(file.path()), file.length(), () -> {
            try {
                return file.open();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static Response page(String root, String document, String base, String title) {
        String page = """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <title>%3$s: REST</title>
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <link rel="stylesheet" href="%1$slib/weir/0.1/explorer.css">
                <script type="module" src="%1$slib/weir/0.1/explorer.js"></script>
                </head>
                <body>
                <header><b>%3$s: REST</b> <a href="%1$shtml/">Weir</a> <a href="%1$sapp/docs/html/">Manual</a> <a href="%2$s">OpenAPI</a></header>
                <main id="explorer" data-document="%2$s" data-base="%4$s"></main>
                <noscript>The explorer is a script; the same in JSON or YAML: <a href="%2$s">%2$s</a></noscript>
                </body>
                </html>
                """.formatted(root, document, FrontResources.escape(title), base);
        return Response.bytes("text/html; charset=utf-8", page.getBytes(StandardCharsets.UTF_8))
                .withHeader("Cache-Control", "no-cache")
                .withHeader("Content-Security-Policy", PagePolicy.PLAIN);
    }
}
