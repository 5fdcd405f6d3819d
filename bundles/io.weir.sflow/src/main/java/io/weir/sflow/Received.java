// SPDX-License-Identifier: Apache-2.0
package io.weir.sflow;

/**
 * How a datagram came in: from which UDP source, at which socket, when.
 *
 * <p>A flyweight, valid only during the call. Thread: confined to its user.
 */
public final class Received {
    private long sourceHigh;
    private long sourceLow;
    private int sourcePort;
    private int socket;
    private long millis;

    /**
     * Sets all of it, and returns this.
     *
     * @param sourceHigh the first eight bytes of the source's IPv6 address; 0 for IPv4
     * @param sourceLow the last eight; IPv4 as an IPv4-mapped address (RFC 4291 §2.5.5.2): {@code 0xffff} and the address
     * @param socket the number of the receiving socket, from 0
     * @param millis when it arrived: ms since 1970 on the clock of the shards
     */
    public Received set(long sourceHigh, long sourceLow, int sourcePort, int socket, long millis) {
        this.sourceHigh = sourceHigh;
        this.sourceLow = sourceLow;
        this.sourcePort = sourcePort;
        this.socket = socket;
        this.millis = millis;
        return this;
    }

    public long sourceHigh() {
        return sourceHigh;
    }

    public long sourceLow() {
        return sourceLow;
    }

    public int sourcePort() {
        return sourcePort;
    }

    public int socket() {
        return socket;
    }

    /** When it arrived: ms since 1970 on the clock of the shards. */
    public long millis() {
        return millis;
    }
}
