// SPDX-License-Identifier: Apache-2.0
package io.weir.demo.internal;

import io.weir.api.net.Address;
import io.weir.packet.PacketView;
import io.weir.sflow.ByteView;
import io.weir.sflow.CounterSample;
import io.weir.sflow.DatagramDecoder;
import io.weir.sflow.DatagramHeader;
import io.weir.sflow.DatagramVisitor;
import io.weir.sflow.DiscardSample;
import io.weir.sflow.FlowSample;
import io.weir.sflow.Received;
import io.weir.sflow.SampleRecords;
import io.weir.sflow.XdrCursor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Reads datagrams as a collector does, and keeps what they say of each port in two ways: by samples and by counters. */
final class Ledger implements Consumer<byte[]>, DatagramVisitor {
    private static final int INTERFACE = 1;
    private static final int PORT_NAME = 1005;
    private static final int HOST_DESCR = 2000;

    final Map<String, Account> accounts = new TreeMap<>();
    final Set<String> names = new TreeSet<>();
    final Set<String> stacks = new TreeSet<>();
    final List<String> faults = new ArrayList<>();
    private final Map<String, Long> sequences = new HashMap<>();
    private final PacketView packet = new PacketView();
    private final XdrCursor cursor = new XdrCursor();
    int datagrams;
    int discards;
    int longest;
    private String agent = "";

    /** What is known of one port. */
    static final class Account {
        double inEstimate;
        double inVariance;
        double outEstimate;
        double outVariance;
        long inCounter;
        long outCounter;
        /** The estimates as they stood when the counters were reported. */
        double inAtCounter;

        double inVarianceAtCounter;
        long pool;
        long samples;
        int polls;
    }

    private Account account(long ifIndex) {
        return accounts.computeIfAbsent(agent + " " + ifIndex, port -> new Account());
    }

    @Override
    public void accept(byte[] datagram) {
        datagrams++;
        longest = Math.max(longest, datagram.length);
        DatagramDecoder.Outcome outcome =
                new DatagramDecoder().decode(new ByteView().wrap(datagram, 0, datagram.length), new Received(), this);
        if (outcome != DatagramDecoder.Outcome.COMPLETE) {
            faults.add("datagram " + outcome);
        }
    }

    @Override
    public boolean datagram(DatagramHeader header) {
        agent = new Address(header.addressHigh(), header.addressLow()).toString();
        inOrder("datagram", header.sequence());
        return true;
    }

    private void inOrder(String what, long sequence) {
        long before = sequences.merge(agent + " " + what, 1L, Long::sum) - 1;
        if (sequence != before + 1) {
            faults.add(agent + " " + what + " sequence: is=" + sequence + " before=" + before);
        }
    }

    @Override
    public void flowSample(FlowSample sample) {
        inOrder("flow " + sample.sourceIndex(), sample.sequence());
        double bytes = (double) sample.records().frameLength() * sample.samplingRate();
        Account in = account(sample.input());
        if (sample.samplePool() <= in.pool) {
            faults.add(agent + " pool of " + sample.input());
        }
        in.pool = sample.samplePool();
        in.samples += sample.samplingRate();
        in.inEstimate += bytes;
        in.inVariance += bytes * bytes;
        if (sample.outputFormat() == 0) {
            Account out = account(sample.output());
            out.outEstimate += bytes;
            out.outVariance += bytes * bytes;
        }
        header(sample.records());
    }

    private void header(SampleRecords records) {
        packet.dissect(records.bytes(), records.headerOffset(), records.headerLength(), records.headerProtocol());
        stacks.add(packet.toString());
        if (records.damaged() || !records.hasHeader() || packet.stop() != PacketView.Stop.COMPLETE) {
            faults.add("packet " + packet + " " + packet.stop());
        }
    }

    @Override
    public void discardedPacket(DiscardSample sample) {
        discards++;
        inOrder("discard", sample.sequence());
        header(sample.records());
    }

    @Override
    public void counterSample(CounterSample sample) {
        inOrder("counters " + sample.sourceClass() + ":" + sample.sourceIndex(), sample.sequence());
        SampleRecords records = sample.records();
        int descr = records.find(HOST_DESCR);
        if (descr >= 0) {
            names.add(text(records, descr) + " " + agent);
            return;
        }
        names.add(agent + " " + sample.sourceIndex() + " " + text(records, records.find(PORT_NAME)));
        XdrCursor body = records.body(records.find(INTERFACE), cursor);
        Account account = account(body.u32());
        body.int32();
        body.u64();
        body.u64();
        account.inCounter = body.u64();
        for (int i = 0; i < 6; i++) {
            body.u32();
        }
        account.outCounter = body.u64();
        account.inAtCounter = account.inEstimate;
        account.inVarianceAtCounter = account.inVariance;
        account.polls++;
    }

    private String text(SampleRecords records, int index) {
        XdrCursor body = records.body(index, cursor);
        int length = body.int32();
        return new String(records.bytes(), body.opaque(length), length, StandardCharsets.UTF_8);
    }

    @Override
    public void unknownSample(int tag, int length) {
        faults.add("unknown sample " + tag);
    }

    @Override
    public void malformedSample(int tag, int length) {
        faults.add("malformed sample " + tag);
    }
}
