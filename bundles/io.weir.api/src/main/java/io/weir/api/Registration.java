// SPDX-License-Identifier: Apache-2.0
package io.weir.api;

/** Something that is in force until it is closed. Thread: any; closing twice is closing once, and never throws. */
@FunctionalInterface
public interface Registration extends AutoCloseable {
    @Override
    void close();
}
