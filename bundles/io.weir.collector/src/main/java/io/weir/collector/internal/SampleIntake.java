// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal;

import io.weir.api.net.Address;
import io.weir.sflow.ByteView;
import io.weir.sflow.CounterSample;
import io.weir.sflow.CustomSample;
import io.weir.sflow.DatagramDecoder;
import io.weir.sflow.DatagramHeader;
import io.weir.sflow.DatagramVisitor;
import io.weir.sflow.DiscardSample;
import io.weir.sflow.FlowSample;
import io.weir.sflow.Received;
import io.weir.sflow.SampleRecords;

/** Books what a datagram holds and hands it to the parts. Thread: confined to the shard. */
final class SampleIntake implements DatagramVisitor {
    private static final int LAST_CLASS = 3;

    private final Agents agents;
    private final DataSources dataSources;
    private final Parts parts;
    private final Tally tally;
    private final Faults faults;
    private final AgentAddress address = new AgentAddress();
    private final SampledPacket packet = new SampledPacket();

    /** Of the datagram being walked. */
    private AgentState agent;

    private SubAgent subAgent;
    private long millis;
    private long uptime;

    SampleIntake(Agents agents, DataSources dataSources, Parts parts, Tally tally, Faults faults) {
        this.agents = agents;
        this.dataSources = dataSources;
        this.parts = parts;
        this.tally = tally;
        this.faults = faults;
    }

    /** Walks a datagram. */
    void accept(ByteView bytes, Received from, DatagramDecoder decoder) {
        agent = null;
        switch (decoder.decode(bytes, from, this)) {
            case COMPLETE -> {}
            case TRUNCATED -> {
                tally.add(Counter.PARSE_ERRORS);
                tally.add(agent == null ? Counter.TOO_SHORT : Counter.TRUNCATED);
            }
            case BAD_VERSION -> tally.add(Counter.UNSUPPORTED_VERSION);
            case BAD_ADDRESS -> {
                tally.add(Counter.PARSE_ERRORS);
                tally.add(Counter.BAD_ADDRESS);
            }
        }
    }

    @Override
    @SuppressWarnings("ReferenceEquality")
    public boolean datagram(DatagramHeader header) {
        Received from = header.received();
        address.of(header.addressHigh(), header.addressLow(), from);
        millis = from.millis();
        uptime = header.uptime();
        agent = agents.hear(address.high(), address.low(), millis);
        if (agent.heardFrom(from.sourceHigh(), from.sourceLow())) {
            warnOfSource(from, header.named());
        }
        subAgent = agent.subAgent(header.subAgent());
        long before = subAgent.uptime();
        if (subAgent != agent.unbooked() && subAgent.started(uptime)) {
            tally.add(Counter.AGENT_REBOOTS);
            faults.warn("sflow agent \"" + agent.name()
                    + "\": started anew, for its uptime fell; if that goes on, two agents share its address");
            parts.restart(agent, before, uptime);
        }
        agent.uptime(subAgent.uptime());
        return booked(header.sequence());
    }

    @SuppressWarnings("ReferenceEquality")
    private boolean booked(long sequence) {
        if (subAgent == agent.unbooked()) {
            tally.add(Counter.SUB_AGENTS_REFUSED);
            tally.add(Counter.DATAGRAMS_PROCESSED);
            agent.datagrams.received++;
            return true;
        }
        SequenceWindow.Outcome outcome = subAgent.accept(agent.datagrams, sequence, uptime);
        tally.add(Counter.LOST, subAgent.lost());
        switch (outcome) {
            case IN_ORDER -> {}
            case LATE -> tally.add(Counter.OUT_OF_ORDER);
            case DUPLICATE -> {
                tally.add(Counter.DUPLICATES);
                return false;
            }
        }
        tally.add(Counter.DATAGRAMS_PROCESSED);
        return true;
    }

    private void warnOfSource(Received from, boolean named) {
        if ((address.renamed() || !named) && agent.sources() == 1) {
            tally.add(Counter.AGENTS_RENAMED);
            faults.warn("sflow agent \"" + agent.name()
                    + "\": it gives no usable address and is kept under its UDP source: set its agent address");
        }
        if (agent.sources() == 2) {
            tally.add(Counter.AGENTS_SEVERAL_SOURCES);
            faults.warn("sflow agent \"" + agent.name() + "\": sends from several UDP sources: another="
                    + new Address(from.sourceHigh(), from.sourceLow()) + ": two agents may share an address");
        }
    }

    @Override
    public void flowSample(FlowSample sample) {
        DataSourceState source = source(sample.sourceClass(), sample.sourceIndex());
        if (source == null) {
            return;
        }
        tally.add(Counter.FLOW_SAMPLES);
        FlowBook book = source.flows;
        long rate = sample.samplingRate();
        book.accept(agent.flows, sample.sequence(), subAgent.epoch());
        if (book.rate() != 0 && book.rate() != rate) {
            tally.add(Counter.RATE_CHANGES);
        }
        book.sampled(rate, sample.samplePool());
        agent.flowDrops += book.drops(sample.drops());
        if (rate == 0) {
            tally.add(Counter.RATE_ZERO);
        }
        check(sample.records(), KnownRecords.OF_PACKETS, tally.unknownFlowRecords);
        packet.of(source, sample, millis);
        if (packet.implausible()) {
            tally.add(Counter.FRAME_LENGTH);
        }
        parts.flowSample(packet);
    }

    @Override
    public void discardedPacket(DiscardSample sample) {
        DataSourceState source = source(sample.sourceClass(), sample.sourceIndex());
        if (source == null) {
            return;
        }
        tally.add(Counter.NOTIFICATIONS);
        source.notifications.accept(agent.notifications, sample.sequence(), subAgent.epoch());
        agent.notificationDrops += source.notifications.drops(sample.drops());
        check(sample.records(), KnownRecords.OF_PACKETS, tally.unknownFlowRecords);
        parts.discard(packet.of(source, sample, millis));
    }

    @Override
    public void counterSample(CounterSample sample) {
        DataSourceState source = source(sample.sourceClass(), sample.sourceIndex());
        if (source == null) {
            return;
        }
        tally.add(Counter.COUNTER_SAMPLES);
        source.counters.accept(agent.counters, sample.sequence(), subAgent.epoch());
        source.polling.accept(uptime, millis);
        check(sample.records(), KnownRecords.OF_COUNTERS, tally.unknownCounterRecords);
        parts.counterSample(source, sample);
    }

    @Override
    public void customSample(CustomSample sample) {
        DataSourceState source =
                dataSources.of(agent, subAgent.id, sample.bytes(), sample.sourceOffset(), sample.sourceLength());
        if (source == null) {
            return;
        }
        source.lastSeen = millis;
        tally.add(Counter.CUSTOM_SAMPLES);
        parts.customSample(source, sample);
    }

    /** The data source of a sample; null, and counted, when there cannot be one. */
    private DataSourceState source(int sourceClass, long index) {
        if (sourceClass < 0 || sourceClass > LAST_CLASS) {
            tally.add(Counter.SAMPLES_BAD_SOURCE);
            return null;
        }
        DataSourceState source = dataSources.of(agent, subAgent.id, sourceClass, index);
        if (source != null) {
            source.lastSeen = millis;
        }
        return source;
    }

    private void check(SampleRecords records, KnownRecords known, TagTally unknown) {
        if (records.damaged()) {
            tally.add(Counter.SAMPLES_DAMAGED);
            tally.add(Counter.PARSE_ERRORS);
        }
        if (records.count() == 1 && records.hasHeader()) { // as most samples of packets are
            return;
        }
        for (int i = 0; i < records.count(); i++) {
            if (!known.has(records.tag(i))) {
                tally.add(Counter.RECORDS_UNKNOWN);
                unknown.add(records.tag(i));
            }
        }
    }

    @Override
    public void unknownSample(int tag, int length) {
        tally.add(Counter.SAMPLES_UNKNOWN);
        tally.unknownSamples.add(tag);
    }

    @Override
    public void malformedSample(int tag, int length) {
        tally.add(Counter.SAMPLES_MALFORMED);
        tally.add(Counter.PARSE_ERRORS);
    }
}
