// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Linux tells of our UDP sockets: datagrams it dropped because their buffer was full, and how full it is.
 *
 * <p>Thread: any. Source: proc(5), {@code /proc/net/udp}: {@code sl local rem st tx:rx tr:when retr uid timeout inode ref
 * pointer drops}. A socket is found by its inode where its descriptor is known, else by its port. Elsewhere nothing is told.
 */
final class KernelSockets {
    /** Sums over our sockets. Thread: immutable. */
    record Reading(long drops, long bytesWaiting) {
        static final Reading NONE = new Reading(0, 0);

        Reading plus(Reading other) {
            return new Reading(drops + other.drops, bytesWaiting + other.bytesWaiting);
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(KernelSockets.class);
    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final int LOCAL = 1;
    private static final int QUEUES = 4;
    private static final int INODE = 9;
    private static final int DROPS = 12;

    private final List<Path> tables;
    /** Of the sockets, in their order; empty where they are not known. */
    private final List<String> inodes;

    private final String port;

    KernelSockets(UdpSockets sockets) {
        this(
                List.of(Path.of("/proc/net/udp"), Path.of("/proc/net/udp6")),
                sockets.descriptors().stream().flatMap(KernelSockets::inode).toList(),
                sockets.address());
    }

    KernelSockets(List<Path> tables, List<String> inodes, InetSocketAddress address) {
        this.tables = tables;
        this.inodes = List.copyOf(inodes);
        this.port = String.format(Locale.ROOT, ":%04X", address.getPort());
    }

    private static Stream<String> inode(OptionalInt descriptor) {
        try {
            Path link = Path.of("/proc/self/fd/" + descriptor.orElse(-1));
            String target =
                    Files.isSymbolicLink(link) ? Files.readSymbolicLink(link).toString() : "";
            return target.startsWith("socket:[")
                    ? Stream.of(target.substring("socket:[".length(), target.length() - 1))
                    : Stream.empty();
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    Reading read() {
        return each().values().stream().reduce(Reading.NONE, Reading::plus);
    }

    /** What is told of each socket by its number, from 0; by -1 what cannot be told apart. */
    Map<Integer, Reading> each() {
        Map<Integer, Reading> each = new TreeMap<>();
        tables.forEach(table -> read(table, each));
        return each;
    }

    private void read(Path table, Map<Integer, Reading> each) {
        try (Stream<String> lines = Files.lines(table, StandardCharsets.US_ASCII)) {
            lines.map(line -> SPACES.split(line.trim()))
                    .filter(this::ours)
                    .forEach(fields -> each.merge(inodes.indexOf(fields[INODE]), reading(fields), Reading::plus));
        } catch (IOException | RuntimeException e) {
            LOG.debug("kernel's sockets: not to be seen here: {}", e.getMessage()); // not Linux, or not allowed
        }
    }

    private boolean ours(String[] fields) {
        if (fields.length <= DROPS || !fields[DROPS].chars().allMatch(Character::isDigit)) {
            return false;
        }
        return inodes.isEmpty() ? fields[LOCAL].endsWith(port) : inodes.contains(fields[INODE]);
    }

    private static Reading reading(String[] fields) {
        String queues = fields[QUEUES];
        return new Reading(
                Long.parseLong(fields[DROPS]), Long.parseLong(queues.substring(queues.indexOf(':') + 1), 16));
    }
}
