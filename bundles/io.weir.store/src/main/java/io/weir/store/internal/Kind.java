// SPDX-License-Identifier: Apache-2.0
package io.weir.store.internal;

import io.weir.api.InvalidInput;
import io.weir.api.app.Permission;
import io.weir.api.net.Address;
import io.weir.api.store.Settings;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What a setting takes: the manual says so in its table, and a value that is something else is told at the start. Thread: immutable.
 *
 * @param takes what it is, as in "must be a whole number, 1 to 64"
 * @param fits whether a text without spaces around it is that
 */
record Kind(String takes, Predicate<String> fits) {
    /** {@code http.hosts} and {@code http.cors} may hold spaces only beside these. */
    private static final String COMMAS = "[,;]";

    private static final String SPACES_TOO = "[,;\\s]+";
    /** RFC 1123 §2.1, underscores too; the last label is no number, or it would be a wrong address. */
    private static final Pattern HOST =
            Pattern.compile("(?!.*(^|\\.)[0-9]+\\.?$)(\\w([\\w-]{0,61}\\w)?\\.)*\\w([\\w-]{0,61}\\w)?\\.?");

    private static final Pattern ORIGIN = Pattern.compile("\\*|null|[A-Za-z][A-Za-z0-9+.-]*://[^/\\s]+");
    private static final Pattern FIELD = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final int LAST_PORT = 65_535;

    static final Kind YES_NO =
            new Kind("yes or no", text -> Settings.yesOrNo(text).isPresent());
    static final Kind TEXT = new Kind("text", text -> true);
    static final Kind PORT = whole(0, LAST_PORT);
    static final Kind PATH = new Kind("a path", text -> reads(Path::of, text));
    static final Kind PATHS = list("paths", ",", text -> reads(Path::of, text));
    /** Its reader opens nothing that listens while it cannot read it, and says so: no other address would do. */
    static final Kind LISTENS = new Kind("an address of this machine, or a name of one", text -> true);
    /** The same: what its reader cannot read lets nobody in. */
    static final Kind SENDERS = new Kind("CIDRs or addresses, separated by commas", text -> true);

    static final Kind HOSTS = list(
            "names of hosts, or *. and a domain",
            COMMAS,
            item -> host(item.startsWith("*.") ? item.substring(2) : item) || reads(Address::parse, item));
    static final Kind ORIGINS =
            list("origins such as https://grafana.example.com, or *", COMMAS, ORIGIN.asMatchPredicate());
    static final Kind SERVERS =
            list("addresses or names, with :PORT after a name or an IPv4 address", SPACES_TOO, Kind::server);
    static final Kind FIELDS = list("names of letters, digits, _ and -", "[,\\s]+", FIELD.asMatchPredicate());
    static final Kind PERMISSIONS = new Kind(
            "all, none, or of http, message, dns, rest, separated by commas",
            text -> reads(words -> Permission.parse("setting", "", words), text));
    static final Kind LOCATION = new Kind(
            "an http or https URL, or a path such as ./app/NAME/html/", text -> text.isEmpty() || location(text));
    static final Kind INDENT = YES_NO.or(whole(0, 8));
    static final Kind SPEED =
            decimal("0.1", "10000").or(new Kind("max", text -> text.equalsIgnoreCase("max") || text.equals("0")));

    /** A whole number within bounds. */
    static Kind whole(int least, int most) {
        return new Kind("a whole number, " + least + " to " + most, text -> {
            try {
                int number = Integer.parseInt(text);
                return number >= least && number <= most;
            } catch (NumberFormatException e) {
                return false;
            }
        });
    }

    /** The same, of seconds. */
    static Kind seconds(int least, int most) {
        return new Kind(
                "seconds, " + whole(least, most).takes(), whole(least, most).fits());
    }

    private static Kind decimal(String least, String most) {
        return new Kind("a number, " + least + " to " + most, text -> {
            try {
                BigDecimal number = new BigDecimal(text);
                return number.compareTo(new BigDecimal(least)) >= 0 && number.compareTo(new BigDecimal(most)) <= 0;
            } catch (NumberFormatException e) {
                return false;
            }
        });
    }

    private static Kind list(String items, String separator, Predicate<String> fits) {
        return new Kind(
                items + ", separated by commas",
                text -> Arrays.stream(text.split(separator))
                        .map(String::strip)
                        .filter(item -> !item.isEmpty())
                        .allMatch(fits));
    }

    private Kind or(Kind other) {
        return new Kind(takes + ", or " + other.takes, fits.or(other.fits));
    }

    private static boolean reads(Function<String, ?> reader, String text) {
        try {
            return reader.apply(text) != null;
        } catch (InvalidInput | InvalidPathException e) {
            return false;
        }
    }

    private static boolean host(String text) {
        return text.length() <= 254 && HOST.matcher(text).matches();
    }

    private static boolean server(String text) {
        int colon = text.indexOf(':');
        boolean port = colon >= 0 && colon == text.lastIndexOf(':');
        String name = port ? text.substring(0, colon) : text;
        return (!port || whole(1, LAST_PORT).fits.test(text.substring(colon + 1)))
                && (host(name) || reads(Address::parse, name));
    }

    /** A single word would lead to a resource of that name at the top, and there is none to lead to. */
    private static boolean location(String text) {
        try {
            URI uri = new URI(text);
            return uri.getScheme() == null
                    ? text.indexOf('/') >= 0
                    : uri.getScheme().matches("(?i)https?") && uri.getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
