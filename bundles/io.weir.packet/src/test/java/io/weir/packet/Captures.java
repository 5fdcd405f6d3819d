// SPDX-License-Identifier: Apache-2.0
package io.weir.packet;

import io.weir.sflow.ByteView;
import io.weir.sflow.DatagramDecoder;
import io.weir.sflow.DatagramDecoder.Outcome;
import io.weir.sflow.DatagramVisitor;
import io.weir.sflow.Received;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Captures of real sFlow, which lie outside of the repository. */
final class Captures {
    private static final int SFLOW = 6343;

    private final DatagramDecoder decoder = new DatagramDecoder();
    private final ByteView view = new ByteView();
    private final Received received = new Received();
    private final PacketView frame = new PacketView();

    /** Where they are: the system property {@code weir.captures}, else {@code shared/captures} beside a folder above. */
    static Optional<Path> directory() {
        String property = System.getProperty("weir.captures");
        if (property != null) {
            return Optional.of(Path.of(property));
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path captures = at.resolve("shared/captures");
            if (Files.isDirectory(captures)) {
                return Optional.of(captures);
            }
        }
        return Optional.empty();
    }

    /** Receives each frame of a capture; {@code payload} is where its UDP payload to port 6343 begins, or -1. */
    interface Frames {
        void frame(PacketView frame, int payload, int length);
    }

    /** Shows each frame of a classic pcap file of Ethernet. */
    void frames(Path pcap, Frames visitor) {
        ByteBuffer file = ByteBuffer.wrap(read(pcap));
        file.order(file.getInt(0) == 0xa1b2c3d4 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        for (int at = 24; at + 16 <= file.limit(); ) {
            int length = file.getInt(at + 8);
            frame.dissect(file.array(), at + 16, length, PacketView.ETHERNET);
            int udp = frame.layer(Protocol.UDP, 0);
            boolean sflow = udp >= 0 && frame.next(udp) == SFLOW;
            visitor.frame(frame, sflow ? frame.payload(udp) : -1, sflow ? frame.end(udp) - frame.payload(udp) : 0);
            at += 16 + length;
        }
    }

    Outcome decode(byte[] bytes, int offset, int length, DatagramVisitor visitor) {
        return decoder.decode(view.wrap(bytes, offset, length), received, visitor);
    }

    static byte[] read(Path path) {
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
