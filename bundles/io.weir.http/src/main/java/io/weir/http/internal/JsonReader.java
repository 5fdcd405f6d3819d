// SPDX-License-Identifier: Apache-2.0
package io.weir.http.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.weir.api.InvalidInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON, and what people write for it: bare names, single quotes, trailing commas, comments, a byte order mark. Thread:
 * any.
 *
 * <p>Values are Map, List, String, Long or Double, Boolean and null.
 */
final class JsonReader {
    private static final int DEEPEST = 64;
    /** Some editors put it before what they save. */
    private static final String BYTE_ORDER_MARK = "\ufeff";

    private final JsonFactory factory = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNumberLength(400)
                    .maxNameLength(10_000)
                    .build())
            .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(JsonReadFeature.ALLOW_LEADING_DECIMAL_POINT_FOR_NUMBERS)
            .enable(JsonReadFeature.ALLOW_TRAILING_DECIMAL_POINT_FOR_NUMBERS)
            .enable(JsonReadFeature.ALLOW_LEADING_PLUS_SIGN_FOR_NUMBERS)
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
            .build();

    /** Reads one value that is all there is. Throws {@link InvalidInput} telling the place. */
    Object read(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        if (text.startsWith(BYTE_ORDER_MARK)) {
            text = text.substring(1);
        }
        try (JsonParser parser = factory.createParser(text)) {
            if (parser.nextToken() == null) {
                throw invalid("is empty", 0, 1, 1);
            }
            Object value = value(parser);
            if (parser.nextToken() != null) {
                JsonLocation place = parser.currentTokenLocation();
                throw invalid("goes on behind its end", place);
            }
            return value;
        } catch (JsonProcessingException e) {
            JsonLocation place = e.getLocation();
            String fact = e.getOriginalMessage()
                    .replaceAll(" \\(start marker at .*\\)|: enable `.*` to allow|, from `.*`", "");
            throw place == null ? invalid(fact, 0, 1, 1) : invalid(fact, place);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> whole(parser);
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    private Map<String, Object> object(JsonParser parser) throws IOException {
        Map<String, Object> object = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            object.put(name, value(parser));
        }
        return object;
    }

    private List<Object> array(JsonParser parser) throws IOException {
        List<Object> array = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(parser));
        }
        return array;
    }

    private static Number whole(JsonParser parser) throws IOException {
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            return parser.getBigIntegerValue().doubleValue();
        }
        return parser.getLongValue();
    }

    private static InvalidInput invalid(String fact, JsonLocation place) {
        return invalid(fact, (int) Math.max(0, place.getCharOffset()), place.getLineNr(), place.getColumnNr());
    }

    private static InvalidInput invalid(String fact, int position, int line, int column) {
        return InvalidInput.of("body", "line " + line + ", column " + column, fact)
                .at(position);
    }
}
