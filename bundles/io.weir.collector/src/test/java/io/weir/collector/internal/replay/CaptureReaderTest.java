// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal.replay;

import static io.weir.collector.internal.replay.CaptureFile.START;
import static io.weir.collector.internal.replay.CaptureFile.ethernet;
import static io.weir.collector.internal.replay.CaptureFile.fragment;
import static io.weir.collector.internal.replay.CaptureFile.hex;
import static io.weir.collector.internal.replay.CaptureFile.ipv4;
import static io.weir.collector.internal.replay.CaptureFile.ipv6;
import static io.weir.collector.internal.replay.CaptureFile.join;
import static io.weir.collector.internal.replay.CaptureFile.read;
import static io.weir.collector.internal.replay.CaptureFile.sflow;
import static io.weir.collector.internal.replay.CaptureFile.udp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.net.Address;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CaptureReaderTest {
    private static final byte[] DATAGRAM = sflow("10.0.0.1", 1);

    @TempDir
    Path directory;

    static Stream<Arguments> formats() {
        return Stream.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)
                .flatMap(order -> Stream.of(1L, 1000L)
                        .flatMap(unit -> Stream.of(true, false).map(ng -> Arguments.of(ng, order, unit))));
    }

    private static CaptureFile capture(boolean ng, ByteOrder order, long unit) {
        return ng ? CaptureFile.pcapng(order, unit, 1) : CaptureFile.pcap(order, unit, 1);
    }

    @ParameterizedTest
    @MethodSource("formats")
    void bothFormatsAreReadInBothByteOrdersAndUnits(boolean ng, ByteOrder order, long unit) throws IOException {
        Path file = capture(ng, order, unit)
                .frame(START + 1_234_567_000, ethernet(ipv4(udp(6343, DATAGRAM))))
                .frame(START + 2_000_000_000, ethernet(ipv4(udp(9999, DATAGRAM))))
                .write(directory);
        List<Captured> read = read(file);
        assertThat(read).extracting(Captured::nanos).containsExactly(START + 1_234_567_000, START + 2_000_000_000);
        assertThat(read).extracting(Captured::destinationPort).containsExactly(6343, 9999);
        assertThat(read.get(0).payload()).isEqualTo(DATAGRAM);
        assertThat(read.get(0).source()).isEqualTo(Address.parse("192.0.2.7"));
        assertThat(read.get(0).sourcePort()).isEqualTo(50_000);
    }

    static Stream<Arguments> links() {
        byte[] four = ipv4(udp(6343, DATAGRAM));
        byte[] six = ipv6(udp(6343, DATAGRAM));
        String macs = "020000000001 020000000002";
        return Stream.of(
                Arguments.of("loopback", 0, join(hex("02000000"), four)),
                Arguments.of("loopback, other order", 0, join(hex("0000001e"), six)),
                Arguments.of("loopback of BSD", 108, join(hex("00000002"), four)),
                Arguments.of("Ethernet", 1, ethernet(six)),
                Arguments.of("Ethernet, padded", 1, join(ethernet(four), new byte[6])),
                Arguments.of("VLAN", 1, join(hex(macs + "8100 000a 0800"), four)),
                Arguments.of("two VLANs", 1, join(hex(macs + "88a8 000a 8100 000b 86dd"), six)),
                Arguments.of("raw IP", 101, four),
                Arguments.of("raw IP", 12, six),
                Arguments.of("raw IPv6", 229, six),
                Arguments.of("cooked", 113, join(hex("0000 0001 0006 0200000000010000 0800"), four)),
                Arguments.of("cooked, VLAN", 113, join(hex("0000 0001 0006 0200000000010000 8100 000a 86dd"), six)),
                Arguments.of("cooked 2", 276, join(hex("0800 0000 00000003 0001 00 06 0200000000010000"), four)),
                Arguments.of(
                        "cooked 2, VLAN",
                        276,
                        join(hex("8100 0000 00000003 0001 00 06 0200000000010000 000a 0800"), four)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("links")
    void everyLinkIsRead(String name, int link, byte[] frame) throws IOException {
        for (CaptureFile capture : List.of(
                CaptureFile.pcap(ByteOrder.BIG_ENDIAN, 1, link),
                CaptureFile.pcapng(ByteOrder.LITTLE_ENDIAN, 1000, link))) {
            List<Captured> read = read(capture.frame(START, frame).write(directory));
            assertThat(read).as(name).hasSize(1);
            assertThat(read.get(0).payload()).isEqualTo(DATAGRAM);
            assertThat(read.get(0).source()).isIn(Address.parse("192.0.2.7"), Address.parse("2001:db8::7"));
        }
    }

    private Map<String, Number> counts(CaptureFile capture) throws IOException {
        try (CaptureReader reader = CaptureReader.open(capture.write(directory))) {
            Optional<Captured> one = reader.next();
            while (one.isPresent()) {
                one = reader.next();
            }
            return reader.counts();
        }
    }

    @Test
    void fragmentsInAnyOrderBecomeOneDatagram() throws IOException {
        byte[] udp = udp(6343, DATAGRAM);
        int third = udp.length / 3 & ~7;
        CaptureFile capture = CaptureFile.pcap()
                .frame(START, ethernet(fragment(udp, 2 * third, udp.length, 0, 7)))
                .frame(START + 1000, ethernet(fragment(udp, 0, third, 0x2000, 7)))
                .frame(START + 2000, ethernet(fragment(udp, third, 2 * third, 0x2000, 8)))
                .frame(START + 3000, ethernet(fragment(udp, third, 2 * third, 0x2000, 7)));
        List<Captured> read = read(capture.write(directory));
        assertThat(read).hasSize(1);
        assertThat(read.get(0).payload()).isEqualTo(DATAGRAM);
        assertThat(read.get(0).nanos()).isEqualTo(START + 3000);
        assertThat(counts(capture))
                .containsEntry("fragments", 4L)
                .containsEntry("fragmentsNotReassembled", 1L)
                .containsEntry("datagrams", 1L);
    }

    @Test
    void fragmentsOfIpv6BecomeOneDatagram() throws IOException {
        byte[] udp = udp(6343, DATAGRAM);
        byte[] first = join(hex("1100 0001 00000009"), Arrays.copyOf(udp, 48));
        byte[] rest = join(hex("1100 0030 00000009"), Arrays.copyOfRange(udp, 48, udp.length));
        List<Captured> read = read(CaptureFile.pcap()
                .frame(START, ethernet(ipv6(44, first)))
                .frame(START, ethernet(ipv6(44, rest)))
                .write(directory));
        assertThat(read).hasSize(1);
        assertThat(read.get(0).payload()).isEqualTo(DATAGRAM);
    }

    @Test
    void fragmentsThatOverlapAreNoDatagram() throws IOException {
        byte[] udp = udp(6343, DATAGRAM);
        assertThat(counts(CaptureFile.pcap()
                        .frame(START, ethernet(fragment(udp, 0, 32, 0x2000, 7)))
                        .frame(START, ethernet(fragment(udp, 24, udp.length, 0, 7)))))
                .containsEntry("fragmentsNotReassembled", 2L)
                .doesNotContainKey("datagrams");
    }

    @Test
    void whatIsNoSflowIsCountedByReason() throws IOException {
        byte[] other = DATAGRAM.clone();
        other[3] = 9;
        byte[] cut = Arrays.copyOf(ethernet(ipv4(udp(6343, DATAGRAM))), 60);
        byte[] tcp = ipv4(udp(6343, DATAGRAM));
        tcp[9] = 6;
        assertThat(counts(CaptureFile.pcap()
                        .frame(START, ethernet(ipv4(udp(6343, other))))
                        .frame(START, DATAGRAM.length + 42, cut)
                        .frame(START, ethernet(tcp))
                        .frame(START, hex("020000000001 020000000002 0806 0001"))
                        .frame(START, new byte[0])))
                .isEqualTo(Map.of("frames", 5L, "udpNotSflow", 1L, "framesCut", 1L, "framesNotUdp", 3L));
    }

    @Test
    void stampsNeverGoBack() throws IOException {
        byte[] frame = ethernet(ipv4(udp(6343, DATAGRAM)));
        CaptureFile capture = CaptureFile.pcap().frame(START + 5000, frame).frame(START, frame);
        assertThat(read(capture.write(directory)))
                .extracting(Captured::nanos)
                .containsExactly(START + 5000, START + 5000);
        assertThat(counts(capture)).containsEntry("framesOutOfOrder", 1L);
    }

    @Test
    void stampsThatAreNoTimeAreBroughtIntoItsRange() throws IOException {
        byte[] frame = ethernet(ipv4(udp(6343, DATAGRAM)));
        // ticks of pcapng are unsigned, and reach beyond what ns since 1970 can tell
        Path file = capture(true, ByteOrder.LITTLE_ENDIAN, 1)
                .frame(Long.MIN_VALUE, frame)
                .frame(Long.MAX_VALUE, frame)
                .write(directory);
        assertThat(read(file)).extracting(Captured::nanos).containsExactly(0L, 4_102_444_800_000_000_000L);
        assertThat(Survey.of(file).nanos()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void fileCutShortSaysWhereAndKeepsWhatIsWhole(boolean ng) throws IOException {
        byte[] frame = ethernet(ipv4(udp(6343, DATAGRAM)));
        byte[] whole = capture(ng, ByteOrder.LITTLE_ENDIAN, 1000)
                .frame(START, frame)
                .frame(START, frame)
                .bytes();
        Path file = Files.write(directory.resolve("cut"), Arrays.copyOf(whole, whole.length - 10));
        Survey survey = Survey.of(file);
        assertThat(survey.broken()).matches("cut short: the record at byte \\d+ lacks 10 bytes");
        assertThat(survey.datagrams()).isEqualTo(1);
        assertThatThrownBy(() -> read(file)).isInstanceOf(IOException.class).hasMessage(survey.broken());
    }

    @Test
    void fileThatIsNoCaptureIsRefusedWithOneFact() throws IOException {
        Path file = directory.resolve("f");
        Files.writeString(file, "Hello, world");
        assertThatThrownBy(() -> Survey.of(file)).hasMessage("neither pcap nor pcapng");
        Files.write(file, hex("1f8b0800 00000000"));
        assertThatThrownBy(() -> Survey.of(file)).hasMessage("neither pcap nor pcapng but gzip: unpack it first");
        Files.write(file, new byte[0]);
        assertThatThrownBy(() -> Survey.of(file)).hasMessage("neither pcap nor pcapng: it has 0 bytes");
        Files.write(file, CaptureFile.pcap().bytes());
        assertThatThrownBy(() -> Survey.of(file)).hasMessage("holds no sFlow version 5: frames=0");
        Files.write(file, CaptureFile.pcap().frame(START, new byte[60]).bytes());
        assertThatThrownBy(() -> Survey.of(file)).hasMessage("holds no sFlow version 5: frames=1, framesNotUdp=1");
    }

    @Test
    void noByteMakesTheReaderThrowAnythingElse() throws IOException {
        byte[] udp = udp(6343, DATAGRAM);
        Random random = new Random(7);
        Path file = directory.resolve("fuzz");
        for (boolean ng : new boolean[] {true, false}) {
            byte[] whole = capture(ng, ByteOrder.LITTLE_ENDIAN, 1000)
                    .frame(START, ethernet(fragment(udp, 0, 48, 0x2000, 7)))
                    .frame(START, ethernet(fragment(udp, 48, udp.length, 0, 7)))
                    .frame(START, ethernet(ipv6(udp)))
                    .bytes();
            for (int i = 0; i < 3_000; i++) {
                byte[] odd = whole.clone();
                for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                    odd[random.nextInt(odd.length)] = (byte) (random.nextBoolean() ? -1 : random.nextInt());
                }
                Files.write(file, odd);
                assertThatCode(() -> {
                            try {
                                read(file);
                            } catch (IOException e) {
                                assertThat(e.getMessage()).isNotBlank();
                            }
                        })
                        .doesNotThrowAnyException();
            }
        }
    }
}
