// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal;

import io.weir.api.metric.MetricId;
import io.weir.api.net.Address;
import io.weir.api.shard.Agent;
import io.weir.api.shard.Books;
import io.weir.api.shard.DataSource;
import io.weir.api.shard.Shard;
import io.weir.api.shard.ShardPartFactory;
import io.weir.api.time.Timeline;
import io.weir.sflow.ByteView;
import io.weir.sflow.DatagramDecoder;
import io.weir.sflow.Received;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A shard without a thread of its own: whoever calls is its thread, and must always be the same.
 *
 * <p>{@link #receive} takes in a datagram, {@link #endBatch} ends a batch of them. Nothing here throws on what the wire
 * holds or on what a part does, and receiving allocates nothing once agents and data sources are known.
 */
public final class ShardCore implements Shard {
    /** Ticks that lie further apart, ms, tell of a clock that jumped. */
    private static final long JUMP = 10_000;

    private static final long SEED = new SecureRandom().nextLong();

    /** What tables of a replay are seeded with: nobody defends against a capture that an operator chose. */
    private static final long REPEATABLE = 0x5eed_5eed_5eed_5eedL;

    private final int index;
    private final Timeline timeline;
    private final Tally tally = new Tally();
    private final Faults faults = new Faults();
    private final Parts parts = new Parts(tally, faults);
    private final DataSources dataSources;
    private final Agents agents;
    private final ShardBooks books;
    private final DatagramDecoder decoder = new DatagramDecoder();
    private final SampleIntake intake;
    private final long silence;
    private long seed = SEED;
    private boolean batchOpen;
    private long lastTick;
    /** When the clock was set, or the machine slept, nobody has been silent: forgetting waits until this time. */
    private long forgetFrom;

    public ShardCore(int index, Timeline timeline, Limits limits) {
        this.index = index;
        this.timeline = timeline;
        this.silence = limits.silence();
        this.dataSources = new DataSources(limits, tally, this::forget);
        this.agents = new Agents(limits, tally, dataSources::forget);
        this.books = new ShardBooks(timeline, agents, tally);
        this.intake = new SampleIntake(agents, dataSources, parts, tally, faults);
    }

    /** Which of {@code shards} a datagram belongs to: by the address its agent is kept under, any if that cannot be read. */
    public static int shardOf(ByteView bytes, Received from, int shards) {
        return shards == 1 ? 0 : new AgentAddress().read(bytes, from).shard(shards);
    }

    /** Takes in a datagram. */
    public void receive(ByteView bytes, Received from) {
        intake.accept(bytes, from, decoder);
        batchOpen = true; // now, for an agent that the datagram pushed out has ended the batch before it
    }

    /** Ends the batch, if there is one. */
    public void endBatch() {
        if (batchOpen) {
            batchOpen = false;
            parts.batchEnd(timeline.millis());
        }
    }

    /** What parts put off refers to data sources, so it is done before one goes. */
    private void forget(DataSourceState source) {
        endBatch();
        parts.forgotten(source);
    }

    /** Ten times a second. */
    public void tick() {
        endBatch();
        long now = timeline.millis();
        if (Math.abs(now - lastTick) > JUMP && lastTick != 0) {
            forgetFrom = now + silence;
        }
        lastTick = now;
        if (now >= forgetFrom) {
            agents.expire(now);
            dataSources.sweep(now);
        }
        parts.tick(now);
        faults.summarise(now);
    }

    /** Answers a question; what it throws is the caller's. */
    public <T> T answer(Function<? super Shard, ? extends T> question) {
        endBatch();
        tally.add(Counter.QUESTIONS);
        try {
            return question.apply(this);
        } catch (Throwable thrown) {
            tally.add(Counter.QUESTION_FAILURES);
            throw thrown;
        }
    }

    public void add(ShardPartFactory factory) {
        endBatch();
        parts.add(factory, this);
    }

    public void remove(ShardPartFactory factory) {
        endBatch();
        parts.remove(factory, timeline.millis());
    }

    /**
     * Forgets all traffic, as if the shard were new: its parts are made anew, its counters go on.
     *
     * @param repeatable whether all that follows from the same datagrams at the same times is to be the same
     */
    public void restart(boolean repeatable) {
        endBatch();
        seed = repeatable ? REPEATABLE : SEED;
        agents.clear();
        dataSources.restart();
        lastTick = 0;
        forgetFrom = 0;
        parts.renew(this, timeline.millis());
    }

    /** Closes every part. */
    public void close() {
        endBatch();
        parts.close(timeline.millis());
    }

    /** What the shard counts about itself, by name. Thread: any. */
    public Map<String, Number> counters() {
        return tally.shown();
    }

    Tally tally() {
        return tally;
    }

    @Override
    public int index() {
        return index;
    }

    @Override
    public long seed() {
        return seed;
    }

    @Override
    public long now() {
        return timeline.millis();
    }

    @Override
    public Collection<? extends Agent> agents() {
        return agents.all();
    }

    @Override
    public Optional<? extends Agent> agent(Address address) {
        return Optional.ofNullable(agents.find(address.high(), address.low()));
    }

    @Override
    public <V> Optional<V> view(Class<V> type) {
        return type == Books.class ? Optional.of(type.cast(books)) : parts.view(type);
    }

    @Override
    public void publish(DataSource source, MetricId metric, double value) {
        parts.metric(source, metric, value);
    }

    @Override
    public void publishText(DataSource source, MetricId metric, String text) {
        parts.text(source, metric, text);
    }
}
