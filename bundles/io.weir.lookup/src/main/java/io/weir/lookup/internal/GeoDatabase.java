// SPDX-License-Identifier: Apache-2.0
package io.weir.lookup.internal;

import com.maxmind.db.CHMCache;
import com.maxmind.db.DatabaseRecord;
import com.maxmind.db.InvalidNetworkException;
import com.maxmind.db.Networks;
import com.maxmind.db.Reader;
import io.weir.api.flow.KeyValue;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a MaxMind DB tells of addresses: read once, into ranges of addresses of which the same is told. So looking something up
 * takes as long for an address that was never seen as for any other, allocates nothing and remembers nothing, and the file may be
 * overwritten.
 *
 * <p>Thread: immutable.
 */
final class GeoDatabase {
    private static final long LARGEST_FILE = 512L << 20;
    /** Bytes of ranges and texts. */
    private static final long MOST_BYTES = 192L << 20;

    private static final int IPV4_BYTES = 4;
    private static final int IPV4_LENGTH = 96;
    /** About what a text takes besides its characters. */
    private static final int TEXT_BYTES = 24;

    private final AddressRanges four;
    private final AddressRanges six;
    /** By the labels of ranges, and the facts. */
    private final byte[][][] texts;

    private GeoDatabase(AddressRanges four, AddressRanges six, byte[][][] texts) {
        this.four = four;
        this.six = six;
        this.texts = texts;
    }

    /**
     * Reads a file: seconds for a million networks. Throws {@link IOException} when it is damaged or tells too much to be held,
     * {@link WrongKind} when no record has any of the facts.
     */
    static GeoDatabase read(Path file, List<GeoFact> facts) throws IOException {
        long bytes = Files.size(file);
        if (bytes > LARGEST_FILE) {
            throw new IOException("larger than " + LARGEST_FILE + " bytes: bytes=" + bytes);
        }
        try (Reader reader = new Reader(file.toFile(), Reader.FileMode.MEMORY, new CHMCache())) {
            Reading reading = new Reading(facts);
            for (Networks<?> networks = reader.networks(Map.class); networks.hasNext(); ) {
                reading.add(networks.next());
            }
            if (reading.labels.isEmpty()) {
                throw new WrongKind("of type \"" + reader.getMetadata().databaseType() + "\"");
            }
            return reading.database();
        } catch (InvalidNetworkException e) {
            throw new IOException(e);
        }
    }

    /** The text of a fact about an address; false when there is none, or it is no address. */
    boolean find(KeyValue address, int fact, KeyValue out) {
        int label =
                switch (address.type()) {
                    case IPV4 -> four.find(0, address.low());
                    case IPV6 -> six(address.high(), address.low());
                    default -> AddressRanges.NONE;
                };
        if (label == AddressRanges.NONE) {
            return false;
        }
        byte[] text = texts[label][fact];
        return text.length > 0 && out.set(text, 0, text.length);
    }

    /** Like MaxMind's trees, it takes those that have an IPv4 address in them (compatible, mapped, 6to4, Teredo) for that. */
    private int six(long high, long low) {
        if (high == 0 && (low >>> 32 == 0 || low >>> 32 == 0xffff)) {
            return four.find(0, low & 0xffff_ffffL);
        }
        int label = six.find(high, low);
        if (label == AddressRanges.NONE && high >>> 48 == 0x2002) {
            return four.find(0, high >>> 16 & 0xffff_ffffL);
        }
        return label == AddressRanges.NONE && high >>> 32 == 0x2001_0000 ? four.find(0, high & 0xffff_ffffL) : label;
    }

    /** A database as it is read. Thread: one. */
    private static final class Reading {
        private final List<GeoFact> facts;
        private final AddressRanges.Growing four = new AddressRanges.Growing();
        private final AddressRanges.Growing six = new AddressRanges.Growing();
        private final Map<List<String>, Integer> labels = new HashMap<>();
        private long textBytes;

        Reading(List<GeoFact> facts) {
            this.facts = facts;
        }

        void add(DatabaseRecord<?> found) throws IOException {
            if (!(found.data() instanceof Map<?, ?> record)) {
                return;
            }
            int label =
                    label(facts.stream().map(fact -> fact.of().apply(record)).toList());
            InetAddress begin = found.network().networkAddress();
            ByteBuffer bytes = ByteBuffer.wrap(begin.getAddress());
            if (bytes.remaining() == IPV4_BYTES) {
                add(four, 0, bytes.getInt() & 0xffff_ffffL, found.network().prefixLength() + IPV4_LENGTH, label);
            } else {
                add(six, bytes.getLong(), bytes.getLong(), found.network().prefixLength(), label);
            }
            long held = textBytes + (long) AddressRanges.Growing.BYTES * (four.count() + six.count());
            if (held > MOST_BYTES) {
                throw new IOException("tells more than fits into " + MOST_BYTES + " bytes");
            }
        }

        private static void add(AddressRanges.Growing ranges, long high, long low, int length, int label) {
            ranges.begin(high, low, label);
            ranges.end(high, low, length, AddressRanges.NONE);
        }

        private int label(List<String> told) {
            if (told.stream().allMatch(String::isEmpty)) {
                return AddressRanges.NONE;
            }
            Integer known = labels.putIfAbsent(told, labels.size());
            if (known != null) {
                return known;
            }
            told.forEach(text -> textBytes += TEXT_BYTES + text.length());
            return labels.size() - 1;
        }

        GeoDatabase database() {
            byte[][][] texts = new byte[labels.size()][][];
            labels.forEach((told, label) -> texts[label] = told.stream()
                    .map(text -> text.getBytes(StandardCharsets.UTF_8))
                    .toArray(byte[][]::new));
            return new GeoDatabase(four.ranges(), six.ranges(), texts);
        }
    }
}
