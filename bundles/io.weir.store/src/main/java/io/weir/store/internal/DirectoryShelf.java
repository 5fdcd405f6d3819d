// SPDX-License-Identifier: Apache-2.0
package io.weir.store.internal;

import io.weir.api.InvalidInput;
import io.weir.api.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pieces of one owner, in one directory. Thread: any; one at a time.
 *
 * <p>A write makes a file of the next generation, {@code NAME@17}, beside the last good one, {@code NAME@16}, and takes older ones
 * away only when it is on disk. So there is no moment without a good file, and a damaged newest one costs one write.
 */
final class DirectoryShelf implements Store.Shelf {
    private static final Logger LOG = LoggerFactory.getLogger(DirectoryShelf.class);
    private static final int LONGEST_KEY = 4096;
    private static final int LONGEST_TEXT = 16 << 20;
    private static final int MOST_KEYS = 10_000;

    private final String owner;
    private final Path directory;
    private final StoreCounters counters;
    /** File name less its generation, to the generations there are, oldest first. */
    private final Map<String, List<Long>> generations = new TreeMap<>();

    DirectoryShelf(String owner, Path directory, StoreCounters counters) {
        this.owner = owner;
        this.directory = directory;
        this.counters = counters;
        scan();
    }

    private void scan() {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                GenerationFile.parse(file).ifPresent(found -> add(found.name(), found.generation()));
            }
            Durable.clean(directory);
        } catch (IOException e) {
            throw failure("cannot be listed", e);
        }
    }

    private void add(String name, long generation) {
        generations.merge(
                name,
                List.of(generation),
                (a, b) -> Stream.concat(a.stream(), b.stream()).sorted().toList());
    }

    @Override
    public synchronized Optional<String> read(String key) {
        return newest(key).text();
    }

    /** What there is of a key; {@code damaged} says that something newer cannot be read. */
    record Reading(Optional<String> text, boolean damaged) {}

    synchronized Reading newest(String key) {
        String name = FileNames.of(key);
        List<Long> there = generations.getOrDefault(name, List.of());
        boolean damaged = false;
        for (int i = there.size() - 1; i >= 0; i--) {
            Optional<Piece> piece = load(GenerationFile.path(directory, name, there.get(i)));
            if (piece.isPresent() && piece.get().key().equals(key)) {
                return new Reading(Optional.of(piece.get().text()), damaged);
            }
            damaged = true;
            setAside(key, name, there.get(i), i > 0);
        }
        return new Reading(Optional.empty(), damaged);
    }

    private Optional<Piece> load(Path file) {
        try {
            return Piece.parse(Files.readAllBytes(file));
        } catch (IOException e) {
            LOG.warn("stored piece \"{}\": cannot be read: {}", file, e.toString());
            return Optional.empty();
        }
    }

    /** Keeps a damaged file for whoever wants to look, under a name that is no generation's. */
    private void setAside(String key, String name, long generation, boolean older) {
        counters.damaged();
        Path file = GenerationFile.path(directory, name, generation);
        LOG.warn(
                "stored piece \"{}\" of \"{}\": damaged file {}: {}",
                key,
                owner,
                file,
                older ? "the one before it is used" : "there is no older one, the piece is lost");
        generations.computeIfPresent(
                name, (n, all) -> all.stream().filter(g -> g != generation).toList());
        try {
            Durable.rename(file, file.resolveSibling(file.getFileName() + ".damaged"));
        } catch (IOException e) {
            LOG.warn("stored piece \"{}\": cannot be set aside: {}", file, e.toString());
        }
    }

    @Override
    public synchronized void write(String key, String text) {
        if (key.length() > LONGEST_KEY || text.length() > LONGEST_TEXT) {
            throw InvalidInput.of("stored piece", shortened(key), "too long: most=" + LONGEST_TEXT + " characters");
        }
        String name = FileNames.of(key);
        List<Long> there = generations.getOrDefault(name, List.of());
        if (there.isEmpty() && generations.size() >= MOST_KEYS) {
            throw InvalidInput.of(
                    "stored piece", shortened(key), "too many pieces of \"" + owner + "\": most=" + MOST_KEYS);
        }
        long generation = there.isEmpty() ? 1 : there.get(there.size() - 1) + 1;
        try {
            Durable.write(GenerationFile.path(directory, name, generation), new Piece(key, text).toBytes());
        } catch (IOException e) {
            counters.failed();
            throw failure("piece \"" + shortened(key) + "\" cannot be written", e);
        }
        counters.written();
        add(name, generation);
        forget(name, 2);
    }

    @Override
    public synchronized boolean delete(String key) {
        String name = FileNames.of(key);
        boolean there = !generations.getOrDefault(name, List.of()).isEmpty();
        forget(name, 0);
        generations.remove(name);
        return there;
    }

    /** Takes generations away, oldest first, until only so many are left. */
    private void forget(String name, int left) {
        List<Long> there = generations.getOrDefault(name, List.of());
        while (there.size() > left) {
            try {
                Files.deleteIfExists(GenerationFile.path(directory, name, there.get(0)));
            } catch (IOException e) {
                counters.failed();
                throw failure("an older piece cannot be deleted", e);
            }
            there = there.subList(1, there.size());
            generations.put(name, List.copyOf(there));
        }
    }

    @Override
    public synchronized List<String> keys() {
        return List.copyOf(generations.keySet()).stream()
                .flatMap(name -> key(name).stream())
                .sorted()
                .toList();
    }

    /** The key of a file's name, which only a good file tells. Nobody will ask for a piece that has none: it is told here. */
    private Optional<String> key(String name) {
        List<Long> there = generations.get(name);
        for (int i = there.size() - 1; i >= 0; i--) {
            Optional<Piece> piece = load(GenerationFile.path(directory, name, there.get(i)));
            if (piece.isPresent()) {
                return Optional.of(piece.get().key());
            }
        }
        there.forEach(generation -> setAside(name, name, generation, false));
        return Optional.empty();
    }

    private UncheckedIOException failure(String fact, IOException e) {
        return new UncheckedIOException("store of \"" + owner + "\": " + fact + ": " + e, e);
    }

    private static String shortened(String key) {
        return key.length() <= 60 ? key : key.substring(0, 57) + "...";
    }
}
