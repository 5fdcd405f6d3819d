// SPDX-License-Identifier: Apache-2.0
package io.weir.benchmarks;

import io.weir.packet.PacketView;
import io.weir.packet.Protocol;
import io.weir.sflow.ByteView;
import io.weir.sflow.CounterSample;
import io.weir.sflow.DatagramDecoder;
import io.weir.sflow.DatagramVisitor;
import io.weir.sflow.FlowSample;
import io.weir.sflow.Received;
import io.weir.sflow.SampleRecords;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a sample costs from the datagram's first byte on: walked; its layers found; its 5-tuple read. An operation is a sample. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class DatagramDecoderBenchmark {
    static final int SAMPLES = 16_384;

    /** A capture of {@code sflowgen --pcap}; empty: datagrams made much like its. */
    @Param("")
    public String pcap;

    private final DatagramDecoder decoder = new DatagramDecoder();
    private final ByteView view = new ByteView();
    private final Received received = new Received();
    private final Walk walk = new Walk();
    private final Dissection dissection = new Dissection();
    private final FiveTuple fiveTuple = new FiveTuple();
    private List<byte[]> datagrams = List.of();

    @Setup
    public void load() throws IOException {
        datagrams = Mix.of(pcap, SAMPLES);
    }

    @Benchmark
    @OperationsPerInvocation(SAMPLES)
    public long walk() {
        return decode(walk);
    }

    @Benchmark
    @OperationsPerInvocation(SAMPLES)
    public long walkAndDissect() {
        return decode(dissection);
    }

    @Benchmark
    @OperationsPerInvocation(SAMPLES)
    public long walkAndFindFiveTuple() {
        return decode(fiveTuple);
    }

    private long decode(Walk visitor) {
        visitor.sum = 0;
        for (int i = 0; i < datagrams.size(); i++) {
            byte[] datagram = datagrams.get(i);
            decoder.decode(view.wrap(datagram, 0, datagram.length), received, visitor);
        }
        return visitor.sum;
    }

    private static class Walk implements DatagramVisitor {
        long sum;

        @Override
        public void flowSample(FlowSample sample) {
            sum += sample.samplingRate() + sample.records().headerOffset() + sample.input();
        }

        @Override
        public void counterSample(CounterSample sample) {
            sum += sample.sourceIndex() + sample.records().count();
        }
    }

    private static class Dissection extends Walk {
        final PacketView packet = new PacketView();

        @Override
        public void flowSample(FlowSample sample) {
            SampleRecords records = sample.records();
            packet.dissect(records.bytes(), records.headerOffset(), records.headerLength(), records.headerProtocol());
            sum += packet.layers() + sample.samplingRate();
        }
    }

    private static final class FiveTuple extends Dissection {
        @Override
        public void flowSample(FlowSample sample) {
            super.flowSample(sample);
            byte[] bytes = packet.bytes();
            int ip = packet.offset(Protocol.IP, 0);
            if (ip >= 0) {
                sum += ByteView.u64(bytes, ip + 12) + ByteView.u8(bytes, ip + 9);
            } else {
                int ip6 = packet.offset(Protocol.IP6, 0);
                if (ip6 >= 0) {
                    sum += ByteView.u64(bytes, ip6 + 8) + ByteView.u64(bytes, ip6 + 16) + ByteView.u64(bytes, ip6 + 24);
                    sum += ByteView.u64(bytes, ip6 + 32) + packet.next(packet.layer(Protocol.IP6, 0));
                }
            }
            int transport = packet.offset(Protocol.TCP, 0);
            if (transport < 0) {
                transport = packet.offset(Protocol.UDP, 0);
            }
            if (transport >= 0) {
                sum += ByteView.int32(bytes, transport);
            }
        }
    }
}
