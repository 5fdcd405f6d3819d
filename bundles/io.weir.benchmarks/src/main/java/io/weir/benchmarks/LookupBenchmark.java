// SPDX-License-Identifier: Apache-2.0
package io.weir.benchmarks;

import io.weir.api.Owner;
import io.weir.api.flow.BoundKey;
import io.weir.api.flow.KeyFunction;
import io.weir.api.flow.KeyType;
import io.weir.api.flow.KeyValue;
import io.weir.api.lookup.GroupSet;
import io.weir.lookup.internal.AddressFacts;
import io.weir.lookup.internal.GroupRegistry;
import io.weir.testkit.GeoFile;
import io.weir.testkit.GivenSettings;
import io.weir.testkit.MemoryStore;
import io.weir.testkit.SteppedTimeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a key function that looks something up costs a call: in a set of 10,000 prefixes, databases of 20,000 networks, and a list
 * of 20,000 vendors.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 1,
        jvmArgs = {"-Xmx512m", "-XX:+UseSerialGC"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class LookupBenchmark {
    private static final int NETWORKS = 20_000;
    private static final int PREFIXES = 10_000;
    private static final int CALLS = 1 << 16;

    @Param({"group", "country", "asn", "oui"})
    public String function;

    /** How many addresses come: those of a few are remembered by {@code country} and {@code asn}, which of many are not. */
    @Param({"1000", "65536"})
    public int addresses;

    private final long[] values = new long[CALLS];
    private final KeyValue out = new KeyValue();
    private Path home;
    private BoundKey key;
    private int next;

    @Setup
    public void load() throws IOException {
        home = Files.createTempDirectory("weir-benchmark");
        Random random = new Random(1);
        long[] distinct = random.longs(addresses, 0, NETWORKS * 256L).toArray();
        for (int i = 0; i < CALLS; i++) {
            values[i] = distinct[random.nextInt(addresses)];
        }
        key = function.equals("group") ? group() : fact();
    }

    private BoundKey group() {
        Map<String, List<String>> groups = new TreeMap<>();
        for (int i = 0; i < PREFIXES; i++) {
            groups.computeIfAbsent("group" + i % 100, any -> new ArrayList<>()).add(network(2 * i));
        }
        GroupRegistry sets = new GroupRegistry(new MemoryStore(), new SteppedTimeline());
        sets.define(Owner.app("benchmark", "b.js"), GroupSet.parse("sites", groups));
        return bind(sets.functions(), KeyType.IPV4, 0x0a00_0000L, "sites");
    }

    private BoundKey fact() throws IOException {
        GeoFile countries = new GeoFile();
        GeoFile systems = new GeoFile();
        StringBuilder vendors = new StringBuilder();
        for (int i = 0; i < NETWORKS; i++) {
            countries.with(network(i), Map.of("country", Map.of("iso_code", "C" + (char) ('A' + i % 26))));
            systems.with(
                    network(i),
                    Map.of("autonomous_system_number", 64_000L + i, "autonomous_system_organization", "System " + i));
            vendors.append("%06X\tVendor %d%n".formatted(i, i));
        }
        countries.write(home.resolve("country.mmdb"));
        systems.write(home.resolve("asn.mmdb"));
        Files.writeString(home.resolve("oui.txt"), vendors);
        AddressFacts facts = new AddressFacts(
                GivenSettings.of("geo.country", "country.mmdb", "geo.asn", "asn.mmdb", "oui.names", "oui.txt"), home);
        facts.refresh();
        return function.equals("oui")
                ? bind(facts.functions(), KeyType.MAC, 0, "name")
                : bind(facts.functions(), KeyType.IPV4, 0x0a00_0000L);
    }

    private static String network(int number) {
        return "10." + (number >> 8) + "." + (number & 0xff) + ".0/24";
    }

    /** The function of an address that is another at each call. */
    private BoundKey bind(Collection<KeyFunction> functions, KeyType type, long base, String... texts) {
        int shift = type == KeyType.MAC ? 16 : 0; // 256 addresses of each vendor
        BoundKey address = (sample, value) -> value.set(type, base + (values[next++ & CALLS - 1] << shift));
        KeyFunction row = functions.stream()
                .filter(each -> each.name().equals(function))
                .findFirst()
                .orElseThrow();
        return row.binder().bind(new KeyFunction.Arguments() {
            @Override
            public int count() {
                return 1 + texts.length;
            }

            @Override
            public String text(int index) {
                return texts[index - 1];
            }

            @Override
            public BoundKey key(int index) {
                return address;
            }

            @Override
            public boolean isKey(int index) {
                return index == 0;
            }
        });
    }

    @Benchmark
    public boolean call() {
        return key.extract(null, out);
    }

    @TearDown
    public void end() throws IOException {
        for (String file : List.of("country.mmdb", "asn.mmdb", "oui.txt")) {
            Files.deleteIfExists(home.resolve(file));
        }
        Files.delete(home);
    }
}
