// SPDX-License-Identifier: Apache-2.0
package io.weir.http.internal;

import io.weir.api.Catalog;
import io.weir.api.Registration;
import io.weir.api.http.Resource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The resources in force, found by method and path. A fixed segment is preferred to {@code {name}}, that to {@code {name...}}.
 *
 * <p>Thread: any; a look-up reads a snapshot, row by row (there are some tens).
 */
final class RouteTable {
    /** What a look-up finds. */
    sealed interface Found permits Match, WrongMethod, Nothing {}

    /** A resource, and what stands for the names in its path. */
    record Match(Resource resource, Map<String, String> params, List<String> rest) implements Found {}

    /** There are resources of that path, but for these methods. */
    record WrongMethod(Set<String> allowed) implements Found {}

    /** There is no such path. */
    record Nothing() implements Found {}

    private record Route(Resource resource, List<String> pattern) {
        static Route of(Resource resource) {
            return new Route(resource, List.of(resource.path().substring(1).split("/", -1)));
        }

        /** Sorts as routes are tried. */
        String rank() {
            StringBuilder rank = new StringBuilder();
            for (String segment : pattern) {
                rank.append(isRest(segment) ? '2' : isName(segment) ? '1' : '0');
            }
            return rank.toString();
        }
    }

    private final Catalog<Resource> resources = new Catalog<>("resource");
    private volatile List<Route> routes = List.of();

    /** Puts resources in force, all or none; {@link io.weir.api.InvalidInput} when one is there already. */
    synchronized Registration add(Collection<Resource> added) {
        Registration registration = resources.add(added);
        refresh();
        return () -> {
            registration.close();
            refresh();
        };
    }

    private synchronized void refresh() {
        routes = resources.all().stream()
                .map(Route::of)
                .sorted(Comparator.comparing(Route::rank))
                .toList();
    }

    Collection<Resource> all() {
        return resources.all();
    }

    /** The resource of that method and path as its row writes them: {@code GET /flow/{name}/json}. */
    Optional<Resource> find(String name) {
        return resources.find(name);
    }

    /**
     * What stands at a path.
     *
     * @param served which resources count at all
     */
    Found find(String method, List<String> path, Predicate<? super Resource> served) {
        String wanted = method.equals("HEAD") ? "GET" : method;
        Set<String> allowed = new TreeSet<>();
        for (Route route : routes) {
            Map<String, String> params = params(route.pattern(), path);
            if (params != null && served.test(route.resource())) {
                if (route.resource().method().equals(wanted)) {
                    return new Match(route.resource(), params, rest(route.pattern(), path));
                }
                allowed.add(route.resource().method());
            }
        }
        if (allowed.isEmpty()) {
            return new Nothing();
        }
        if (allowed.contains("GET")) {
            allowed.add("HEAD");
        }
        return new WrongMethod(allowed);
    }

    /** What stands for each {@code {name}}, or null when the path is another. */
    private static Map<String, String> params(List<String> pattern, List<String> path) {
        int fixed = isRest(pattern.get(pattern.size() - 1)) ? pattern.size() - 1 : pattern.size();
        if (path.size() < fixed || fixed == pattern.size() && path.size() != fixed) {
            return null;
        }
        Map<String, String> params = new LinkedHashMap<>();
        for (int i = 0; i < fixed; i++) {
            String segment = pattern.get(i);
            if (isName(segment)) {
                if (path.get(i).isEmpty()) {
                    return null;
                }
                params.put(segment.substring(1, segment.length() - 1), path.get(i));
            } else if (!segment.equals(path.get(i))) {
                return null;
            }
        }
        return params;
    }

    private static List<String> rest(List<String> pattern, List<String> path) {
        boolean open = isRest(pattern.get(pattern.size() - 1));
        return open ? List.copyOf(new ArrayList<>(path.subList(pattern.size() - 1, path.size()))) : List.of();
    }

    private static boolean isName(String segment) {
        return segment.startsWith("{");
    }

    private static boolean isRest(String segment) {
        return segment.endsWith("...}");
    }
}
