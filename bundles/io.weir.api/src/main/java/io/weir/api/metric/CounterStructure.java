// SPDX-License-Identifier: Apache-2.0
package io.weir.api.metric;

import io.weir.api.Entry;
import java.util.List;

/**
 * A counter record's layout: a row of the catalog of what can be decoded. Bodies may be longer than the fields, or
 * shorter: then the fields that are there count.
 *
 * <p>Thread: immutable.
 *
 * @param name of the structure in its definition: {@code if_counters}
 * @param tag enterprise &lt;&lt; 12 | format
 * @param logicalPrefix put before the metrics' names when the data source is a logical entity (class 3); mostly empty
 */
public record CounterStructure(String name, int tag, String doc, String logicalPrefix, List<CounterField> fields)
        implements Entry {
    public CounterStructure {
        fields = List.copyOf(fields);
    }

    /** The tag of an enterprise's format. */
    public static int tag(int enterprise, int format) {
        return enterprise << 12 | format;
    }

    /** A structure whose metrics are named alike wherever they come from. */
    public static CounterStructure of(int enterprise, int format, String name, String doc, List<CounterField> fields) {
        return new CounterStructure(name, tag(enterprise, format), doc, "", fields);
    }
}
