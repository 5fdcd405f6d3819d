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
 * @param function the key function that asks
 * @param of the text, empty when the record has none
 */
record GeoFact(String function, Function<Map<?, ?>, String> of) {
    private static final int LONGEST = 128;

    static GeoFact country(String attribute) {
        return new GeoFact(
                "country",
                switch (attribute) {
                    case "code" -> GeoFact::code;
                    case "name" -> GeoFact::name;
                    case "both" -> record -> both(code(record), name(record));
                    case "continent" -> record -> text(record, "continent", "code");
                    default ->
                        throw InvalidInput.of("attribute", attribute, "unknown")
                                .suggest(List.of("code", "name", "both", "continent"));
                });
    }

    static GeoFact system(String attribute) {
        return new GeoFact(
                "asn",
                switch (attribute) {
                    case "number" -> GeoFact::number;
                    case "descr" -> GeoFact::description;
                    case "both" -> record -> both(number(record), description(record));
                    default ->
                        throw InvalidInput.of("attribute", attribute, "unknown")
                                .suggest(List.of("number", "descr", "both"));
                });
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
