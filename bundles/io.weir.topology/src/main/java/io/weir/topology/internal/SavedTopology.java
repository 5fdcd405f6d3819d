// SPDX-License-Identifier: Apache-2.0
package io.weir.topology.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.weir.api.InvalidInput;
import io.weir.api.Owner;
import io.weir.api.store.Store;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topology that a person has set, as JSON, kept over restarts. Thread: any. */
final class SavedTopology {
    private static final Logger LOG = LoggerFactory.getLogger(SavedTopology.class);

    /** What was kept. */
    record Kept(Owner owner, Model model) {}

    private final JsonFactory json = new JsonFactory();
    private final Store.Shelf shelf;

    SavedTopology(Store.Shelf shelf) {
        this.shelf = shelf;
    }

    Optional<Kept> read() {
        for (Owner owner : List.of(Owner.REST, Owner.SHELL)) {
            try {
                Optional<String> text = shelf.read(owner.toString());
                if (text.isPresent()) {
                    return Optional.of(new Kept(owner, ModelReader.read(parse(text.get()))));
                }
            } catch (InvalidInput | UncheckedIOException | IOException e) {
                LOG.warn("saved topology cannot be read: {}", e.getMessage());
            }
        }
        return Optional.empty();
    }

    /** Keeps a person's topology, in place of the one before. */
    void write(Owner owner, Model model) {
        try {
            StringWriter text = new StringWriter();
            try (JsonGenerator generator = json.createGenerator(text)) {
                write(generator, model.given());
            }
            shelf.write(owner.toString(), text.toString());
            shelf.delete((owner.equals(Owner.REST) ? Owner.SHELL : Owner.REST).toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (UncheckedIOException e) {
            LOG.error("topology is in force but not saved: {}", e.getMessage());
        }
    }

    void delete() {
        shelf.delete(Owner.REST.toString());
        shelf.delete(Owner.SHELL.toString());
    }

    private static void write(JsonGenerator to, Object value) throws IOException {
        if (value instanceof Map<?, ?> map) {
            to.writeStartObject();
            for (Map.Entry<?, ?> each : map.entrySet()) {
                to.writeFieldName(String.valueOf(each.getKey()));
                write(to, each.getValue());
            }
            to.writeEndObject();
        } else if (value instanceof List<?> list) {
            to.writeStartArray();
            for (Object each : list) {
                write(to, each);
            }
            to.writeEndArray();
        } else if (value instanceof Boolean flag) {
            to.writeBoolean(flag);
        } else if (value instanceof Long || value instanceof Integer) {
            to.writeNumber(((Number) value).longValue());
        } else if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
            to.writeNumber(number.doubleValue());
        } else if (value instanceof String text) {
            to.writeString(text);
        } else {
            to.writeNull();
        }
    }

    private Map<String, ?> parse(String text) throws IOException {
        try (JsonParser parser = json.createParser(text)) {
            return parse(parser);
        }
    }

    /** Reads an object; empty when there is something else. */
    static Map<String, Object> parse(JsonParser parser) throws IOException {
        parser.nextToken();
        Map<String, Object> topology = new LinkedHashMap<>();
        if (value(parser) instanceof Map<?, ?> map) {
            map.forEach((name, each) -> topology.put(String.valueOf(name), each));
        }
        return topology;
    }

    private static Object value(JsonParser from) throws IOException {
        JsonToken token = from.currentToken();
        if (token == null) {
            throw new IOException("ends too soon");
        }
        return switch (token) {
            case START_OBJECT -> {
                Map<String, Object> map = new LinkedHashMap<>();
                while (from.nextToken() == JsonToken.FIELD_NAME) {
                    String name = from.currentName();
                    from.nextToken();
                    map.put(name, value(from));
                }
                yield map;
            }
            case START_ARRAY -> {
                List<Object> list = new ArrayList<>();
                while (from.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(from));
                }
                yield list;
            }
            case VALUE_STRING -> from.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> from.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }
}
