// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.api.InvalidInput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prints and reads JSON-like values. Thread: any. */
public final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    /** Whole numbers without a fraction, what is no number as null, functions left out. */
    public static String text(Object value) {
        try {
            return MAPPER.writeValueAsString(plain(value));
        } catch (JsonProcessingException e) {
            throw InvalidInput.of("value", value.getClass().getSimpleName(), e.getOriginalMessage());
        }
    }

    /** Throws {@link InvalidInput}. */
    public static Object read(String text) {
        try {
            return MAPPER.readValue(text, Object.class);
        } catch (JsonProcessingException e) {
            throw InvalidInput.of("JSON", text.substring(0, Math.min(40, text.length())), e.getOriginalMessage());
        }
    }

    private static Object plain(Object value) {
        if (value instanceof Double number) {
            if (!Double.isFinite(number)) {
                return null;
            }
            return number == Math.rint(number) && Math.abs(number) < 1e15 ? (Object) number.longValue() : number;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> plain = new LinkedHashMap<>();
            map.forEach((name, each) -> {
                if (!(each instanceof ScriptCallback)) {
                    plain.put(String.valueOf(name), plain(each));
                }
            });
            return plain;
        }
        if (value instanceof List<?> list) {
            List<Object> plain = new ArrayList<>(list.size());
            list.forEach(each -> plain.add(plain(each)));
            return plain;
        }
        return value instanceof ScriptCallback ? null : value;
    }
}
