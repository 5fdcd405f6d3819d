// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal.replay;

import java.io.IOException;

/** The frames of a capture file in order. Thread: confined to its user. */
interface FrameReader {
    /** More than any link carries: a record that says it is longer is damaged. */
    int LONGEST = 1 << 20;

    /**
     * Sets the frame to the next one; false behind the last. Throws {@link Broken} where the file is cut short or damaged, after
     * which there is no next one.
     */
    boolean next(Frame frame) throws IOException;
}
