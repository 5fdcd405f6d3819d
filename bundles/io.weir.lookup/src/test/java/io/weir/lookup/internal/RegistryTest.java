// SPDX-License-Identifier: Apache-2.0
package io.weir.lookup.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.InvalidInput;
import io.weir.api.NameTaken;
import io.weir.api.Owner;
import io.weir.api.Registration;
import io.weir.api.flow.BoundKey;
import io.weir.api.flow.KeyType;
import io.weir.api.flow.KeyValue;
import io.weir.api.lookup.GroupSet;
import io.weir.api.lookup.LabelMap;
import io.weir.testkit.MemoryStore;
import io.weir.testkit.SteppedTimeline;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RegistryTest {
    private final MemoryStore store = new MemoryStore();
    private final SteppedTimeline clock = new SteppedTimeline();
    private final GroupRegistry groups = new GroupRegistry(store, clock);
    private final MapRegistry maps = new MapRegistry(store, clock);
    private final KeyValue key = new KeyValue();
    private final KeyValue out = new KeyValue();

    private BoundKey group(String... sets) {
        return Given.bind(groups.functions(), "group", key, sets);
    }

    private BoundKey map(String name) {
        return Given.bind(maps.functions(), "map", key, name);
    }

    private static String read(BoundKey bound) {
        return Given.read(bound);
    }

    private static GroupSet set(String name, String group, String... prefixes) {
        return GroupSet.parse(name, Map.of(group, List.of(prefixes)));
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void nobodyCanWriteAMapThatIsSlow() {
        // texts that all have one hash where each byte counts 31 times the next
        List<String> same = IntStream.range(0, 1 << 17)
                .mapToObj(bits -> IntStream.range(0, 17)
                        .mapToObj(bit -> (bits >>> bit & 1) == 0 ? "Aa" : "BB")
                        .collect(Collectors.joining()))
                .toList();
        maps.define(Owner.REST, LabelMap.parse("m", Map.of("label", same)));
        byte[] last = same.get(same.size() - 1).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        key.set(last, 0, last.length);
        assertThat(read(map("m"))).isEqualTo("label");
    }

    @Test
    void setsAreTriedInOrderAndMayComeLaterAndGo() {
        BoundKey bound = group("first", "second");
        key.set(KeyType.IPV4, 0x0a000001);
        assertThat(read(bound)).isEqualTo("-");
        groups.define(Owner.REST, set("second", "b", "0.0.0.0/0"));
        assertThat(read(bound)).isEqualTo("b");
        Registration first = groups.define(Owner.app("app", "a.js"), set("first", "a", "10.0.0.0/8"));
        assertThat(read(bound)).isEqualTo("a");
        groups.define(Owner.app("app", "a.js"), set("first", "a", "11.0.0.0/8"));
        assertThat(read(bound)).isEqualTo("b");
        first.close();
        assertThat(groups.all()).containsKey("first");
        assertThat(groups.undefine(Owner.app("app", "a.js"), "first")).isTrue();
        assertThat(groups.undefine(Owner.app("app", "a.js"), "first")).isFalse();
    }

    @Test
    void aRefusedSetLeavesTheOldOne() {
        groups.define(Owner.REST, set("sites", "a", "10.0.0.0/8"));
        assertThatThrownBy(() -> set("sites", "office", "10.4.0/16"))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("group set \"sites\"")
                .hasMessageContaining("group \"office\"")
                .hasMessageContaining("10.4.0");
        assertThatThrownBy(() -> set("sites", "office", "10.4.0.0/33")).hasMessageContaining("length must be 0 to 32");
        assertThatThrownBy(() -> GroupSet.parse("a/b", Map.of())).isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> GroupSet.parse("a", Map.of("g", Map.of("x", 1))))
                .isInstanceOf(InvalidInput.class);
        key.set(KeyType.IPV4, 0x0a000001);
        assertThat(read(group("sites"))).isEqualTo("a");
    }

    @Test
    void emptyGroupsAndEmptyTextsAreTaken() {
        GroupSet set = GroupSet.parse("sites", Map.of("none", List.of(), "blank", List.of("", " 10.0.0.1 ")));
        assertThat(set.groups()).isEqualTo(Map.of("none", List.of(), "blank", List.of("10.0.0.1")));
        assertThat(GroupSet.parse("sites", Map.of("g", "10.0.0.1,10.0.0.2"))
                        .groups()
                        .get("g"))
                .containsExactly("10.0.0.1", "10.0.0.2");
        groups.define(Owner.REST, GroupSet.parse("sites", Map.of()));
        assertThat(read(group("sites"))).isEqualTo("-");
    }

    @Test
    void aNameBelongsToWhoDefinedIt() {
        groups.define(Owner.app("one", "a.js"), set("sites", "a", "10.0.0.0/8"));
        assertThatThrownBy(() -> groups.define(Owner.app("two", "b.js"), set("sites", "b", "10.0.0.0/8")))
                .isInstanceOf(NameTaken.class)
                .hasMessageContaining("group set \"sites\"");
        groups.define(Owner.SHELL, set("sites", "c", "10.0.0.0/8"));
        assertThat(groups.all().get("sites").owner()).isEqualTo(Owner.SHELL);
    }

    @Test
    void whatPeopleDefinedSurvivesARestartInOrder() {
        clock.advance(Duration.ofSeconds(5));
        groups.define(
                Owner.SHELL,
                GroupSet.parse("sites", Map.of("b.c =d", List.of("10.0.0.0/8", "FC00::/7"), "e", List.of())));
        groups.define(Owner.app("app", "a.js"), set("apps", "a", "10.0.0.0/8"));
        groups.define(Owner.REST, set("gone", "a", "10.0.0.0/8"));
        groups.undefine(Owner.REST, "gone");
        maps.define(
                Owner.REST, LabelMap.parse("names", Map.of("Zoë", List.of("a,b", "é"), "n", List.of(5.0, 6L, "7"))));
        GroupRegistry again = new GroupRegistry(store, clock);
        assertThat(again.all()).containsOnlyKeys("sites");
        assertThat(again.all().get("sites")).isEqualTo(groups.all().get("sites"));
        assertThat(again.updated("sites")).hasValue(clock.millis());
        assertThat(new MapRegistry(store, clock).all()).isEqualTo(maps.all());
    }

    @Test
    void aDamagedPieceCostsItselfOnly() {
        groups.define(Owner.REST, set("good", "a", "10.0.0.0/8"));
        store.pieces("group").put("bad", "0.a=10.0.0.0/99\nowner=rest\n");
        store.pieces("group").put("worse", "0.a=\\u12");
        assertThat(new GroupRegistry(store, clock).all()).containsOnlyKeys("good");
        assertThat(store.pieces("group")).containsKeys("bad", "worse");
    }

    @Test
    void mapsCompareKeysAsTexts() {
        maps.define(
                Owner.REST,
                LabelMap.parse("m", Map.of("host", List.of("00163EAB0102"), "five", List.of(5.0), "http", "a,b")));
        key.set(KeyType.MAC, 0x00163eab0102L);
        assertThat(read(map("m"))).isEqualTo("host");
        key.set(KeyType.INTEGER, 5);
        assertThat(read(map("m"))).isEqualTo("five");
        key.set(new byte[] {'x', 'a', ',', 'b'}, 1, 3);
        assertThat(read(map("m"))).isEqualTo("http");
        key.set(KeyType.INTEGER, 6);
        assertThat(read(map("m"))).isEqualTo("-");
        assertThat(read(map("other"))).isEqualTo("-");
    }

    @Test
    void lookingUpAllocatesNothing() {
        groups.define(Owner.REST, set("sites", "a", "10.0.0.0/8", "10.1.0.0/16", "2001:db8::/32"));
        maps.define(Owner.REST, LabelMap.parse("m", Map.of("x", List.of("10.1.0.1", "00163EAB0102"))));
        BoundKey group = group("sites");
        BoundKey map = map("m");
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().getId();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 20; round++) {
            long before = threads.getThreadAllocatedBytes(id);
            for (int i = 0; i < 10_000; i++) {
                key.set(KeyType.IPV4, 0x0a010000 + (i & 1));
                require(group.extract(null, out));
                map.extract(null, out);
            }
            least = Math.min(least, threads.getThreadAllocatedBytes(id) - before);
        }
        assertThat(least).isLessThan(10_000);
    }

    private static void require(boolean found) {
        if (!found) {
            throw new AssertionError("not found");
        }
    }
}
