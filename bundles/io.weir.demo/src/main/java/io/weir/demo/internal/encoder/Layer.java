// SPDX-License-Identifier: Apache-2.0
package io.weir.demo.internal.encoder;

/**
 * One header of a packet in the making.
 *
 * <p>Thread: immutable.
 *
 * @param etherType by which an Ethernet header or VLAN tag names it
 * @param ipProtocol by which an IP header names it
 */
record Layer(int etherType, int ipProtocol, Header header) {
    /** What follows the innermost header: payload that no number names. */
    static final Layer NONE = new Layer(0x88b5, 253, (next, length) -> new byte[0]);

    /** Makes the bytes of a header. */
    @FunctionalInterface
    interface Header {
        /**
         * The bytes of the header.
         *
         * @param next the header that follows
         * @param length the bytes behind this header
         */
        byte[] bytes(Layer next, int length);
    }
}
