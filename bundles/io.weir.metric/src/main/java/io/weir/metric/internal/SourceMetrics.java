// SPDX-License-Identifier: Apache-2.0
package io.weir.metric.internal;

import io.weir.api.metric.MetricId;
import io.weir.api.metric.Reading;
import io.weir.api.shard.DataSource;
import io.weir.api.shard.Shard;
import io.weir.sflow.CounterSample;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The metrics of one data source: a block for each structure it sends, and values that carry their own name.
 *
 * <p>Thread: confined to the shard.
 */
final class SourceMetrics {
    private static final long SLACK = 5_000;
    private static final long LATEST = 120_000;
    private static final int REORDERED = 64;
    private static final int PATIENCE = 3;
    private static final Block[] NONE = {};
    /** Of one that has no metrics yet. */
    static final long EMPTY_BYTES = 136;

    final DataSource source;
    final NamedValues named;
    private final Room room;
    private Block[] blocks = NONE;

    private boolean started;
    private long sequence;
    private long uptime;
    private long millis;
    private int lates;
    private int restarts;
    private boolean wraps;

    SourceMetrics(DataSource source, Names names, Room room) {
        this.source = source;
        this.room = room;
        named = new NamedValues(names, room);
    }

    /** What came of a sample's sequence number and uptime. */
    enum Admission {
        TAKEN,
        /** The agent restarted since the last sample: its counters began anew. */
        RESTARTED,
        /** It was overtaken by a newer sample: to be passed over. */
        LATE
    }

    /** Notes that a sample came, and whether it is to be read. */
    Admission admit(CounterSample sample, long millis) {
        long newUptime = sample.datagram().uptime();
        Admission admission = started ? judge(sample.sequence(), newUptime, millis) : Admission.TAKEN;
        if (admission == Admission.LATE) {
            lates++;
            return admission;
        }
        // an agent that reset its counters starts its sequence over (sFlow v5 §5, counters_sample)
        wraps = !started || (int) (sample.sequence() - sequence) >= 0;
        if (admission == Admission.RESTARTED) {
            restarts++;
        }
        lates = 0;
        started = true;
        sequence = sample.sequence();
        uptime = newUptime;
        this.millis = millis;
        return admission;
    }

    private Admission judge(long newSequence, long newUptime, long newMillis) {
        boolean back = newUptime < uptime && (newUptime - uptime & 0xffff_ffffL) > Clock.LONGEST;
        if (back && newUptime <= newMillis - millis + SLACK) {
            return Admission.RESTARTED;
        }
        int steps = (int) (newSequence - sequence);
        boolean near = newUptime <= uptime && uptime - newUptime <= LATEST;
        boolean overtaken = steps < 0 && steps > -REORDERED && near;
        if (overtaken && lates < PATIENCE) {
            return Admission.LATE;
        }
        return back && steps <= 0 ? Admission.RESTARTED : Admission.TAKEN;
    }

    /** How often the agent restarted. */
    int restarts() {
        return restarts;
    }

    /** Whether a counter that went back in the present sample may have wrapped. */
    boolean wraps() {
        return wraps;
    }

    /** The block of a structure, or null. */
    Block block(int tag) {
        for (Block block : blocks) {
            if (block.layout.tag == tag) {
                return block;
            }
        }
        return null;
    }

    /** A new block; null when there is no room. */
    Block add(Layout layout) {
        if (!room.take(Block.bytes(layout))) {
            return null;
        }
        Block block = new Block(layout);
        blocks = Arrays.copyOf(blocks, blocks.length + 1);
        blocks[blocks.length - 1] = block;
        return block;
    }

    /** Publishes what is new; returns how many metrics. */
    int publish(Shard shard) {
        int count = 0;
        for (Block block : blocks) {
            count += block.publish(shard, source);
        }
        return count;
    }

    Optional<Reading> find(MetricId metric) {
        for (Block block : blocks) {
            int place = block.layout.place(metric);
            if (place >= 0 && !Double.isNaN(block.values[place])) {
                return Optional.of(Value.of(metric, block.values[place], block.updated()));
            }
            if (place < 0 && place != Integer.MIN_VALUE && !block.texts[~place].isEmpty()) {
                return Optional.of(Value.of(metric, block.texts[~place], block.updated()));
            }
        }
        return named.find(metric);
    }

    void all(Collection<? super Reading> into) {
        for (Block block : blocks) {
            Layout layout = block.layout;
            for (int i = 0; i < block.texts.length; i++) {
                if (!block.texts[i].isEmpty()) {
                    into.add(Value.of(layout.texts[i], block.texts[i], block.updated()));
                }
            }
            for (int i = 0; i < block.values.length; i++) {
                if (layout.shown[i] && !Double.isNaN(block.values[i])) {
                    into.add(Value.of(layout.numbers[i], block.values[i], block.updated()));
                }
            }
        }
        named.all(into);
    }

    /** Drops blocks. */
    void drop(Predicate<Block> which) {
        int kept = 0;
        for (Block block : blocks) {
            if (which.test(block)) {
                room.give(Block.bytes(block.layout));
            } else {
                kept++;
            }
        }
        if (kept < blocks.length) {
            blocks = Arrays.stream(blocks).filter(which.negate()).toArray(Block[]::new);
        }
    }

    /** Gives back the room of all. */
    void close() {
        drop(any -> true);
        named.close();
    }

    /** Drops what fell silent; whether nothing is left. */
    boolean expire(long now) {
        for (Block block : blocks) {
            if (block.expired(now)) {
                drop(one -> one.expired(now));
                break;
            }
        }
        named.expire(now);
        return blocks.length == 0 && named.isEmpty();
    }
}
