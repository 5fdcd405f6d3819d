// SPDX-License-Identifier: Apache-2.0
package io.weir.lookup.internal;

import com.maxmind.db.NoCache;
import com.maxmind.db.Reader;
import io.weir.api.flow.KeyType;
import io.weir.api.flow.KeyValue;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A MaxMind DB, held in memory: nobody waits for a disk, and the file may be overwritten. Thread: any.
 */
final class GeoDatabase {
    private static final Logger LOG = LoggerFactory.getLogger(GeoDatabase.class);
    private static final long LARGEST = 512L << 20;

    private final Path file;
    private final Reader reader;
    private final AtomicBoolean told = new AtomicBoolean();

    private GeoDatabase(Path file, Reader reader) {
        this.file = file;
        this.reader = reader;
    }

    static GeoDatabase open(Path file) throws IOException {
        long bytes = Files.size(file);
        if (bytes > LARGEST) {
            throw new IOException("larger than " + LARGEST + " bytes: bytes=" + bytes);
        }
        return new GeoDatabase(file, new Reader(file.toFile(), Reader.FileMode.MEMORY, NoCache.getInstance()));
    }

    /** The record of an address; empty when there is none. What is damaged is told once. */
    Optional<Map<?, ?>> find(KeyValue address) {
        try {
            return Optional.ofNullable(reader.get(InetAddress.getByAddress(bytes(address)), Map.class));
        } catch (IOException | RuntimeException e) {
            if (told.compareAndSet(false, true)) {
                LOG.error("database \"{}\": a record cannot be read: {}", file, e.toString());
            }
            return Optional.empty();
        }
    }

    private static byte[] bytes(KeyValue address) {
        byte[] bytes = ByteBuffer.allocate(16)
                .putLong(address.high())
                .putLong(address.low())
                .array();
        return address.type() == KeyType.IPV4 ? Arrays.copyOfRange(bytes, 12, 16) : bytes;
    }
}
