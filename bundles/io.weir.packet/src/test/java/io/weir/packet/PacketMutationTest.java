// SPDX-License-Identifier: Apache-2.0
package io.weir.packet;

import static io.weir.packet.Packets.TCP;
import static io.weir.packet.Packets.bytes;
import static io.weir.packet.Packets.eth;
import static io.weir.packet.Packets.ip;
import static io.weir.packet.Packets.ip6;
import static io.weir.packet.Packets.label;
import static io.weir.packet.Packets.length;
import static io.weir.packet.Packets.u32;
import static io.weir.packet.Packets.udp;
import static io.weir.packet.Packets.vlan;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.sflow.DatagramVisitor;
import io.weir.sflow.FlowSample;
import io.weir.sflow.SampleRecords;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What damaged packets do to the dissector: nothing. */
class PacketMutationTest {
    private static final int GUARD = 64;
    private static final int[] HEADER_PROTOCOLS = {1, 3, 4, 5, 7, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18};

    private static final List<byte[]> PACKETS = List.of(
            bytes(
                    eth(0x88a8),
                    vlan(1, 0x8100),
                    vlan(2, 0x0800),
                    "46",
                    ip(6, "01010100", TCP).substring(2)),
            bytes(
                    eth(0x86dd),
                    ip6(0, "2b00000000000000", "2c00000000000000", "1100000000000007", udp(53, "00".repeat(12)))),
            bytes(eth(0x0800), ip(17, udp(4789, "0800000000123400", eth(0x86dd), ip6(6, TCP)))),
            bytes(eth(0x0800), ip(17, udp(4790, "0c00000400123400", "0fc2020100000203", ip(6, TCP)))),
            bytes(eth(0x0800), ip(17, udp(6081, "0200655800123400", "0000010100000000", eth(0x0800), ip(6, TCP)))),
            bytes(eth(0x0800), ip(17, udp(2152, "34ff0030 00000001 00000085 01100900", ip(6, TCP)))),
            bytes(eth(0x8847), label(16, false), label(17, true), "00000000", eth(0x0800), ip(6, TCP)),
            bytes(eth(0x8847), label(17, true), ip6(6, TCP)),
            bytes(eth(0x8864), "1100 0001 0046 0021", ip(41, ip6(58, "8000000000010002"))),
            bytes(
                    eth(0x0800),
                    ip(47, "b000 88be 00000000 00000001 00000002", "1064000700000000", eth(0x0800), ip(6, TCP))),
            bytes(eth(0x0800), ip(47, "1000 22eb 00000001", "20640007 00000001 00008001", "00".repeat(8), eth(0x0800))),
            bytes(eth(0x0806), "0001 0800 0604 0001 00163e000001 0a000001 000000000000 0a000002"),
            bytes(eth(88), "aaaa03 0080c2 0007 0000", eth(0x0800), ip(51, "06040000", "00".repeat(20), TCP)),
            bytes("8803 0000", "00163e000001".repeat(3), "0010 00163e000004 0000 aaaa03 000000 0800", ip(6, TCP)),
            bytes("0003 0001 0010 0002 60000000 0010 1b 40", "00".repeat(32), "0440ffff 00000012 00000001"),
            bytes("1841 03 00 80 000000 0800", ip(17, udp(4791, "0440ffff 00000012 00000001"))));

    private final PacketView packet = new PacketView();

    /** Those of the packets that start with Ethernet. */
    static List<byte[]> frames() {
        return PACKETS.subList(0, 13);
    }

    @Test
    void everyTruncationIsSurvivedAndListsNothingThatIsNotThere() {
        for (byte[] whole : PACKETS) {
            for (int headerProtocol : HEADER_PROTOCOLS) {
                for (int length = 0; length <= whole.length; length++) {
                    dissectGuarded(Arrays.copyOf(whole, length), headerProtocol);
                }
            }
        }
    }

    @Test
    void truncationOnlyTakesLayersAway() {
        for (byte[] whole : PACKETS) {
            String all = packet.dissect(whole, 0, whole.length, 1).toString();
            for (int length = 0; length <= whole.length; length++) {
                assertThat(all).startsWith(packet.dissect(whole, 0, length, 1).toString());
            }
        }
    }

    @Test
    void everyByteAndWordMayHoldAnything() {
        for (byte[] whole : PACKETS) {
            for (int at = 0; at < whole.length; at++) {
                byte[] mutant = whole.clone();
                for (int value : new int[] {0, 1, 4, 0x45, 0x60, 0x7f, 0x80, 0xff}) {
                    mutant[at] = (byte) value;
                    dissectGuarded(mutant, 1);
                    if (at + 1 < whole.length) {
                        mutant[at + 1] = (byte) value;
                        dissectGuarded(mutant, 1);
                        mutant[at + 1] = whole[at + 1];
                    }
                }
            }
        }
    }

    @Test
    void randomBytesAreSurvived() {
        Random random = new Random(7);
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = PACKETS.get(i % PACKETS.size()).clone();
            for (int n = random.nextInt(6); n >= 0; n--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            int length = random.nextInt(bytes.length + 1);
            dissectGuarded(Arrays.copyOf(bytes, length), HEADER_PROTOCOLS[i % HEADER_PROTOCOLS.length]);
        }
    }

    @Test
    void offsetAndLengthAreCutDownToTheArray() {
        byte[] whole = PACKETS.get(0);
        assertThat(packet.dissect(whole, -5, Integer.MAX_VALUE, 1).layers()).isEqualTo(5);
        assertThat(packet.dissect(whole, whole.length + 1, 10, 1).layers()).isZero();
        assertThat(packet.dissect(whole, 0, -1, 1).layers()).isZero();
        assertThat(packet.has(0, 1)).isFalse();
        assertThat(packet.dissect(new byte[0], 0, 0, 1).layers()).isZero();
    }

    @Test
    void stacksAThousandDeepEndAtTheBound() {
        byte[][] stacks = {
            bytes(eth(0x8100), vlan(1, 0x8100).repeat(1000)),
            bytes(eth(0x0800), ("4500000000000000ff040000" + "0a000001" + "0a000002").repeat(1000)),
            bytes(eth(0x86dd), ("600000000000" + "2940" + "00".repeat(32)).repeat(1000)),
            bytes(eth(0x86dd), "600000000000" + "3c40" + "00".repeat(32), "3c00000000000000".repeat(1000)),
            bytes(eth(0x6558).repeat(1000)),
            bytes(eth(0x8847), label(16, false).repeat(1000), label(17, true)),
            bytes(eth(0x894f), "0002060400000000".repeat(1000)),
        };
        for (byte[] stack : stacks) {
            packet.dissect(stack, 0, stack.length, PacketView.ETHERNET);
            assertThat(packet.layers()).isLessThanOrEqualTo(PacketView.MAX_LAYERS);
            assertThat(packet.stack(new byte[PacketView.MAX_STACK], 0)).isLessThanOrEqualTo(PacketView.MAX_STACK);
            dissectGuarded(stack, PacketView.ETHERNET);
        }
        for (int i : new int[] {0, 1, 2, 3, 4, 6}) {
            packet.dissect(stacks[i], 0, stacks[i].length, PacketView.ETHERNET);
            assertThat(packet.stop()).as(packet.toString()).isEqualTo(PacketView.Stop.TOO_DEEP);
        }
    }

    @Test
    void dissectionMakesNoGarbage() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        byte[] text = new byte[PacketView.MAX_STACK];
        long allocated = Long.MAX_VALUE;
        long sum = 0;
        for (int round = 0; round < 50 && allocated > 0; round++) { // the first rounds load classes and compile
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 2_000; i++) {
                byte[] bytes = PACKETS.get(i % PACKETS.size());
                packet.dissect(bytes, 0, bytes.length - i % 7, HEADER_PROTOCOLS[i % HEADER_PROTOCOLS.length]);
                sum += packet.stack(text, 0) + packet.offset(Protocol.IP, 0);
            }
            allocated = threads.getCurrentThreadAllocatedBytes() - before;
        }
        assertThat(allocated).isZero();
        assertThat(sum).isPositive();
    }

    @Test
    void decodingAndDissectingMakeNoGarbage() {
        String header = "00000001 000005ee 00000004 00000036 " + eth(0x0800) + ip(6, TCP) + "0000";
        String record = "00000001 " + u32(length(header)) + header;
        String sample = "00000009 00000004 000003e8 00001388 00000000 00000004 00000007 00000001 " + record;
        byte[] datagram = bytes(
                "00000005 00000001 0a000001 00000000 00000001 0000ea60 00000002 ",
                ("00000001" + u32(length(sample)) + sample).repeat(2));
        int[] layers = new int[1];
        DatagramVisitor visitor = new DatagramVisitor() {
            @Override
            public void flowSample(FlowSample flow) {
                SampleRecords r = flow.records();
                packet.dissect(r.bytes(), r.headerOffset(), r.headerLength(), r.headerProtocol());
                layers[0] += packet.layers();
            }
        };
        Captures decoder = new Captures();
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocated = Long.MAX_VALUE;
        for (int round = 0; round < 50 && allocated > 0; round++) {
            layers[0] = 0;
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 1_000; i++) {
                decoder.decode(datagram, 0, datagram.length, visitor);
            }
            allocated = threads.getCurrentThreadAllocatedBytes() - before;
        }
        assertThat(allocated).isZero();
        assertThat(layers[0]).isEqualTo(1_000 * 2 * 3);
    }

    /** Dissects in an array of the packet's size, where a read outside fails, and again between guard bytes. */
    private void dissectGuarded(byte[] bytes, int headerProtocol) {
        packet.dissect(bytes, 0, bytes.length, headerProtocol);
        String expected = describe(0);
        check(0, bytes.length);
        for (byte guard : new byte[] {0, (byte) 0xff}) {
            byte[] guarded = new byte[bytes.length + 2 * GUARD];
            Arrays.fill(guarded, guard);
            System.arraycopy(bytes, 0, guarded, GUARD, bytes.length);
            packet.dissect(guarded, GUARD, bytes.length, headerProtocol);
            assertThat(describe(GUARD)).isEqualTo(expected);
        }
    }

    private String describe(int base) {
        StringBuilder text = new StringBuilder().append(packet.stop());
        for (int i = 0; i < packet.layers(); i++) {
            text.append(' ')
                    .append(packet.protocol(i).label())
                    .append(packet.offset(i) - base)
                    .append('/')
                    .append(packet.payload(i) - base)
                    .append('/')
                    .append(packet.end(i) - base)
                    .append('/')
                    .append(packet.next(i))
                    .append(packet.laterFragment(i) ? "f" : "");
        }
        return text.toString();
    }

    private void check(int start, int limit) {
        int least = start;
        int most = limit;
        assertThat(packet.layers()).isBetween(0, PacketView.MAX_LAYERS);
        for (int i = 0; i < packet.layers(); i++) {
            int offset = packet.offset(i);
            assertThat(offset).isGreaterThanOrEqualTo(least);
            assertThat(packet.has(offset, packet.protocol(i).fixed())).isTrue();
            assertThat(packet.payload(i)).isBetween(offset, packet.end(i));
            assertThat(packet.end(i)).isLessThanOrEqualTo(most);
            least = packet.payload(i);
            most = packet.end(i);
            int fragment = packet.fragmentHeader(i);
            assertThat(fragment < 0 || packet.has(fragment, 8)).isTrue();
            int routing = packet.routingHeader(i);
            assertThat(routing < 0 || packet.has(routing, 8)).isTrue();
        }
    }
}
