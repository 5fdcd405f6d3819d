// SPDX-License-Identifier: Apache-2.0
package io.weir.lookup.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.flow.KeyType;
import io.weir.api.flow.KeyValue;
import io.weir.api.lookup.GroupSet;
import io.weir.api.net.Address;
import io.weir.api.net.Prefix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GroupTableTest {
    private final KeyValue out = new KeyValue();

    private static GroupTable table(Map<String, ?> groups) {
        return GroupTable.of(GroupSet.parse("sites", groups));
    }

    private String find(GroupTable table, String address) {
        KeyValue value = value(Address.parse(address), address.indexOf(':') < 0);
        return table.find(value, out) ? out.print() : "-";
    }

    private static KeyValue value(Address address, boolean ipv4) {
        KeyValue value = new KeyValue();
        value.set(
                ipv4 ? KeyType.IPV4 : KeyType.IPV6,
                address.high(),
                ipv4 ? address.low() & 0xffff_ffffL : address.low());
        return value;
    }

    @Test
    void longestPrefixWins() {
        GroupTable table = table(Map.of(
                "all", List.of("0.0.0.0/0"),
                "office", List.of("10.4.0.0/16", "2001:db8:4::/48"),
                "desk", List.of("10.4.7.0/24", "10.4.7.9")));
        assertThat(find(table, "10.4.6.255")).isEqualTo("office");
        assertThat(find(table, "10.4.7.0")).isEqualTo("desk");
        assertThat(find(table, "10.4.8.0")).isEqualTo("office");
        assertThat(find(table, "10.5.0.0")).isEqualTo("all");
        assertThat(find(table, "255.255.255.255")).isEqualTo("all");
        assertThat(find(table, "2001:db8:4:ffff:ffff:ffff:ffff:ffff")).isEqualTo("office");
        assertThat(find(table, "2001:db8:5::")).isEqualTo("-");
    }

    @Test
    void allOfIpv6HoldsNoIpv4() {
        GroupTable table = table(Map.of("six", List.of("::/0")));
        assertThat(find(table, "10.0.0.1")).isEqualTo("-");
        assertThat(find(table, "::")).isEqualTo("six");
        assertThat(find(table, "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")).isEqualTo("six");
    }

    @Test
    void lettersOfAnyCaseAndBareAddressesAreRead() {
        GroupTable table = table(Map.of("private", List.of("FC00::/7", "192.0.2.1")));
        assertThat(find(table, "fd12::1")).isEqualTo("private");
        assertThat(find(table, "192.0.2.1")).isEqualTo("private");
        assertThat(find(table, "192.0.2.2")).isEqualTo("-");
    }

    @Test
    void aPrefixInTwoGroupsCountsForTheFirst() {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        groups.put("one", List.of("10.0.0.0/8"));
        groups.put("two", List.of("10.0.0.0/8"));
        assertThat(find(table(groups), "10.1.2.3")).isEqualTo("one");
    }

    @Test
    void aValueThatIsNoAddressHasNoGroup() {
        KeyValue number = new KeyValue();
        number.set(KeyType.INTEGER, 0x0a000001);
        assertThat(table(Map.of("all", List.of("0.0.0.0/0", "::/0"))).find(number, out))
                .isFalse();
    }

    @Test
    void agreesWithTryingEveryPrefix() {
        Random random = new Random(20_260_101);
        for (int round = 0; round < 200; round++) {
            Map<String, List<String>> groups = new LinkedHashMap<>();
            for (int i = 0; i < 1 + random.nextInt(40); i++) {
                groups.computeIfAbsent("g" + random.nextInt(6), any -> new ArrayList<>())
                        .add(
                                random.nextBoolean()
                                        ? Address.text4(narrow(random)) + "/" + random.nextInt(33)
                                        : "2001:db8::" + Integer.toHexString(random.nextInt(64)) + "/"
                                                + random.nextInt(129));
            }
            GroupTable table = table(groups);
            for (int i = 0; i < 50; i++) {
                boolean ipv4 = random.nextBoolean();
                Address address = ipv4
                        ? Address.ipv4(narrow(random))
                        : Address.parse("2001:db8::" + Integer.toHexString(random.nextInt(64)));
                String found = table.find(value(address, ipv4), out) ? out.print() : "-";
                assertThat(found).as("%s in %s", address, groups).isEqualTo(expected(groups, address, ipv4));
            }
        }
    }

    /** Few addresses, so that prefixes nest. */
    private static long narrow(Random random) {
        return 0x0a00_0000L | random.nextInt(64) << (random.nextBoolean() ? 0 : 18);
    }

    private static String expected(Map<String, List<String>> groups, Address address, boolean ipv4) {
        String best = "-";
        int longest = -1;
        for (Map.Entry<String, List<String>> group : groups.entrySet()) {
            for (String text : group.getValue()) {
                Prefix prefix = Prefix.parse(text);
                boolean sameFamily = text.indexOf(':') < 0 == ipv4;
                if (sameFamily && prefix.length() > longest && prefix.contains(address)) {
                    longest = prefix.length();
                    best = group.getKey();
                }
            }
        }
        return best;
    }
}
