// SPDX-License-Identifier: Apache-2.0
package io.weir.testkit;

import io.weir.collector.internal.replay.CaptureReader;
import io.weir.collector.internal.replay.Captured;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The sFlow datagrams of a pcap or pcapng file, as the collector reads them. Thread: immutable. */
public record Pcap(List<Captured> datagrams) {
    public Pcap {
        datagrams = List.copyOf(datagrams);
    }

    /** Reads a file. Throws {@link IOException} when it is no capture, or is not whole. */
    public static Pcap read(Path file) throws IOException {
        List<Captured> datagrams = new ArrayList<>();
        try (CaptureReader reader = CaptureReader.open(file)) {
            for (Optional<Captured> one = reader.next(); one.isPresent(); one = reader.next()) {
                datagrams.add(one.get());
            }
        }
        return new Pcap(datagrams);
    }
}
