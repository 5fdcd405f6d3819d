// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal;

import io.weir.api.shard.Agent;
import io.weir.api.shard.DataSource;
import java.util.Arrays;

/** A data source, and what its samples tell of themselves. Thread: confined to the shard. */
final class DataSourceState extends Chain.Link<DataSourceState> implements DataSource {
    /** The class of sources that a user's program named. */
    static final int NAMED = 4;

    final AgentState owner;
    private final int id;
    private final long subAgent;
    private final int sourceClass;
    private final long index;
    private final String name;
    private final byte[] given;
    /** Where it stands in its agent's list. */
    int place;

    long lastSeen;
    final FlowBook flows = new FlowBook();
    final SampleBook counters = new SampleBook();
    final SampleBook notifications = new SampleBook();
    final PollingBook polling = new PollingBook();

    /** One that the standard numbers. */
    DataSourceState(int hash, AgentState owner, int id, long subAgent, int sourceClass, long index) {
        super(hash);
        this.owner = owner;
        this.id = id;
        this.subAgent = subAgent;
        this.sourceClass = sourceClass;
        this.index = index;
        this.given = new byte[0];
        this.name = sourceClass == 0 ? Long.toString(index) : sourceClass + "." + index;
    }

    /** One that a user's program named. */
    DataSourceState(int hash, AgentState owner, int id, long subAgent, byte[] given) {
        super(hash);
        this.owner = owner;
        this.id = id;
        this.subAgent = subAgent;
        this.sourceClass = NAMED;
        this.index = 0;
        this.given = given;
        this.name = Printable.text(given, 0, given.length);
    }

    boolean is(long subAgent, int sourceClass, long index) {
        return this.index == index && this.sourceClass == sourceClass && this.subAgent == subAgent;
    }

    boolean is(long subAgent, byte[] bytes, int offset, int length) {
        return sourceClass == NAMED
                && this.subAgent == subAgent
                && Arrays.equals(given, 0, given.length, bytes, offset, offset + length);
    }

    @Override
    public int id() {
        return id;
    }

    @Override
    public Agent agent() {
        return owner;
    }

    @Override
    public long subAgent() {
        return subAgent;
    }

    @Override
    public int sourceClass() {
        return sourceClass;
    }

    @Override
    public long index() {
        return index;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String toString() {
        return owner.name() + ">" + name;
    }
}
