// SPDX-License-Identifier: Apache-2.0
package io.weir.api.http;

import io.weir.api.InvalidInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** A request that was routed to a resource. Thread: immutable; its body has been read. */
@ProviderType
public interface Request {
    /** Upper case. */
    String method();

    /** The path as it came, decoded. */
    String path();

    /** What stands, decoded, for {@code {name}} in the resource's path; for {@code {name...}} see {@link #rest}. */
    String param(String name);

    /** The decoded segments that stand for {@code {name...}} at the end of the resource's path. */
    List<String> rest(String name);

    /** The query, decoded; {@code ?y=} gives {@code y: [""]}. */
    Map<String, List<String>> query();

    /** The first value of a query parameter. */
    default Optional<String> query(String name) {
        List<String> values = query().get(name);
        return values == null || values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
    }

    Optional<String> header(String name);

    /** The address the request came from, a proxy's perhaps; empty when it is not known. */
    default String client() {
        return "";
    }

    boolean hasBody();

    /** The body where it is kept in memory: everywhere but where the resource's {@link Shape#upTo} allows longer ones. */
    byte[] body();

    /** The body as it came, however long: to be read before the request is answered. */
    default InputStream openBody() throws IOException {
        return new ByteArrayInputStream(body());
    }

    /**
     * The body as JSON-like values (Map, List, String, Double or Long, Boolean, null), read leniently (bare names, single
     * quotes) whatever its Content-Type. Throws {@link InvalidInput} telling the place.
     */
    Object json();

    /** {@link #json()} where it must be an object. Throws {@link InvalidInput}. */
    Map<String, Object> jsonObject();
}
