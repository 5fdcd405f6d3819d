// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * What each script is doing, in a mapped file: whatever ends the process, the next one can read which tasks ran. A mark costs
 * a few stores to memory.
 *
 * <p>The file: {@value #MAGIC} as a long, the time of the last heartbeat and that of the start (ms since 1970), then slots of
 * {@value #SLOT} bytes: in a task or not (int), the length of the name (int), the time the task began, the bytes it had
 * allocated at the last heartbeat, and the name {@code APP~FILE} in UTF-8. A slot's owner writes its mark; the heartbeat's thread
 * writes the bytes.
 *
 * <p>Thread: any takes a slot and gives it back; a slot's mark is confined to its script's thread.
 */
final class TaskMarks implements AutoCloseable {
    private static final long MAGIC = 0x5745_4952_5441_534BL;
    private static final int HEAD = 64;
    private static final int SLOT = 256;
    private static final int NAME = 24;
    private static final int SLOTS = 4096;
    private static final int SIZE = HEAD + SLOT * SLOTS;

    /**
     * A task that ran when a process ended.
     *
     * @param ran ms, up to the last heartbeat
     * @param allocated bytes, up to the last heartbeat
     */
    record Unfinished(String place, long ran, long allocated) {}

    /** Marks of nobody. */
    static final Slot NONE = new Slot(null, -1);

    private final MappedByteBuffer bytes;
    private final BitSet taken = new BitSet(SLOTS);

    private TaskMarks(MappedByteBuffer bytes) {
        this.bytes = bytes;
    }

    /** Maps the file, which is made when there is none. What is in it is what an earlier process left. */
    static TaskMarks open(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new TaskMarks(channel.map(FileChannel.MapMode.READ_WRITE, 0, SIZE));
        }
    }

    /** How long the earlier process lived, in ms, up to its last heartbeat. */
    long lived() {
        return bytes.getLong(0) == MAGIC ? bytes.getLong(8) - bytes.getLong(16) : 0;
    }

    /** The tasks that ran when the earlier process ended; none when it ended in order. */
    List<Unfinished> unfinished() {
        List<Unfinished> found = new ArrayList<>();
        if (bytes.getLong(0) != MAGIC) {
            return found;
        }
        long last = bytes.getLong(8);
        for (int at = HEAD; at < SIZE; at += SLOT) {
            int length = bytes.getInt(at + 4);
            if (bytes.getInt(at) == 1 && length > 0 && length <= SLOT - NAME) {
                byte[] name = new byte[length];
                bytes.get(at + NAME, name);
                found.add(new Unfinished(
                        new String(name, StandardCharsets.UTF_8),
                        last - bytes.getLong(at + 8),
                        bytes.getLong(at + 16)));
            }
        }
        return found;
    }

    /** Begins anew: nothing runs. */
    void begin(long now) {
        for (int at = HEAD; at < SIZE; at += SLOT) {
            bytes.putInt(at, 0);
        }
        bytes.putLong(8, now);
        bytes.putLong(16, now);
        bytes.putLong(0, MAGIC);
    }

    /** Says that the process lives. */
    void beat(long now) {
        bytes.putLong(8, now);
    }

    /** A place for the marks of one script; {@link #NONE} when there is no room. */
    synchronized Slot take(String place) {
        int index = taken.nextClearBit(0);
        byte[] name = place.getBytes(StandardCharsets.UTF_8);
        if (index >= SLOTS || name.length > SLOT - NAME) {
            return NONE;
        }
        taken.set(index);
        int at = HEAD + index * SLOT;
        bytes.putInt(at, 0);
        bytes.putInt(at + 4, name.length);
        bytes.put(at + NAME, name);
        return new Slot(this, at);
    }

    private synchronized void giveBack(int at) {
        bytes.putInt(at, 0);
        taken.clear((at - HEAD) / SLOT);
    }

    @Override
    public void close() {
        begin(bytes.getLong(8));
        bytes.putLong(0, 0);
    }

    /** The marks of one script. Thread: {@link #begin} and {@link #end} are confined to the script's. */
    static final class Slot {
        private final TaskMarks marks;
        private final int at;

        private Slot(TaskMarks marks, int at) {
            this.marks = marks;
            this.at = at;
        }

        void begin(long now) {
            if (marks != null) {
                marks.bytes.putLong(at + 8, now);
                marks.bytes.putLong(at + 16, 0);
                marks.bytes.putInt(at, 1);
            }
        }

        void end() {
            if (marks != null) {
                marks.bytes.putInt(at, 0);
            }
        }

        /** What the present task has allocated. Thread: any. */
        void allocated(long count) {
            if (marks != null) {
                marks.bytes.putLong(at + 16, count);
            }
        }

        void giveBack() {
            if (marks != null) {
                marks.giveBack(at);
            }
        }
    }
}
