// SPDX-License-Identifier: Apache-2.0
package io.weir.http.internal;

import static io.weir.http.internal.Rows.get;

import io.weir.api.app.App;
import io.weir.api.app.AppInstaller;
import io.weir.api.app.Permission;
import io.weir.api.app.ScriptStatus;
import io.weir.api.http.Request;
import io.weir.api.http.Resource;
import io.weir.api.http.ResourceSource;
import io.weir.api.http.Response;
import io.weir.api.http.Role;
import io.weir.api.http.Shape;
import io.weir.api.script.ScriptRuntime;
import io.weir.api.store.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Resources about applications: their pages, their scripts' handlers, and how they fare. Thread: immutable. */
@Component
public final class AppResources implements ResourceSource {
    private static final char SEPARATOR = '~';
    private static final Shape ANY = Shape.JSON.type("");
    private static final Shape MAY_LACK = Shape.JSON.answers(404, "there is no such app");

    private static final int MOST_UPLOADED = 64 << 20;

    /** How long whoever starts an app waits for its scripts. */
    private static final int LONGEST_LOAD_SECONDS = 20;

    private final Services services;
    private final int mostUploaded;

    @Activate
    public AppResources(@Reference Services services, @Reference Settings settings) {
        this.services = services;
        mostUploaded = settings.integer("http.upload.max", MOST_UPLOADED);
    }

    @Override
    public Collection<Resource> resources() {
        List<Resource> rows = new ArrayList<>();
        rows.add(get("/apps/json", "The applications by name", request -> Response.now(Response.json(apps()))));
        rows.add(get(
                "/scripts/json",
                "How each script fares, by app~file.js",
                request -> Response.now(Response.json(scripts()))));
        rows.add(get("/app/{app}/status", "OK while the app runs", this::status).with(Shape.JSON.type("text/plain")));
        rows.add(get("/app/{app}/log/txt", "What the app's scripts logged last", this::log)
                .with(Shape.JSON.type("text/plain").answers(404, "there is no such app")));
        rows.addAll(
                Rows.put("/app/{app}/zip", "Installs an app, or replaces it: the body is a zip", this::install).stream()
                        .map(row -> row.with(Shape.JSON
                                .answers(400, "it is no zip of an app, or there are too many")
                                .answers(413, "it is longer than http.upload.max")
                                .upTo(mostUploaded)))
                        .toList());
        rows.add(action("start", "Starts an app that was stopped or held back", AppInstaller::start));
        rows.add(action("stop", "Stops an app, with its pages; it stays stopped", AppInstaller::stop));
        rows.add(action("reload", "Starts all scripts of an app anew", AppInstaller::reload));
        rows.add(Rows.delete("/app/{app}", "Takes a folder or zip out of the app folder", on(AppInstaller::remove))
                .with(MAY_LACK));
        rows.add(get("/app/{app}", "Sends to the app's front page, when it has pages", this::toFront)
                .with(ANY.answers(302, "to the page")));
        rows.add(get("/app/{app}/html", "Sends to the app's front page", this::toPages)
                .with(ANY.answers(302, "to the page")));
        rows.add(get("/app/{app}/html/{path...}", "The app's pages", this::page)
                .with(ANY.answers(304, "as the client has it")));
        for (String method : List.of("GET", "PUT", "POST", "DELETE")) {
            Role role = method.equals("GET") ? Role.VIEWER : Role.EDITOR;
            rows.add(new Resource(
                            method,
                            "/app/{app}/scripts/{script}/{rest...}",
                            role,
                            "A script's own handler; the last segment is the format: json, txt …",
                            request -> handler(request.param("app"), request.param("script"), request))
                    .with(ANY));
            rows.add(new Resource(
                            method,
                            "/script/{script}/{rest...}",
                            role,
                            "The same under its old name, app~file.js",
                            this::oldHandler)
                    .with(ANY));
        }
        return rows;
    }

    private CompletionStage<Response> install(Request request) {
        try (InputStream zip = request.openBody()) {
            services.appInstaller().install(request.param("app"), zip);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return running(request);
    }

    /** Answers when the scripts of an app have been loaded, well or not, or take long about it. */
    private CompletionStage<Response> running(Request request) {
        ScriptRuntime runtime = services.scriptRuntime;
        if (runtime == null) {
            return Response.now(Response.noContent());
        }
        CompletableFuture<?>[] loaded = find(request).map(App::scripts).orElse(List.of()).stream()
                .map(script -> runtime.loaded(request.param("app"), script).toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(loaded)
                .completeOnTimeout(null, LONGEST_LOAD_SECONDS, TimeUnit.SECONDS)
                .thenApply(none -> Response.noContent());
    }

    private Resource action(String name, String doc, BiConsumer<AppInstaller, String> action) {
        return new Resource("POST", "/app/{app}/" + name, Role.EDITOR, doc, on(action)).with(MAY_LACK);
    }

    private Resource.Handler on(BiConsumer<AppInstaller, String> action) {
        return request -> {
            String app = request.param("app");
            AppInstaller installer = services.appInstaller();
            if (find(request).isEmpty() && !installer.stopped().contains(app)) {
                return Response.now(missing(request));
            }
            action.accept(installer, app);
            return running(request);
        };
    }

    private CompletionStage<Response> log(Request request) {
        return Response.now(
                find(request).isEmpty()
                        ? missing(request)
                        : Response.text(
                                String.join("\n", services.scriptRuntime().log(request.param("app"))) + "\n"));
    }

    private Map<String, Object> apps() {
        Map<String, Object> apps = new LinkedHashMap<>();
        for (App app : services.appRegistry().apps()) {
            if (app.name().isEmpty()) {
                continue;
            }
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put(
                    "scripts",
                    app.scripts().stream()
                            .map(script -> app.name() + SEPARATOR + script)
                            .toList());
            shown.put("version", app.version());
            shown.put("description", app.description());
            shown.put("origin", app.origin());
            shown.put("permissions", Permission.words(app.permissions()));
            shown.put("html", app.file("html/index.html").isPresent());
            shown.put("running", fault(app).isEmpty());
            apps.put(app.name(), shown);
        }
        return apps;
    }

    private Map<String, Object> scripts() {
        Map<String, Object> scripts = new LinkedHashMap<>();
        for (App app : services.appRegistry().apps()) {
            String prefix = app.name().isEmpty() ? "" : app.name() + SEPARATOR;
            app.status().forEach((file, status) -> scripts.put(prefix + file, shown(status)));
        }
        return scripts;
    }

    private static Map<String, Object> shown(ScriptStatus status) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("alive", status.alive());
        if (!status.fault().isEmpty()) {
            shown.put("fault", status.fault());
        }
        if (!status.lacks().isEmpty()) {
            shown.put("lacks", status.lacks());
        }
        shown.putAll(status.counts());
        if (!status.header().isEmpty()) {
            shown.put("header", status.header());
        }
        return shown;
    }

    private CompletionStage<Response> status(Request request) {
        Optional<App> app = find(request);
        if (app.isEmpty()) {
            return Response.now(missing(request));
        }
        return Response.now(
                fault(app.get()).map(fault -> Problems.unavailable(fault, 1)).orElseGet(() -> Response.text("OK")));
    }

    /** Why an app does not run: it has scripts, and none is alive. */
    private static Optional<String> fault(App app) {
        Map<String, ScriptStatus> status = app.status();
        if (status.isEmpty() || status.values().stream().anyMatch(ScriptStatus::alive)) {
            return Optional.empty();
        }
        List<String> faults = new ArrayList<>();
        status.forEach((file, script) ->
                faults.add(file + ": " + (script.fault().isEmpty() ? "not started yet" : script.fault())));
        return Optional.of("app \"" + app.name() + "\": no script runs: " + String.join("; ", faults));
    }

    private CompletionStage<Response> toFront(Request request) {
        return Response.now(
                find(request).map(app -> Pages.toFront(app, request)).orElseGet(() -> missing(request)));
    }

    private CompletionStage<Response> toPages(Request request) {
        return Response.now(
                find(request).map(app -> Pages.toSlash("html", request)).orElseGet(() -> missing(request)));
    }

    private CompletionStage<Response> page(Request request) {
        return Response.now(find(request)
                .map(app -> Pages.answer(app, request.rest("path"), request))
                .orElseGet(() -> missing(request)));
    }

    private CompletionStage<Response> oldHandler(Request request) {
        String script = request.param("script");
        int split = script.indexOf(SEPARATOR);
        return handler(script.substring(0, Math.max(0, split)), script.substring(split + 1), request);
    }

    private CompletionStage<Response> handler(String app, String script, Request request) {
        List<String> rest = request.rest("rest");
        String format = rest.isEmpty() ? "" : rest.get(rest.size() - 1);
        if (format.isEmpty()) {
            return Response.now(Response.problem(
                    404, "Not Found", "script \"" + script + "\": the path ends in a format: " + script + "/json"));
        }
        return services.scriptRuntime()
                .request(app, script, rest.subList(0, rest.size() - 1), format, request)
                .map(answer -> answer.thenApply(AppResources::policed))
                .orElseGet(() ->
                        Response.now(Response.notFound("script", app.isEmpty() ? script : app + SEPARATOR + script)));
    }

    /** What a handler prints as a page may do what the app's pages may. */
    private static Response policed(Response response) {
        return response.headers().containsKey("Content-Security-Policy")
                ? response
                : response.withHeader("Content-Security-Policy", PagePolicy.PLAIN);
    }

    private Optional<App> find(Request request) {
        return services.appRegistry().app(request.param("app"));
    }

    private static Response missing(Request request) {
        return Response.notFound("app", request.param("app"));
    }
}
