// SPDX-License-Identifier: Apache-2.0
package io.weir.api.metric;

import org.osgi.annotation.versioning.ProviderType;

/** The last value of a metric of a data source. Thread: confined to the shard; valid only during the question. */
@ProviderType
public interface Reading {
    MetricId metric();

    boolean isText();

    /** NaN for a text. */
    double number();

    /** Empty for a number. */
    String text();

    /** When it was updated: ms since 1970 on the clock of the shards. */
    long updated();

    /** The value as JSON has it: a Double or a String. */
    default Object value() {
        return isText() ? (Object) text() : (Object) number();
    }
}
