// SPDX-License-Identifier: Apache-2.0
package io.weir.lookup.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.maxmind.db.Reader;
import io.weir.api.InvalidInput;
import io.weir.api.flow.BoundKey;
import io.weir.api.flow.KeyType;
import io.weir.api.flow.KeyValue;
import io.weir.api.net.Address;
import io.weir.api.net.Prefix;
import io.weir.testkit.GeoFile;
import io.weir.testkit.GivenSettings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AddressFactsTest {
    @TempDir
    private Path home;

    private final KeyValue key = new KeyValue();
    private AddressFacts facts;

    private void start(Map<String, String> settings) {
        facts = new AddressFacts(new GivenSettings(settings), home);
        facts.refresh();
    }

    @AfterEach
    void stop() {
        if (facts != null) {
            facts.deactivate();
        }
    }

    private String read(String function, String address, String... texts) {
        return Given.read(bind(function, address, texts));
    }

    private BoundKey bind(String function, String address, String... texts) {
        Address parsed = Address.parse(address);
        if (parsed.isIpv4()) {
            key.set(KeyType.IPV4, parsed.low() & 0xffff_ffffL);
        } else {
            key.set(KeyType.IPV6, parsed.high(), parsed.low());
        }
        return Given.bind(facts.functions(), function, key, texts);
    }

    private void countries(String code, String name) throws IOException {
        new GeoFile()
                .with(
                        "192.0.2.0/24",
                        Map.of(
                                "country", Map.of("iso_code", code, "names", Map.of("en", name)),
                                "continent", Map.of("code", "EU")))
                .with("2001:db8::/32", Map.of("registered_country", Map.of("iso_code", "NZ")))
                .write(home.resolve("country.mmdb"));
    }

    @Test
    void countriesAreReadOffTheOperatorsDatabase() throws IOException {
        countries("DE", "Germany");
        start(Map.of("geo.country", "country.mmdb"));
        assertThat(read("country", "192.0.2.77")).isEqualTo("DE");
        assertThat(read("country", "192.0.2.77", "name")).isEqualTo("Germany");
        assertThat(read("country", "192.0.2.77", "both")).isEqualTo("DE Germany");
        assertThat(read("country", "192.0.2.77", "continent")).isEqualTo("EU");
        assertThat(read("country", "2001:db8::9")).isEqualTo("NZ");
        assertThat(read("country", "2001:db8::9", "name")).isEqualTo("-");
        assertThat(read("country", "198.51.100.1")).isEqualTo("-");
    }

    @Test
    void aChangedDatabaseIsReadAnewAndABrokenOneLeavesTheOld() throws IOException {
        countries("DE", "Germany");
        start(Map.of("geo.country", "country.mmdb"));
        BoundKey bound = bind("country", "192.0.2.77");
        assertThat(Given.read(bound)).isEqualTo("DE");
        countries("FR", "France");
        Files.setLastModifiedTime(home.resolve("country.mmdb"), FileTime.fromMillis(1_000_000));
        facts.refresh();
        assertThat(Given.read(bound)).isEqualTo("FR");
        Files.writeString(home.resolve("country.mmdb"), "not a database");
        facts.refresh();
        assertThat(Given.read(bound)).isEqualTo("FR");
        Files.delete(home.resolve("country.mmdb"));
        facts.refresh();
        assertThat(Given.read(bound)).isEqualTo("FR");
    }

    @Test
    void autonomousSystemsAreReadOffTheOperatorsDatabase() throws IOException {
        new GeoFile()
                .with(
                        "192.0.2.0/24",
                        Map.of("autonomous_system_number", 64_500L, "autonomous_system_organization", "Example"))
                .write(home.resolve("asn.mmdb"));
        start(Map.of("geo.asn", home.resolve("asn.mmdb").toString()));
        assertThat(read("asn", "192.0.2.1")).isEqualTo("64500");
        assertThat(read("asn", "192.0.2.1", "descr")).isEqualTo("Example");
        assertThat(read("asn", "192.0.2.1", "both")).isEqualTo("64500 Example");
    }

    @Test
    void aDatabaseOfAnotherKindIsToldAndLeavesTheOld() throws IOException {
        countries("DE", "Germany");
        start(Map.of("geo.country", "country.mmdb"));
        new GeoFile()
                .type("GeoLite2-ASN")
                .with("192.0.2.0/24", Map.of("autonomous_system_number", 64_500L))
                .write(home.resolve("country.mmdb"));
        Files.setLastModifiedTime(home.resolve("country.mmdb"), FileTime.fromMillis(1_000_000));
        facts.refresh();
        assertThat(read("country", "192.0.2.77")).isEqualTo("DE");
        assertThatThrownBy(() -> GeoDatabase.read(home.resolve("country.mmdb"), GeoFact.COUNTRY))
                .isInstanceOf(WrongKind.class)
                .hasMessage("of type \"GeoLite2-ASN\"");
        countries("FR", "France");
        Files.setLastModifiedTime(home.resolve("country.mmdb"), FileTime.fromMillis(2_000_000));
        facts.refresh();
        assertThat(read("country", "192.0.2.77")).isEqualTo("FR");
        assertThatThrownBy(() -> GeoDatabase.read(home.resolve("country.mmdb"), GeoFact.SYSTEM))
                .isInstanceOf(WrongKind.class);
    }

    /** Networks of all sizes, some of which tell the same as their neighbours, and gaps. */
    private List<String> manyNetworks(Random random) throws IOException {
        GeoFile file = new GeoFile();
        List<String> networks = new ArrayList<>();
        long at = 0x0a00_0000L;
        while (at < 0xe000_0000L) {
            int bits = random.nextInt(25);
            at = at + (1L << bits) - 1 & -1L << bits;
            networks.add("%d.%d.%d.%d/%d".formatted(at >> 24, at >> 16 & 0xff, at >> 8 & 0xff, at & 0xff, 32 - bits));
            at += 1L << bits;
        }
        at = 0x2003_0000L;
        while (at < 0x2003_8000L) {
            int bits = random.nextInt(8);
            at = at + (1L << bits) - 1 & -1L << bits;
            networks.add("%x:%x::/%d".formatted(at >> 16, at & 0xffff, 32 - bits));
            at += 1L << bits;
        }
        networks.add("2003:8000:1:2:3:4:5:0/112");
        networks.add("2003:8000:1:2:3:4:6:0/128");
        for (String network : networks) {
            file.with(
                    network,
                    random.nextInt(9) == 0
                            ? Map.of("isp", "none of these")
                            : Map.of("country", Map.of("iso_code", "C" + random.nextInt(3))));
        }
        file.write(home.resolve("country.mmdb"));
        return networks;
    }

    @Test
    void everyAddressIsToldOfAsMaxMindsReaderDoes() throws IOException {
        Random random = new Random(1);
        List<String> networks = manyNetworks(random);
        start(Map.of("geo.country", "country.mmdb"));
        List<String> addresses = new ArrayList<>(List.of("0.0.0.0", "255.255.255.255", "::", "ffff::", "::192.0.2.1"));
        for (String network : networks) {
            Prefix prefix = Prefix.parse(network);
            int free = 128 - prefix.length();
            long low = free >= 64 ? -1 : (1L << free) - 1;
            long high = free <= 64 ? 0 : (1L << free - 64) - 1;
            addresses.add(prefix.address().toString());
            addresses.add(
                    new Address(prefix.address().high() | high, prefix.address().low() | low).toString());
            addresses.add(new Address(prefix.address().high(), prefix.address().low() + low + 1).toString());
            addresses.add(new Address(
                            prefix.address().high() | high & random.nextLong(),
                            prefix.address().low() | low & random.nextLong())
                    .toString());
        }
        assertThat(addresses).hasSizeGreaterThan(1_000);
        try (Reader reader = new Reader(home.resolve("country.mmdb").toFile())) {
            for (String address : addresses) {
                Map<?, ?> record = reader.get(InetAddress.getByName(address), Map.class);
                String expected = record != null && record.get("country") instanceof Map<?, ?> country
                        ? String.valueOf(country.get("iso_code"))
                        : "-";
                assertThat(read("country", address)).as(address).isEqualTo(expected);
            }
        }
    }

    @Test
    void addressesWithAnIpv4AddressInThemAreToldOfAsThat() throws IOException {
        countries("DE", "Germany");
        start(Map.of("geo.country", "country.mmdb"));
        key.set(KeyType.IPV6, 0, 0xffff_c000_0201L);
        assertThat(Given.read(Given.bind(facts.functions(), "country", key))).isEqualTo("DE");
        assertThat(read("country", "2002:c000:201::1")).isEqualTo("DE");
        assertThat(read("country", "2001:0:c000:201::1")).isEqualTo("DE");
        assertThat(read("country", "2002:c633:6401::1")).isEqualTo("-");
    }

    @Test
    void askingOfAnyNumberOfAddressesAllocatesNothing() throws IOException {
        manyNetworks(new Random(2));
        start(Map.of("geo.country", "country.mmdb"));
        KeyValue out = new KeyValue();
        BoundKey country = bind("country", "10.0.0.1");
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().getId();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 20; round++) {
            long before = threads.getThreadAllocatedBytes(id);
            for (int i = 0; i < 10_000; i++) {
                key.set(KeyType.IPV4, (round * 10_000L + i) * 0x9e37_79b9L & 0xffff_ffffL);
                country.extract(null, out);
            }
            least = Math.min(least, threads.getThreadAllocatedBytes(id) - before);
        }
        assertThat(least).isLessThan(10_000);
    }

    @Test
    void withoutFilesNothingIsTold() {
        start(Map.of());
        assertThat(read("country", "192.0.2.1")).isEqualTo("-");
        assertThat(read("asn", "192.0.2.1", "both")).isEqualTo("-");
        key.set(KeyType.MAC, 0x00163eab0102L);
        assertThat(Given.read(Given.bind(facts.functions(), "oui", key, "name")))
                .isEqualTo("-");
        assertThat(Given.read(Given.bind(facts.functions(), "oui", key))).isEqualTo("00163E");
    }

    @Test
    void vendorsAreReadOffListsOfAllKinds() throws IOException {
        Files.writeString(home.resolve("oui.txt"), """
                # a comment
                OUI/MA-L                                                    Organization
                00-16-3E   (hex)\t\tXensource, Inc.
                MA-L,002272,"American Micro-Fuel, Corp.",2181 Buchanan Loop Ferndale US
                MA-L,08EA44,Extreme Networks Headquarters,2121 RDU Center Drive
                00:00:0C\tCisco\tCisco Systems, Inc
                0050C2 IEEE Registration Authority
                """);
        start(Map.of("oui.names", "oui.txt"));
        assertThat(vendor(0x00163eab0102L)).isEqualTo("Xensource, Inc.");
        assertThat(vendor(0x002272000000L)).isEqualTo("American Micro-Fuel, Corp.");
        assertThat(vendor(0x08ea44000000L)).isEqualTo("Extreme Networks Headquarters");
        assertThat(vendor(0x00000c000001L)).isEqualTo("Cisco Systems, Inc");
        assertThat(vendor(0x0050c2000001L)).isEqualTo("IEEE Registration Authority");
        assertThat(vendor(0xffffff000001L)).isEqualTo("-");
    }

    private String vendor(long mac) {
        key.set(KeyType.MAC, mac);
        return Given.read(Given.bind(facts.functions(), "oui", key, "name"));
    }

    @Test
    void attributesThatAreNotKnownAreRefusedWithThoseThatAre() {
        start(Map.of());
        assertThatThrownBy(() -> read("country", "192.0.2.1", "capital"))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("\"capital\"")
                .hasMessageContaining("\"code\"");
        assertThatThrownBy(() -> read("asn", "192.0.2.1", "name")).isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> read("oui", "192.0.2.1", "address")).isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> read("oui", "192.0.2.1", "name", "x")).isInstanceOf(InvalidInput.class);
    }
}
