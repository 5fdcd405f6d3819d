// SPDX-License-Identifier: Apache-2.0
package io.weir.packet;

/**
 * Where each protocol header of a sampled packet begins.
 *
 * <p>A flyweight: {@link #dissect} starts over, and what it says is valid as long as the bytes are. Every header that is
 * listed has its fixed part within the sampled bytes; what follows a fixed part may have been cut off, so readers of
 * options and payload ask {@link #has}. At most {@value #MAX_LAYERS} layers; no recursion, no allocation, no exception.
 *
 * <p>Thread: confined to its user. Offsets are absolute in {@link #bytes()}.
 */
public final class PacketView {
    /** Deeper stacks are cut off here. */
    public static final int MAX_LAYERS = 16;

    /** {@code header_protocol} of a header that starts with Ethernet. Source: sFlow v5 §5. */
    public static final int ETHERNET = 1;

    private final Protocol[] protocols = new Protocol[MAX_LAYERS];
    private final int[] offsets = new int[MAX_LAYERS];
    private byte[] bytes = new byte[0];
    private int limit;
    private int layers;

    /** Starts over on {@code length} sampled bytes that begin with a header of the sFlow {@code headerProtocol}. */
    public PacketView dissect(byte[] bytes, int offset, int length, int headerProtocol) {
        this.bytes = bytes;
        this.limit = offset + length;
        this.layers = 0;
        return this;
    }

    public byte[] bytes() {
        return bytes;
    }

    /** Behind the last sampled byte. */
    public int limit() {
        return limit;
    }

    /** Whether {@code length} bytes at {@code offset} were sampled. */
    public boolean has(int offset, int length) {
        return offset >= 0 && length <= limit - offset;
    }

    public int layers() {
        return layers;
    }

    public Protocol protocol(int layer) {
        return protocols[layer];
    }

    public int offset(int layer) {
        return offsets[layer];
    }

    /** The layer of the nth header (from 0, the outermost) of a protocol, or -1. */
    public int layer(Protocol protocol, int occurrence) {
        int left = occurrence;
        for (int i = 0; i < layers; i++) {
            if (protocols[i] == protocol && left-- == 0) {
                return i;
            }
        }
        return -1;
    }

    /** Where the nth header (from 0, the outermost) of a protocol begins, or -1. */
    public int offset(Protocol protocol, int occurrence) {
        int layer = layer(protocol, occurrence);
        return layer < 0 ? -1 : offsets[layer];
    }
}
