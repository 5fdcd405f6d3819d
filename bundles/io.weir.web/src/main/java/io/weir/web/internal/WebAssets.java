// SPDX-License-Identifier: Apache-2.0
package io.weir.web.internal;

import io.weir.api.http.Request;
import io.weir.api.http.Resource;
import io.weir.api.http.ResourceSource;
import io.weir.api.http.Response;
import io.weir.api.http.Role;
import java.net.URL;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Serves what pages of applications load from the server: {@code /inc/…}, under the names that published applications
 * use, and {@code /lib/…} for new ones.
 *
 * <p>Only files that the bundle holds are ever found: a path is looked up in a map of them. Thread: any.
 */
@Component(immediate = true)
public final class WebAssets implements ResourceSource {
    private static final String ROOT = "web/";

    private final Map<String, URL> files;
    private final ImportMap imports;
    private final Map<String, Asset> read = new ConcurrentHashMap<>();

    @Activate
    public WebAssets(BundleContext context) {
        this(filesOf(context));
    }

    /** Serves files by their path: {@code inc/jquery.min.js}. */
    WebAssets(Map<String, URL> files) {
        this.files = Map.copyOf(files);
        this.imports = ImportMap.read(this.files.get("lib/importmap.json"));
    }

    private static Map<String, URL> filesOf(BundleContext context) {
        Map<String, URL> files = new HashMap<>();
        for (URL url : Collections.list(context.getBundle().findEntries(ROOT, "*", true))) {
            String path = url.getPath();
            if (!path.endsWith("/")) {
                files.put(path.substring(path.indexOf(ROOT) + ROOT.length()), url);
            }
        }
        return files;
    }

    @Override
    public Collection<Resource> resources() {
        return List.of(
                new Resource(
                        "GET",
                        "/inc/{path...}",
                        Role.VIEWER,
                        "Libraries and widgets that pages of published applications load",
                        request -> serve("inc/", request)),
                new Resource(
                        "GET",
                        "/lib/{path...}",
                        Role.VIEWER,
                        "Libraries and modules for pages of new applications",
                        request -> serve("lib/", request)));
    }

    private CompletionStage<Response> serve(String folder, Request request) {
        String path = folder + String.join("/", request.rest("path"));
        URL url = files.get(path);
        if (url == null) {
            return Response.now(Response.notFound("asset", "/" + path));
        }
        return Response.now(
                read.computeIfAbsent(path, p -> Asset.read(p, url, imports)).answer(request));
    }
}
