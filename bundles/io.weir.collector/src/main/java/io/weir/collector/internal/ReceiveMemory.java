// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;

/**
 * The memory that one socket reads into, again and again.
 *
 * <p>Datagrams are copied into a ring before the next are read, so one piece of memory serves for ever; taking it from a pool
 * each time would cost more than the reading, for a pool gives pieces of that size back to the system. Should it still be in
 * use, other memory is taken. Thread: its socket's event loop; {@link #close} when that has ended.
 */
final class ReceiveMemory extends DefaultMaxMessagesRecvByteBufAllocator implements AutoCloseable {
    private final int size;
    private final ByteBuf kept;

    /**
     * Takes the memory.
     *
     * @param size bytes: of one datagram, times how many a system call reads
     * @param turn how many datagrams to read before other work of the event loop has its turn
     */
    ReceiveMemory(int size, int turn) {
        super(turn);
        this.size = size;
        this.kept = PooledByteBufAllocator.DEFAULT.directBuffer(size);
    }

    @Override
    @SuppressWarnings("deprecation") // Netty's own way to name a handle
    public Handle newHandle() {
        return new MaxMessageHandle() {
            @Override
            public int guess() {
                return size;
            }

            @Override
            public ByteBuf allocate(ByteBufAllocator allocator) {
                return kept.refCnt() == 1 ? kept.clear().retain() : allocator.directBuffer(size);
            }
        };
    }

    @Override
    public void close() {
        kept.release();
    }
}
