// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import static io.weir.flow.internal.Wire.discard;
import static io.weir.flow.internal.Wire.eth;
import static io.weir.flow.internal.Wire.ip;
import static io.weir.flow.internal.Wire.tagged;
import static io.weir.flow.internal.Wire.tcp;
import static io.weir.flow.internal.Wire.udp;
import static io.weir.flow.internal.Wire.xdr;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.shard.Observation;
import io.weir.api.shard.ShardPart;
import io.weir.testkit.InlineShards;
import io.weir.testkit.SteppedTimeline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Keys that are read by a recipe against the same ones asked, whatever the packet. */
class KeyRecipeTest {
    private static final String TCP = ip("0a000001", "0a000002", 6, tcp(1234, 80, 0x12));
    private static final String TCP6 =
            "6bb12345 0014 06 3f" + "20010db8000000000000000000000001".repeat(2) + tcp(1, 2, 3);
    private static final List<String> PACKETS = List.of(
            eth(0x0800) + TCP,
            eth(0x86dd) + TCP6,
            eth(0x8100) + "a00a 0800" + TCP,
            eth(0x88a8) + "a00a 8100 b00b 86dd" + TCP6,
            eth(0x88a8) + "a00a 88e7 00000001" + eth(0x8100) + "0001 0800" + TCP,
            eth(0x0806) + "0001 0800 06 04 0001 00163eab0102 0a000001 000000000000 0a000002",
            eth(48) + "aaaa03 000000 0800" + TCP,
            eth(48) + "aaaa03 000000 8100 0005 0800" + TCP,
            eth(43) + "060603" + TCP,
            eth(40) + "424203" + "00".repeat(40),
            eth(0x8100) + "0007 0030 aaaa03 000000 0800" + TCP,
            eth(0x8847) + "03e81040 00018140" + TCP,
            eth(0x8864) + "1100 0001 002a 0021" + TCP,
            eth(0x6558) + eth(0x0800) + TCP,
            eth(0x0800) + ip("0a000001", "0a000002", 47, "2000 0800 00123456" + TCP),
            eth(0x0800)
                    + ip(
                            "0a000001",
                            "0a000002",
                            17,
                            udp(5, 4789, "08000000 00006400" + eth(0x8100) + "0001 0800" + TCP)),
            eth(0x0800)
                    + ip(
                            "0a000001",
                            "0a000002",
                            17,
                            udp(5, 4789, "08000000 00006400" + eth(48) + "aaaa03 000000 0800" + TCP)),
            eth(0x0800) + ip("0a000001", "0a000002", 41, TCP6),
            eth(0x86dd) + "60000000 0010 2c 3f" + "11".repeat(32) + "1100 0011 00000001 0102030405060708",
            eth(0x0800) + ip("0a000001", "0a000002", 1, "0303 0000 00000000" + TCP),
            eth(0x0800)
                    + ip("0a000001", "0a000002", 17, udp(53, 4000, "0001 8183 0001 0000 0000 0000 0161 00 001c 0001")));

    private final Random random = new Random(11);
    private final Sharing sharing = new Sharing(5);
    private final Map<String, SharedKey> keys = new LinkedHashMap<>();
    private final long[] numbers = new long[100];
    /** A shard lives on with a part that throws, so what differs is told of behind it. */
    private final List<String> wrong = new ArrayList<>();

    private int recipes;

    @Test
    void valuesAndHashesAreThoseOfKeysThatAreAsked() {
        Vocabulary vocabulary = new Vocabulary();
        Binding binding = new Binding(vocabulary, sharing);
        vocabulary.keys.all().forEach(key -> {
            for (int layer = 0; layer < (key.layered() ? 3 : 1); layer++) {
                String name = key.name() + (layer == 0 ? "" : "." + layer);
                keys.put(name, binding.key(name));
            }
        });
        String first = "or:tcpsourceport:udpsourceport:inputifindex";
        keys.put(first, binding.key(first));
        try (InlineShards shards = new InlineShards(new SteppedTimeline())) {
            shards.add(shard -> new ShardPart() {
                @Override
                public void onFlowSample(Observation sample) {
                    keys.forEach((name, key) -> compare(sample, name, key));
                }

                @Override
                public void onDiscard(Observation sample) {
                    keys.forEach((name, key) -> compare(sample, name, key));
                }
            });
            for (int i = 0; i < 4000; i++) {
                shards.receive(Wire.datagram(FlowFixture.AGENT, List.of(sample())));
                sharing.layouts.tick();
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(recipes).isGreaterThan(500_000);
    }

    private Wire sample() {
        byte[] packet = Wire.bytes(PACKETS.get(random.nextInt(PACKETS.size())));
        for (int i = random.nextInt(4); i > 0; i--) {
            packet[random.nextInt(packet.length)] = (byte) random.nextInt();
        }
        packet = random.nextInt(3) == 0 ? Arrays.copyOf(packet, random.nextInt(packet.length + 1)) : packet;
        int protocol = random.nextInt(10) == 0 ? 1 + random.nextInt(18) : 1;
        List<Wire> records = new ArrayList<>();
        if (random.nextInt(10) > 0) {
            records.add(tagged(1, xdr(protocol, random.nextInt(2000), 4).opaque(packet)));
        }
        if (random.nextInt(4) == 0) {
            records.add(tagged(
                    2,
                    xdr(500).fixed(Wire.bytes("00163eab0304 0000 00163eab0102 0000"))
                            .and(0x0800)));
            records.add(tagged(3, xdr(486, 17, 0x0a000001, 0x0a000002, 53, 4000, 0, 0xb8)));
            records.add(tagged(1001, xdr(10, 1, 20, 0xffff_ffffL)));
        }
        if (random.nextInt(4) == 0) {
            return discard(3, 256, records.toArray(Wire[]::new));
        }
        long input = random.nextInt(4) == 0 ? random.nextInt() : random.nextInt(10);
        long output = random.nextInt(4) == 0 ? random.nextInt() : random.nextInt(10);
        Wire body = xdr(random.nextInt(), 3, 10, 1_000_000, 0, input, output, records.size());
        records.forEach(record -> body.fixed(record.bytes()));
        return tagged(1, body);
    }

    private void compare(Observation sample, String name, SharedKey key) {
        sharing.sample++;
        int layout = sharing.layout(sample);
        KeyRecipe recipe = layout < 0
                ? KeyRecipe.ASKING
                : KeyRecipe.of(List.of(key.place(sharing.layouts.layout(layout))), sharing.hash);
        if (recipe == KeyRecipe.ASKING) {
            return;
        }
        Arrays.fill(numbers, random.nextLong());
        long hash = recipe.read(sample, numbers, 0);
        boolean has = key.read(sample);
        if (recipe == KeyRecipe.LACKING ? has : hash != KeyRecipe.UNREAD && !(has && same(recipe, hash, key))) {
            wrong.add(
                    name + " in " + sample.packet() + ": " + (has ? key.value().print() : "-"));
        }
        recipes++;
    }

    private boolean same(KeyRecipe recipe, long hash, SharedKey key) {
        return hash == sharing.hash.part(0, key.value()) && written(recipe).equals(written(key));
    }

    private List<Long> written(KeyRecipe recipe) {
        KeyWords words = new KeyWords();
        words.begin(0);
        for (int i = 0; i < recipe.pieces.length; i++) {
            int length = recipe.pieces[i].length(numbers[i]);
            words.add(recipe.pieces[i].bytes(numbers[i], length), length);
        }
        return words(words);
    }

    private static List<Long> written(SharedKey key) {
        KeyWords words = new KeyWords();
        words.begin(0);
        words.add(key.value());
        return words(words);
    }

    private static List<Long> words(KeyWords words) {
        words.close();
        return Arrays.stream(words.words, 0, words.at).boxed().toList();
    }
}
