// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a capture holds, found by reading it once. Thread: immutable.
 *
 * @param first when its first datagram was captured, ns since 1970
 * @param last when its last was
 * @param datagrams how many there are
 * @param counts what was read and what of it is no sFlow, by name
 * @param broken where it is cut short or damaged, as a fact; empty when it is whole
 */
public record Survey(long first, long last, long datagrams, Map<String, Number> counts, String broken) {
    /** Reads a file. Throws {@link IOException}, whose message is a fact about the file, when it is no capture or holds no sFlow. */
    public static Survey of(Path file) throws IOException {
        try (CaptureReader reader = CaptureReader.open(file)) {
            long first = 0;
            long last = 0;
            long datagrams = 0;
            String broken = "";
            try {
                for (Optional<Captured> one = reader.next(); one.isPresent(); one = reader.next()) {
                    first = datagrams++ == 0 ? one.get().nanos() : first;
                    last = one.get().nanos();
                }
            } catch (Broken e) {
                broken = e.getMessage();
            }
            if (datagrams == 0) {
                String held = reader.counts().toString().replaceAll("[{}]", "");
                throw new Broken((broken.isEmpty() ? "" : broken + ", and ") + "holds no sFlow version 5: "
                        + (held.isEmpty() ? "frames=0" : held));
            }
            return new Survey(first, last, datagrams, reader.counts(), broken);
        }
    }

    public long nanos() {
        return last - first;
    }
}
