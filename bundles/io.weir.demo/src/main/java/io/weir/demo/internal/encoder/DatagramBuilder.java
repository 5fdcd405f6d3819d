// SPDX-License-Identifier: Apache-2.0
package io.weir.demo.internal.encoder;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes an sFlow v5 datagram.
 *
 * <pre>{@code
 * byte[] datagram = DatagramBuilder.agent("10.0.0.1").sequence(7).uptime(60_000)
 *         .add(FlowSampleBuilder.of(3).samplingRate(1000).samplePool(5000).input(3).output(4)
 *                 .packet(PacketBuilder.ethernet("020000000001", "020000000002")
 *                         .ipv4("192.0.2.1", "192.0.2.2").tcp(40000, 80).payload(1000)))
 *         .add(CounterSampleBuilder.of(3).add(CounterRecords.portName("swp3")))
 *         .bytes();
 * }</pre>
 *
 * <p>Thread: confined to its user. Source: sFlow v5 §5, {@code sample_datagram_v5}.
 */
public final class DatagramBuilder {
    private final List<Structure> samples = new ArrayList<>();
    private final String agent;
    private int version = 5;
    private long subAgent;
    private long sequence = 1;
    private long uptime = 1_000;
    private long claimed = -1;

    private DatagramBuilder(String agent) {
        this.agent = agent;
    }

    /** A datagram of an agent: IPv4, IPv6, or the empty text for an address of unknown type. */
    public static DatagramBuilder agent(String address) {
        return new DatagramBuilder(address);
    }

    public DatagramBuilder subAgent(long id) {
        subAgent = id;
        return this;
    }

    public DatagramBuilder sequence(long number) {
        sequence = number;
        return this;
    }

    /** Milliseconds since the agent started. */
    public DatagramBuilder uptime(long ms) {
        uptime = ms;
        return this;
    }

    public DatagramBuilder add(SampleBuilder sample) {
        return add(sample.build());
    }

    public DatagramBuilder add(Structure sample) {
        samples.add(sample);
        return this;
    }

    /** Writes another version number. */
    public DatagramBuilder version(int number) {
        version = number;
        return this;
    }

    /** Claims that many samples instead of those there are. */
    public DatagramBuilder claim(long count) {
        claimed = count;
        return this;
    }

    public byte[] bytes() {
        XdrWriter out = new XdrWriter().u32(version).address(agent).u32(subAgent, sequence, uptime);
        out.u32(claimed < 0 ? samples.size() : claimed);
        samples.forEach(out::structure);
        return out.bytes();
    }
}
