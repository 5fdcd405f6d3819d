// SPDX-License-Identifier: Apache-2.0
package io.weir.http.internal;

import io.weir.api.InvalidInput;
import io.weir.api.http.Response;
import io.weir.api.net.Address;
import io.weir.api.store.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Refuses what no resource should have to think about, before any is looked for: requests to a foreign name (a page on the web
 * that had its own name point here, DNS rebinding), writes that a foreign page sends, writes where only reading is allowed.
 *
 * <p>There is no authentication: whoever reaches the port, and comes through here, may do everything. Thread: immutable.
 */
final class Door {
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_-]{1,63}");

    private final Set<String> hosts;
    private final List<String> suffixes;
    private final Set<String> origins;
    private final boolean readOnly;

    /**
     * Reads its settings: {@code http.hosts} (names, or {@code *.example.com}), {@code http.cors} (origins, or {@code *}),
     * {@code http.readonly}.
     *
     * @param machine names of this machine
     */
    Door(Settings settings, Set<String> machine) {
        List<String> exact = new ArrayList<>(machine);
        List<String> ends = new ArrayList<>();
        for (String host : Decoding.list(settings.get("http.hosts").orElse(""))) {
            (host.startsWith("*.") ? ends : exact).add(host.startsWith("*.") ? host.substring(1) : host);
        }
        hosts = Set.copyOf(exact.stream().map(Door::lower).toList());
        suffixes = ends.stream().map(Door::lower).toList();
        origins = Set.copyOf(Decoding.list(settings.get("http.cors").orElse("")).stream()
                .map(Door::lower)
                .toList());
        readOnly = settings.flag("http.readonly", false);
    }

    /** The refusal of a request; empty when it may come in. */
    Optional<Response> refuse(Arrival arrival) {
        String authority = arrival.header("Host").orElse("").strip();
        if (!known(authority)) {
            return problem(
                    421,
                    "Misdirected Request",
                    "host \"" + shorten(authority)
                            + "\": not a name of this server: reach it by address, or add the name to the setting"
                            + " http.hosts");
        }
        Optional<String> origin = arrival.header("Origin");
        boolean shared = origin.isPresent() && origins(origin.get());
        if (arrival.writes() && origin.isPresent() && !shared && !sameOrigin(origin.get(), authority)) {
            return problem(
                    403,
                    "Forbidden",
                    "origin \"" + shorten(origin.get())
                            + "\": pages of other servers may not write: allow it with the setting http.cors");
        }
        if (!shared && crossSite(arrival)) {
            return problem(
                    403, "Forbidden", "a page of another server sent this request: only links to here are followed");
        }
        if (readOnly && arrival.writes()) {
            return problem(403, "Forbidden", "the server is read-only: setting http.readonly=yes");
        }
        return Optional.empty();
    }

    /** The headers that let a page of another server read the answer; none unless the setting names it. */
    Map<String, String> sharing(Arrival arrival) {
        Optional<String> origin = arrival.header("Origin").filter(this::origins);
        return origin.isEmpty()
                ? Map.of()
                : Map.of(
                        "Access-Control-Allow-Origin", origin.get(),
                        "Access-Control-Expose-Headers", "ETag, Retry-After",
                        "Vary", "Origin");
    }

    private boolean known(String authority) {
        String host = lower(host(authority));
        if (host.startsWith("[") && host.endsWith("]")) {
            return address(host.substring(1, host.length() - 1));
        }
        return PLAIN_NAME.matcher(host).matches()
                || address(host)
                || hosts.contains(host)
                || suffixes.stream().anyMatch(host::endsWith);
    }

    private static boolean address(String text) {
        try {
            Address.parse(text);
            return true;
        } catch (InvalidInput e) {
            return false;
        }
    }

    private static String host(String authority) {
        int colon = authority.lastIndexOf(':');
        boolean port = colon > authority.lastIndexOf(']') && authority.indexOf(':') == colon
                || colon > 0 && authority.charAt(colon - 1) == ']';
        return port ? authority.substring(0, colon) : authority;
    }

    private boolean origins(String origin) {
        return origins.contains("*") || origins.contains(lower(origin));
    }

    /** A proxy that ends TLS keeps the authority, so that alone is compared. */
    private static boolean sameOrigin(String origin, String authority) {
        int scheme = origin.indexOf("://");
        if (scheme < 0) {
            return false;
        }
        String defaultPort = origin.startsWith("https:") ? ":443" : ":80";
        return withoutPort(origin.substring(scheme + 3), defaultPort).equals(withoutPort(authority, defaultPort));
    }

    private static String withoutPort(String authority, String port) {
        String text = lower(authority);
        return text.endsWith(port) && !host(text).equals(text)
                ? text.substring(0, text.length() - port.length())
                : text;
    }

    /** Another site's page asks, and not because somebody followed a link (W3C Fetch Metadata). */
    private static boolean crossSite(Arrival arrival) {
        boolean navigation = !arrival.writes()
                && arrival.header("Sec-Fetch-Mode").orElse("").equals("navigate")
                && arrival.header("Sec-Fetch-Dest").orElse("").equals("document");
        return arrival.header("Sec-Fetch-Site").orElse("").equals("cross-site") && !navigation;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static String shorten(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }

    private static Optional<Response> problem(int status, String title, String detail) {
        return Optional.of(Response.problem(status, title, detail));
    }
}
