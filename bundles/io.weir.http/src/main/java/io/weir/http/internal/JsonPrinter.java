// SPDX-License-Identifier: Apache-2.0
package io.weir.http.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.weir.api.event.Event;
import io.weir.api.event.Threshold;
import io.weir.api.flow.ActiveFlow;
import io.weir.api.flow.FlowDefinition;
import io.weir.api.flow.FlowRecord;
import io.weir.api.query.MetricResult;
import io.weir.api.shard.AgentBook;
import io.weir.api.shard.DataSourceBook;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * Prints JSON-like values as JSON (RFC 8259), in UTF-8: a number that is whole without decimals, one that JSON does not have
 * (NaN, infinite) as null. Thread: any.
 */
final class JsonPrinter {
    private static final double WHOLE = 1e15;

    private final JsonFactory factory = new JsonFactory();
    private final int indent;

    /**
     * Makes a printer.
     *
     * @param indent spaces a level; 0 for all on one line
     */
    JsonPrinter(int indent) {
        this.indent = indent;
    }

    byte[] print(Object value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = factory.createGenerator(bytes)) {
            if (indent > 0) {
                DefaultIndenter indenter = new DefaultIndenter(" ".repeat(indent), "\n");
                json.setPrettyPrinter(
                        new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter));
            }
            write(json, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private void write(JsonGenerator json, Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof String text) {
            json.writeString(text);
        } else if (value instanceof Number number) {
            write(json, number);
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.writeFieldName(String.valueOf(entry.getKey()));
                write(json, entry.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof Iterable<?> items) {
            json.writeStartArray();
            for (Object item : items) {
                write(json, item);
            }
            json.writeEndArray();
        } else {
            write(json, properties(value));
        }
    }

    private static void write(JsonGenerator json, Number number) throws IOException {
        if (number instanceof Long || number instanceof Integer || number instanceof Short || number instanceof Byte) {
            json.writeNumber(number.longValue());
            return;
        }
        double value = number.doubleValue();
        if (!Double.isFinite(value)) {
            json.writeNull();
        } else if (value == Math.rint(value) && Math.abs(value) < WHOLE) {
            json.writeNumber((long) value);
        } else {
            json.writeNumber(value);
        }
    }

    private static Object properties(Object value) {
        if (value instanceof MetricResult result) {
            return result.properties();
        } else if (value instanceof ActiveFlow flow) {
            return flow.properties();
        } else if (value instanceof FlowRecord flow) {
            return flow.properties();
        } else if (value instanceof Event event) {
            return event.properties();
        } else if (value instanceof FlowDefinition definition) {
            return definition.properties();
        } else if (value instanceof Threshold threshold) {
            return threshold.properties();
        } else if (value instanceof AgentBook book) {
            return book.properties();
        } else if (value instanceof DataSourceBook book) {
            return book.properties();
        }
        return value.toString();
    }
}
