// SPDX-License-Identifier: Apache-2.0
package io.weir.http.internal;

import io.weir.api.Nearest;
import io.weir.api.http.Request;
import io.weir.api.http.Response;
import io.weir.api.http.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of properties of a definition that no shape names: clients send such things, so they are not refused, but one that was
 * mistyped would be missed without a word. A rehearsal shows them, and the log tells each once. Thread: any.
 */
final class Ignored {
    private static final Logger LOG = LoggerFactory.getLogger(Ignored.class);
    /** Beyond so many the log stays silent, and an answer tells no more of one body: what clients send is not bounded otherwise. */
    private static final int MOST = 100;

    private static final int LONGEST = 100;

    private final String what;
    private final Shape shape;
    private final Consumer<String> log;
    private final Set<String> told = Collections.synchronizedSet(new LinkedHashSet<>());

    /**
     * Heeds the properties of one shape.
     *
     * @param what the kind of thing that is defined: {@code threshold}
     */
    Ignored(String what, Shape shape) {
        this(what, shape, LOG::warn);
    }

    Ignored(String what, Shape shape, Consumer<String> log) {
        this.what = what;
        this.shape = shape;
        this.log = log;
    }

    /** The answer to a rehearsal: the definition, and what of its body was left out of account. */
    CompletionStage<Response> rehearsal(Map<String, Object> shown, Request request) {
        List<Map<String, Object>> ignored = new ArrayList<>();
        for (String property : of(request)) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("property", property);
            List<String> near = near(property);
            if (!near.isEmpty()) {
                row.put("suggestions", near);
            }
            ignored.add(row);
        }
        Map<String, Object> answer = new LinkedHashMap<>(shown);
        if (!ignored.isEmpty()) {
            answer.put("ignored", ignored);
        }
        return Rows.rehearsal(answer);
    }

    /** Tells the log what a definition that was put in force holds in vain. */
    void tell(String name, Request request) {
        for (String property : of(request)) {
            if (told.size() < MOST && told.add(name + "/" + property)) {
                List<String> near = near(property);
                log.accept(
                        what + " \"" + plain(name) + "\": property \"" + plain(property) + "\" is unknown and ignored"
                                + (near.isEmpty() ? "" : ", did you mean \"" + String.join("\" or \"", near) + "\""));
            }
        }
    }

    private List<String> of(Request request) {
        return request.jsonObject().keySet().stream()
                .filter(property -> property.length() <= LONGEST)
                .filter(property -> !shape.body().containsKey(property))
                .limit(MOST)
                .toList();
    }

    private List<String> near(String property) {
        return Nearest.to(property, shape.body().keySet());
    }

    private static String plain(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
