// SPDX-License-Identifier: Apache-2.0
package io.weir.sflow;

/**
 * The head of a datagram.
 *
 * <p>A flyweight, valid only during the call. Source: sFlow v5 §5, {@code sample_datagram_v5}.
 */
public final class DatagramHeader {
    Received received;
    int length;
    long addressHigh;
    long addressLow;
    boolean ipv6;
    boolean named;
    long subAgent;
    long sequence;
    long uptime;
    long sampleCount;

    public Received received() {
        return received;
    }

    /** The UDP payload's bytes. */
    public int length() {
        return length;
    }

    /** Whether the agent gave its address; if not (type 0, unknown) the datagram's UDP source stands in for it. */
    public boolean named() {
        return named;
    }

    /** The first eight bytes of the agent's address; 0 for IPv4. */
    public long addressHigh() {
        return addressHigh;
    }

    /** The last eight bytes of the agent's address; IPv4 as an IPv4-mapped address: {@code 0xffff} and the address. */
    public long addressLow() {
        return addressLow;
    }

    /** Whether the agent gave an address of type IPv6 (which may still hold an IPv4-mapped one). */
    public boolean ipv6() {
        return ipv6;
    }

    public long subAgent() {
        return subAgent;
    }

    /** The datagram's sequence number, of this agent and sub-agent. */
    public long sequence() {
        return sequence;
    }

    /** Milliseconds since the agent started; wraps at 2^32. */
    public long uptime() {
        return uptime;
    }

    /** How many samples the datagram claims to hold; never trust it for a loop or an allocation. */
    public long sampleCount() {
        return sampleCount;
    }
}
