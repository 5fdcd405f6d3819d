// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The sFlow datagrams of a pcap or pcapng file, in the order of the file. Thread: confined to its user.
 *
 * <p>Their stamps never go back: one that would has that of the datagram before, and is counted. Nor do they lie before 1970 or
 * behind 2099.
 */
public final class CaptureReader implements AutoCloseable {
    private static final int MAGIC = 4;
    private static final int GZIP = 0x1f8b;
    /**
     * The end of 2099: stamps that are no time at all must not make the clock of a replay walk through millennia, nor go where
     * tables of flows cannot tell the time.
     */
    private static final long LATEST = 4_102_444_800_000_000_000L;

    private final CaptureBytes bytes;
    private final FrameReader frames;
    private final CaptureCounts counts = new CaptureCounts();
    private final SflowFinder finder = new SflowFinder(counts);
    private final Frame frame = new Frame();
    private long latest = Long.MIN_VALUE;

    private CaptureReader(CaptureBytes bytes) throws IOException {
        this.bytes = bytes;
        this.frames = frames(bytes);
    }

    /** Opens a file. Throws {@link IOException}, whose message is a fact about the file, when it is no capture. */
    public static CaptureReader open(Path file) throws IOException {
        CaptureBytes bytes = new CaptureBytes(file);
        try {
            return new CaptureReader(bytes);
        } catch (IOException | RuntimeException e) {
            bytes.close();
            throw e;
        }
    }

    private static FrameReader frames(CaptureBytes bytes) throws IOException {
        if (bytes.peek(MAGIC) < MAGIC) {
            throw new Broken("neither pcap nor pcapng: it has " + bytes.size() + " bytes");
        }
        for (boolean little : new boolean[] {false, true}) {
            switch (bytes.int32(0, little)) {
                case PcapReader.MICROSECONDS -> {
                    return new PcapReader(bytes, little, false);
                }
                case PcapReader.NANOSECONDS -> {
                    return new PcapReader(bytes, little, true);
                }
                case PcapngReader.SECTION -> {
                    return new PcapngReader(bytes);
                }
                default -> {
                    // perhaps in the other byte order
                }
            }
        }
        throw new Broken(
                bytes.u16(0, false) == GZIP
                        ? "neither pcap nor pcapng but gzip: unpack it first"
                        : "neither pcap nor pcapng");
    }

    /**
     * The next datagram; empty behind the last. Throws {@link IOException}, whose message is a fact about the file, when the file
     * is cut short or damaged here: what was given before is right.
     */
    public Optional<Captured> next() throws IOException {
        while (frames.next(frame)) {
            frame.nanos = Math.max(0, Math.min(LATEST, frame.nanos));
            if (frame.nanos < latest) {
                counts.add(CaptureCounts.What.OUT_OF_ORDER);
                frame.nanos = latest;
            }
            Optional<Captured> found = finder.find(frame);
            if (found.isPresent()) {
                latest = frame.nanos;
                return found;
            }
        }
        finder.end();
        return Optional.empty();
    }

    /** What has been read and what of it is no sFlow, by name. */
    public Map<String, Number> counts() {
        return counts.shown();
    }

    /** Bytes of the file. */
    public long size() {
        return bytes.size();
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
