// SPDX-License-Identifier: Apache-2.0
package io.weir.lookup.internal;

import io.weir.api.InvalidInput;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What of a database's record a key tells. Thread: immutable.
 *
 * @param attribute its name
 * @param of the text, empty when the record has none
 */
record GeoFact(String attribute, Function<Map<?, ?>, String> of) {
    /** Of databases of countries; the first is told unless another is asked for. */
    static final List<GeoFact> COUNTRY = List.of(
            new GeoFact("code", GeoFact::code),
            new GeoFact("name", GeoFact::name),
            new GeoFact("both", record -> both(code(record), name(record))),
            new GeoFact("continent", record -> text(record, "continent", "code")));

    /** Of databases of autonomous systems; the first is told unless another is asked for. */
    static final List<GeoFact> SYSTEM = List.of(
            new GeoFact("number", GeoFact::number),
            new GeoFact("descr", GeoFact::description),
            new GeoFact("both", record -> both(number(record), description(record))));

    private static final int LONGEST = 128;

    /** The place of an attribute among these. Throws {@link InvalidInput} when it is none of them. */
    static int index(List<GeoFact> facts, String attribute) {
        List<String> names = facts.stream().map(GeoFact::attribute).toList();
        int index = names.indexOf(attribute);
        if (index < 0) {
            throw InvalidInput.of("attribute", attribute, "unknown").suggest(names);
        }
        return index;
    }

    private static String code(Map<?, ?> record) {
        String code = text(record, "country", "iso_code");
        return code.isEmpty() ? text(record, "registered_country", "iso_code") : code;
    }

    private static String name(Map<?, ?> record) {
        String name = text(record, "country", "names", "en");
        return name.isEmpty() ? text(record, "registered_country", "names", "en") : name;
    }

    private static String number(Map<?, ?> record) {
        return text(record, "autonomous_system_number");
    }

    private static String description(Map<?, ?> record) {
        return text(record, "autonomous_system_organization");
    }

    private static String both(String first, String second) {
        return Stream.of(first, second).filter(text -> !text.isEmpty()).collect(Collectors.joining(" "));
    }

    /** The text or number at the end of a path of names; empty when the record does not go there. */
    private static String text(Map<?, ?> record, String... path) {
        Object value = record;
        for (String step : path) {
            value = value instanceof Map<?, ?> map ? map.get(step) : null;
        }
        String text = value instanceof String || value instanceof Number ? value.toString() : "";
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }
}
