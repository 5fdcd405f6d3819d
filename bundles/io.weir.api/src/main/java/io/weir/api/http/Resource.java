// SPDX-License-Identifier: Apache-2.0
package io.weir.api.http;

import io.weir.api.Entry;
import io.weir.api.InvalidInput;
import io.weir.api.NameTaken;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A REST resource: a row of the catalog of resources. Thread: immutable.
 *
 * @param method {@code GET}, {@code PUT} …; GET serves HEAD too
 * @param path of fixed segments, {@code {name}} for one segment, and at the end {@code {name...}} for any number
 * @param role who may call it
 * @param shape what it takes and gives
 */
public record Resource(String method, String path, Role role, String doc, Handler handler, Shape shape)
        implements Entry {
    /** One that takes no query and answers JSON. */
    public Resource(String method, String path, Role role, String doc, Handler handler) {
        this(method, path, role, doc, handler, Shape.JSON);
    }

    /** Answers requests. */
    @ConsumerType
    @FunctionalInterface
    public interface Handler {
        /**
         * Answers, now or later, without holding the thread.
         *
         * <p>May throw, or fail the stage with, {@link InvalidInput} (400) and {@link NameTaken} (409).
         */
        CompletionStage<Response> handle(Request request);
    }

    /** The same, told more of. */
    public Resource with(Shape shape) {
        return new Resource(method, path, role, doc, handler, shape);
    }

    /** Method and path. */
    @Override
    public String name() {
        return method + " " + path;
    }
}
