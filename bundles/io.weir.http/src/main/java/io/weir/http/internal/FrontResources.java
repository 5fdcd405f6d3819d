// SPDX-License-Identifier: Apache-2.0
package io.weir.http.internal;

import static io.weir.http.internal.Rows.get;

import io.weir.api.app.App;
import io.weir.api.app.AppRegistry;
import io.weir.api.http.Request;
import io.weir.api.http.Resource;
import io.weir.api.http.ResourceSource;
import io.weir.api.http.Response;
import io.weir.api.http.Shape;
import io.weir.api.store.Settings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The way in: {@code /} and {@code /html/} lead to the app {@code console}, or to where the setting {@code http.html.redirect} says;
 * while there is no such app they show a page that links what there is. Thread: immutable.
 */
@Component
public final class FrontResources implements ResourceSource {
    private static final String CONSOLE = "console";
    private static final Shape PAGE = Shape.JSON.type("");

    private final Services services;
    private final Optional<String> redirect;

    @Activate
    public FrontResources(@Reference Services services, @Reference Settings settings) {
        this.services = services;
        this.redirect = settings.get("http.html.redirect").filter(target -> !target.isBlank());
    }

    @Override
    public Collection<Resource> resources() {
        return List.of(
                get("/", "Sends to the front page", this::front).with(PAGE.answers(302, "to the page")),
                get(
                                "/favicon.ico",
                                "Sends browsers to the icon, for pages that name none",
                                request -> Response.now(Response.redirect("./inc/img/favicon.png")))
                        .with(PAGE.answers(302, "to the icon")),
                get("/html", "Sends to the front page", request -> Response.now(Pages.toSlash("html", request)))
                        .with(PAGE.answers(302, "to the page")),
                get("/html/{path...}", "The platform's own pages", this::page)
                        .with(PAGE.answers(302, "to the page").answers(304, "as the client has it")));
    }

    private CompletionStage<Response> front(Request request) {
        if (redirect.isPresent()) {
            return Response.now(Response.redirect(redirect.get()));
        }
        return Response.now(console().isPresent() ? Response.redirect("./app/console/html/") : plain("./"));
    }

    /** Pages at the old place: sent to the app, so that their relative links hold. */
    private CompletionStage<Response> page(Request request) {
        List<String> path = request.rest("path");
        boolean front = path.isEmpty() || List.of("", "index.html").contains(path.get(0)) && path.size() == 1;
        Optional<App> console = console();
        if (!front) {
            return Response.now(console.map(app -> Pages.answer(app, path, request))
                    .orElseGet(() -> Response.notFound("page", request.path())));
        }
        return Response.now(console.isPresent() ? Response.redirect("../app/console/html/") : plain("../"));
    }

    private Optional<App> console() {
        AppRegistry registry = services.appRegistry;
        return registry == null
                ? Optional.empty()
                : registry.app(CONSOLE)
                        .filter(app -> app.file("html/index.html").isPresent());
    }

    private Response plain(String root) {
        StringBuilder page = new StringBuilder(2048);
        page.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Weir</title>")
                .append("<meta name=\"viewport\" content=\"width=device-width\">")
                .append("<style>body{font:16px/1.5 system-ui,sans-serif;max-width:42rem;margin:2rem auto;padding:0"
                        + " 1rem}")
                .append("code{background:#eee;padding:0 .2em}</style></head><body><h1>Weir</h1>")
                .append("<p>The server runs. The pages of its own (app <code>console</code>) are not installed.</p>")
                .append("<h2>Applications</h2>");
        List<String> apps = apps();
        page.append(apps.isEmpty() ? "<p>None has pages.</p>" : "<ul>");
        for (String app : apps) {
            String name = escape(app);
            page.append("<li><a href=\"")
                    .append(root)
                    .append("app/")
                    .append(name)
                    .append("/html/\">");
            page.append(name).append("</a></li>");
        }
        page.append(apps.isEmpty() ? "" : "</ul>").append("<h2>REST</h2><ul>");
        for (String path : List.of(
                "version",
                "agents/json",
                "analyzer/json",
                "metrics/json",
                "flowkeys/json",
                "flow/json",
                "threshold/json",
                "events/json",
                "apps/json",
                "scripts/json",
                "api/",
                "api-docs")) {
            page.append("<li><a href=\"").append(root).append(path).append("\"><code>/");
            page.append(path).append("</code></a></li>");
        }
        page.append("</ul></body></html>\n");
        return Response.bytes("text/html; charset=utf-8", page.toString().getBytes(StandardCharsets.UTF_8))
                .withHeader("Content-Security-Policy", PagePolicy.PLAIN);
    }

    private List<String> apps() {
        List<String> names = new ArrayList<>();
        AppRegistry registry = services.appRegistry;
        if (registry != null) {
            registry.apps().stream()
                    .filter(app -> app.file("html/index.html").isPresent())
                    .forEach(app -> names.add(app.name()));
        }
        return names;
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
