// SPDX-License-Identifier: Apache-2.0
package io.weir.api.flow;

import io.weir.api.InvalidInput;
import io.weir.api.Nearest;
import io.weir.api.Properties;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What flows to tell apart and what to measure of them. Keys, values and filter are kept as written: the flow engine
 * compiles them. Thread: immutable.
 *
 * @param keys flow keys and key functions; none makes one flow of everything
 * @param value what is added up: {@code bytes}, {@code frames} …
 * @param values further values of each flow
 * @param filter which samples count; empty for all
 * @param n flows kept per data source, at least
 * @param t smoothing time constant in seconds, 0.2 to 600
 * @param fs what separates the fields of a printed key
 * @param log whether completed flows are recorded
 * @param flowStart whether they are recorded when they begin rather than when they end
 * @param activeTimeout seconds after which a flow ends: since its last sample, and since its first
 * @param dropped whether discarded packets are counted instead of sampled ones
 * @param aggMode {@code AGENT}, {@code edge} or {@code core}; empty for none
 */
public record FlowDefinition(
        String name,
        List<String> keys,
        String value,
        List<String> values,
        String filter,
        int n,
        double t,
        String fs,
        boolean log,
        boolean flowStart,
        int activeTimeout,
        boolean dropped,
        String aggMode) {
    private static final Pattern NAME = Pattern.compile("[^./,;\\p{Cntrl}\\s]{1,128}");
    private static final int MAX_N = 10_000;
    private static final int LONGEST_FS = 64;
    private static final List<String> MODES = List.of("AGENT", "edge", "core");

    public FlowDefinition {
        keys = List.copyOf(keys);
        values = List.copyOf(values);
    }

    /**
     * Reads a definition as REST bodies and scripts give it: numbers may be strings, lists may be comma-separated text,
     * unknown properties are ignored, {@code t} is brought into its range. Throws {@link InvalidInput}.
     */
    public static FlowDefinition parse(String name, Map<String, ?> properties) {
        if (!NAME.matcher(name).matches()) {
            throw InvalidInput.of(
                    "flow definition",
                    name,
                    "a name has 1 to 128 characters, no dot, slash, comma, semicolon or space");
        }
        Properties p = new Properties("flow definition", name, properties);
        String value = p.text("value").map(String::strip).orElseThrow(() -> p.missing("value"));
        return new FlowDefinition(
                name,
                list(p, "keys"),
                value,
                list(p, "values"),
                p.text("filter").orElse(""),
                (int) Math.min(MAX_N, Math.max(1, p.number("n").orElse(5))),
                Math.min(600, Math.max(0.2, p.number("t").orElse(2))),
                separator(p),
                p.flag("log"),
                p.flag("flowStart"),
                (int) Math.min(86_400, Math.max(1, p.number("activeTimeout").orElse(60))),
                p.flag("dropped"),
                mode(p));
    }

    /** A text of separators alone is a mistake; arrays of nothing come of scripts that split an empty text. */
    private static List<String> list(Properties p, String property) {
        List<String> items = p.list(property);
        if (items.isEmpty() && !p.text(property).orElse("").isBlank()) {
            throw p.invalid(property, "holds separators alone: leave it out, or name what stands between them");
        }
        return items;
    }

    private static String separator(Properties p) {
        String fs = p.text("fs").orElse(",");
        if (fs.length() > LONGEST_FS) {
            throw p.invalid("fs", "longer than " + LONGEST_FS + " characters");
        }
        return fs;
    }

    private static String mode(Properties p) {
        String mode = p.text("aggMode").orElse("");
        if (!mode.isEmpty() && MODES.stream().noneMatch(mode::equalsIgnoreCase)) {
            List<String> nearest = Nearest.to(mode, MODES);
            throw p.invalid("aggMode", "unknown: value=" + mode).suggest(nearest.isEmpty() ? MODES : nearest);
        }
        return mode;
    }

    /** The definition as GET shows it: defaults filled in, what is off left out, lists as text. */
    public Map<String, Object> properties() {
        Map<String, Object> shown = new LinkedHashMap<>();
        text(keys).ifPresent(text -> shown.put("keys", text));
        shown.put("value", value);
        text(values).ifPresent(text -> shown.put("values", text));
        if (!filter.isEmpty()) {
            shown.put("filter", filter);
        }
        shown.put("n", n);
        shown.put("t", t);
        shown.put("fs", fs);
        if (log) {
            shown.put("log", true);
        }
        if (flowStart) {
            shown.put("flowStart", true);
        }
        shown.put("activeTimeout", activeTimeout);
        if (dropped) {
            shown.put("dropped", true);
        }
        if (!aggMode.isEmpty()) {
            shown.put("aggMode", aggMode);
        }
        return shown;
    }

    private static Optional<String> text(List<String> list) {
        return list.isEmpty() ? Optional.empty() : Optional.of(String.join(",", list));
    }
}
