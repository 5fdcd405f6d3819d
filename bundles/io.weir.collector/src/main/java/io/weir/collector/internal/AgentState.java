// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal;

import io.weir.api.net.Address;
import io.weir.api.net.Prefix;
import io.weir.api.shard.Agent;
import io.weir.api.shard.AgentBook;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/** An agent: its data sources and its books. Thread: confined to the shard. */
final class AgentState extends Chain.Link<AgentState> implements Agent {
    private static final Prefix DEMO = Prefix.parse("198.18.0.0/15");
    /** More sub-agents than any chassis has slots. */
    static final int MOST_SUB_AGENTS = 256;

    private static final int MOST_SOURCES = 8;

    private final Address address;
    private final String name;
    final long firstSeen;
    long lastSeen;
    /** When it got its place in the {@link SilenceList}. */
    long placed;
    /** Its neighbours in the {@link SilenceList} it is in. */
    AgentState before;

    AgentState after;
    SilenceList list;
    /** Where it stands in the shard's list. */
    int place;

    final Chain<DataSourceState> table = new Chain<>();
    final Ports ports = new Ports();
    final List<DataSourceState> dataSources = new ArrayList<>();
    private final List<SubAgent> subAgents = new ArrayList<>(1);
    private final SubAgent unbooked = new SubAgent(-1);
    private final long[] sourceHigh = new long[MOST_SOURCES];
    private final long[] sourceLow = new long[MOST_SOURCES];
    private int sources;
    private long uptime;

    final SequenceTotals datagrams = new SequenceTotals();
    final SequenceTotals flows = new SequenceTotals();
    final SequenceTotals counters = new SequenceTotals();
    final SequenceTotals notifications = new SequenceTotals();
    long flowDrops;
    long notificationDrops;

    AgentState(int hash, Address address, long millis) {
        super(hash);
        this.address = address;
        this.name = address.toString();
        this.firstSeen = millis;
        this.lastSeen = millis;
    }

    boolean is(long high, long low) {
        return address.low() == low && address.high() == high;
    }

    /** Its sub-agent of that number; {@link #unbooked()} when there are too many. */
    SubAgent subAgent(long id) {
        for (int i = 0; i < subAgents.size(); i++) {
            if (subAgents.get(i).id == id) {
                return subAgents.get(i);
            }
        }
        if (subAgents.size() == MOST_SUB_AGENTS) {
            return unbooked;
        }
        SubAgent added = new SubAgent(id);
        subAgents.add(added);
        return added;
    }

    /** Stands for the sub-agents beyond the cap. */
    SubAgent unbooked() {
        return unbooked;
    }

    /** Notes where a datagram came from; true when that is a source it did not use before. */
    boolean heardFrom(long high, long low) {
        for (int i = 0; i < sources; i++) {
            if (sourceLow[i] == low && sourceHigh[i] == high) {
                return false;
            }
        }
        if (sources == MOST_SOURCES) {
            return false;
        }
        sourceHigh[sources] = high;
        sourceLow[sources++] = low;
        return true;
    }

    int sources() {
        return sources;
    }

    void uptime(long millis) {
        uptime = millis;
    }

    @Override
    public Address address() {
        return address;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Collection<DataSourceState> dataSources() {
        return Collections.unmodifiableList(dataSources);
    }

    @Override
    public boolean demo() {
        return DEMO.contains(address);
    }

    AgentBook book(long now) {
        List<String> from = new ArrayList<>();
        for (int i = 0; i < sources; i++) {
            from.add(new Address(sourceHigh[i], sourceLow[i]).toString());
        }
        return new AgentBook(
                name,
                demo(),
                from,
                subAgents.size(),
                Math.max(0, now - firstSeen),
                Math.max(0, now - lastSeen),
                uptime,
                datagrams.book(),
                flows.book(),
                flowDrops,
                counters.book(),
                notifications.book(),
                notificationDrops);
    }
}
