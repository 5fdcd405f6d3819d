// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal.replay;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** The bytes of a file in order, some of them at a time. Thread: confined to its user. */
final class CaptureBytes implements AutoCloseable {
    private static final int ROOM = 1 << 18;

    private final FileChannel channel;
    private final long size;
    private byte[] room = new byte[ROOM];
    private int from;
    private int until;
    private long passed;

    CaptureBytes(Path file) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.READ);
        size = channel.size();
    }

    /** How many bytes the file had when it was opened: what is written to it later is not read. */
    long size() {
        return size;
    }

    /** How many bytes have been taken. */
    long position() {
        return passed + from;
    }

    long left() {
        return size - position();
    }

    /** The next bytes without taking them, from {@link #at} on in {@link #array}; fewer when the file ends. */
    int peek(int count) throws IOException {
        int wanted = (int) Math.min(count, left());
        if (until - from < wanted) {
            fill(wanted);
        }
        return wanted;
    }

    private void fill(int wanted) throws IOException {
        byte[] into = wanted > room.length ? new byte[Math.max(wanted, 2 * room.length)] : room;
        System.arraycopy(room, from, into, 0, until - from);
        passed += from;
        until -= from;
        from = 0;
        room = into;
        while (until < wanted) {
            int got = channel.read(ByteBuffer.wrap(room, until, room.length - until));
            if (got < 0) {
                throw new EOFException("has become shorter while it was read");
            }
            until += got;
        }
    }

    /** Takes bytes that were peeked at. */
    void take(int count) {
        from += count;
    }

    byte[] array() {
        return room;
    }

    int at() {
        return from;
    }

    byte[] copy(int offset, int length) {
        return Arrays.copyOfRange(room, from + offset, from + offset + length);
    }

    private int u8(int offset) {
        return room[from + offset] & 0xff;
    }

    int u16(int offset, boolean little) {
        int first = u8(offset);
        int second = u8(offset + 1);
        return little ? second << 8 | first : first << 8 | second;
    }

    int int32(int offset, boolean little) {
        int first = u16(offset, little);
        int second = u16(offset + 2, little);
        return little ? second << 16 | first : first << 16 | second;
    }

    long u32(int offset, boolean little) {
        return Integer.toUnsignedLong(int32(offset, little));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
