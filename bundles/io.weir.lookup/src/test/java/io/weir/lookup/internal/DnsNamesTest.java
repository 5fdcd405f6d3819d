// SPDX-License-Identifier: Apache-2.0
package io.weir.lookup.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.flow.BoundKey;
import io.weir.api.flow.KeyType;
import io.weir.api.flow.KeyValue;
import io.weir.api.net.Address;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DnsNamesTest {
    private final KeyValue key = new KeyValue();
    private DnsNames names;

    private BoundKey start(Function<Address, Optional<String>> resolver) {
        names = new DnsNames(resolver);
        return Given.bind(names.functions(), "dns", key);
    }

    @AfterEach
    void stop() {
        names.deactivate();
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private String read(BoundKey bound, long address) {
        key.set(KeyType.IPV4, address);
        return Given.read(bound);
    }

    @Test
    void anAddressReadsAsItselfUntilItsNameIsKnown() {
        CountDownLatch answer = new CountDownLatch(1);
        BoundKey bound = start(address -> {
            try {
                answer.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Optional.of("www.example.com");
        });
        assertThat(read(bound, 0xc0000201L)).isEqualTo("192.0.2.1");
        answer.countDown();
        await(() -> !read(bound, 0xc0000201L).equals("192.0.2.1"));
        assertThat(read(bound, 0xc0000201L)).isEqualTo("www.example.com.");
    }

    @Test
    void whatIsNoHostNameIsNoName() {
        List<String> hostile = List.of(
                "<script>.example.com.",
                "a\u0000b.",
                "",
                "x".repeat(255),
                "a b.",
                "ü.example.",
                ".",
                "good-1_a.example.");
        AtomicInteger asked = new AtomicInteger();
        BoundKey bound = start(address -> {
            asked.incrementAndGet();
            return Optional.of(hostile.get((int) address.low() & 15));
        });
        for (int i = 0; i < hostile.size(); i++) {
            read(bound, 0xc0000200L + i);
        }
        await(() -> read(bound, 0xc0000207L).equals("good-1_a.example."));
        await(() -> asked.get() == hostile.size());
        for (int i = 0; i < 7; i++) {
            assertThat(read(bound, 0xc0000200L + i)).isEqualTo("192.0.2." + i);
        }
        await(() -> names.counters().get("dnsResolved").intValue() == 1);
    }

    @Test
    void eachAddressIsAskedForOnceAndAgainWhenItIsOld() {
        AtomicInteger asked = new AtomicInteger();
        BoundKey bound = start(address -> Optional.of("name" + asked.incrementAndGet() + "."));
        for (int i = 0; i < 1000; i++) {
            read(bound, 0xc0000201L);
        }
        await(() -> read(bound, 0xc0000201L).equals("name1."));
        names.sweep(System.nanoTime() + TimeUnit.MINUTES.toNanos(30));
        assertThat(asked).hasValue(1);
        names.sweep(System.nanoTime() + TimeUnit.HOURS.toNanos(2));
        await(() -> read(bound, 0xc0000201L).equals("name2."));
    }

    @Test
    void whatNoTrafficHadIsForgotten() {
        BoundKey bound = start(address -> Optional.empty());
        assertThat(read(bound, 0xc0000201L)).isEqualTo("192.0.2.1");
        await(() -> {
            names.sweep(System.nanoTime() + TimeUnit.HOURS.toNanos(2));
            return names.counters().get("dnsNames").intValue() == 0;
        });
        assertThat(read(bound, 0xc0000201L)).isEqualTo("192.0.2.1");
        assertThat(names.counters().get("dnsNames").intValue()).isEqualTo(1);
    }

    @Test
    void aFloodOfAddressesIsBoundedAndCounted() {
        CountDownLatch end = new CountDownLatch(1);
        BoundKey bound = start(address -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Optional.empty();
        });
        for (int i = 0; i < 100_000; i++) {
            key.set(KeyType.IPV4, 0x0a000000L + i);
            bound.extract(null, new KeyValue());
        }
        assertThat(names.counters().get("dnsNames").intValue()).isLessThan(5000);
        assertThat(names.counters().get("dnsRefused").longValue()).isGreaterThan(90_000);
        end.countDown();
    }

    @Test
    void aNameThatIsKnownStaysWhileTooManyAddressesWait() {
        CountDownLatch end = new CountDownLatch(1);
        BoundKey bound = start(address -> {
            try {
                if (address.low() != 0xffff_c000_0201L) {
                    end.await();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Optional.of("www.example.com.");
        });
        await(() -> read(bound, 0xc0000201L).equals("www.example.com."));
        for (int i = 0; i < 10_000; i++) {
            read(bound, 0x0a000000L + i);
        }
        names.sweep(System.nanoTime() + TimeUnit.HOURS.toNanos(2));
        assertThat(read(bound, 0xc0000201L)).isEqualTo("www.example.com.");
        end.countDown();
    }

    @Test
    void whatCameLastIsAskedForFirst() {
        Semaphore answers = new Semaphore(0);
        Queue<Long> asked = new ConcurrentLinkedQueue<>();
        BoundKey bound = start(address -> {
            asked.add(address.low() & 0xffff_ffffL);
            answers.acquireUninterruptibly();
            return Optional.empty();
        });
        for (int i = 0; i < 1000; i++) {
            read(bound, 0x0a000000L + i);
        }
        await(() -> asked.size() == 4);
        read(bound, 0xc0000201L);
        answers.release();
        await(() -> asked.contains(0xc0000201L));
        assertThat(asked).hasSize(5);
        answers.release(1000);
    }

    @Test
    void reverseNamesAreThoseOfTheStandards() {
        start(address -> Optional.empty());
        assertThat(Resolvers.reverse(Address.parse("192.0.2.1"))).isEqualTo("1.2.0.192.in-addr.arpa");
        assertThat(Resolvers.reverse(Address.parse("2001:db8::1")))
                .isEqualTo("1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa");
    }

    @Test
    void aServerOfTheSettingIsAsked() throws IOException {
        start(address -> Optional.empty());
        try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            Thread answering = new Thread(() -> answer(server), "dns-server");
            answering.start();
            assertThat(Resolvers.of("127.0.0.1:" + server.getLocalPort()).apply(Address.parse("192.0.2.1")))
                    .contains("www.example.");
        }
    }

    /** Answers a question for a pointer with www.example. Source: RFC 1035 §4.1. */
    private static void answer(DatagramSocket server) {
        byte[] room = new byte[512];
        DatagramPacket question = new DatagramPacket(room, room.length);
        try {
            server.receive(question);
            int end = 12;
            while (room[end] != 0) {
                end += 1 + room[end];
            }
            end += 5;
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.write(room, 0, 2);
            out.writeBytes(new byte[] {(byte) 0x85, (byte) 0x80, 0, 1, 0, 1, 0, 0, 0, 0});
            out.write(room, 12, end - 12);
            out.writeBytes(new byte[] {(byte) 0xc0, 12, 0, 12, 0, 1, 0, 0, 0, 60, 0, 13});
            out.writeBytes("\3www\7example\0".getBytes(StandardCharsets.US_ASCII));
            server.send(new DatagramPacket(out.toByteArray(), out.size(), question.getSocketAddress()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aServerThatDoesNotAnswerIsNoName() {
        start(address -> Optional.empty());
        assertThat(Resolvers.of("127.0.0.1:1").apply(Address.parse("192.0.2.1")))
                .isEmpty();
    }
}
