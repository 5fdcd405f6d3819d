// SPDX-License-Identifier: Apache-2.0
package io.weir.launch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * The directory that holds everything of the user's: {@code app/ deploy/ store/ data/ etc/}, and {@code run/}, which is made anew at
 * every start. Thread: confined to the launching one.
 */
final class Home {
    private static final List<String> DIRECTORIES = List.of("app", "deploy", "store", "data", "etc", "run");

    /** Bytes that a start without a cache takes, and half as much again. */
    private static final long NEEDED = 24L << 20;

    private final Path root;

    private Home(Path root) {
        this.root = root;
    }

    /** Makes what is missing, for the owner's eyes only, and sees whether it can be written. */
    static Home open(Path root) throws Refusal {
        try {
            boolean made = !Files.exists(root);
            Files.createDirectories(root);
            if (made && Files.getFileStore(root).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
            }
            for (String name : DIRECTORIES) {
                Path directory = Files.createDirectories(root.resolve(name));
                if (!Files.isWritable(directory)) {
                    throw Refusal.failure(unwritable(root, "permission denied on " + directory));
                }
            }
            Files.delete(Files.createTempFile(root.resolve("run"), "probe", ""));
            return new Home(root.toRealPath());
        } catch (IOException e) {
            throw Refusal.failure(unwritable(root, Why.of(e)));
        }
    }

    private static String unwritable(Path root, String why) {
        return "home \"" + root + "\": cannot be written: " + why + ": make it yours, or give another with --home DIR";
    }

    Path root() {
        return root;
    }

    Path run() {
        return root.resolve("run");
    }

    Path etc() {
        return run().resolve("etc");
    }

    Path karaf() {
        return root.resolve("data").resolve("karaf");
    }

    /** Keeps a second Weir out for as long as the channel given back stays open. */
    FileChannel lock() throws Refusal {
        Path file = run().resolve("lock");
        try {
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                String holder = Files.readString(file, StandardCharsets.UTF_8).strip();
                channel.close();
                throw Refusal.failure("home \"" + root + "\": another Weir runs in it: pid=" + holder
                        + ": stop it, or give another with --home DIR");
            }
            channel.truncate(0);
            channel.write(StandardCharsets.UTF_8.encode(ProcessHandle.current().pid() + "\n"));
            return channel;
        } catch (IOException e) {
            throw Refusal.failure("home \"" + root + "\": cannot be locked: " + Why.of(e)
                    + ": give one on a local disk with --home DIR");
        }
    }

    /**
     * Lays the home's own {@code etc} over a copy of the distribution's. Both that copy and what the framework remembers are good for
     * one distribution, one choice of features and one home's {@code etc} only: {@code identity} and a change there make them anew,
     * and so does a start that never came to answer, or a copy that is gone.
     *
     * @return what to do when it answers: marks all that as good for the next start
     */
    Proof layOut(Path distribution, String identity) throws IOException {
        Path mark = karaf().resolve("made-for");
        Path unproven = karaf().resolve("may-be-made-for");
        String wanted = identity + " " + Fingerprint.of(root, "etc");
        if (!Files.exists(mark)
                || !Files.exists(etc())
                || !Files.readString(mark, StandardCharsets.UTF_8).equals(wanted)) {
            delete(karaf());
            delete(etc());
            room(Files.getFileStore(root));
            copy(distribution.resolve("etc"), etc());
            copy(root.resolve("etc"), etc());
        }
        delete(karaf().resolve("tmp"));
        Files.createDirectories(karaf().resolve("tmp"));
        if (Files.exists(mark)) {
            Files.move(mark, unproven, StandardCopyOption.REPLACE_EXISTING);
        } else {
            Files.writeString(unproven, wanted, StandardCharsets.UTF_8);
        }
        return () -> Files.move(unproven, mark); // takes no room: by then the disk may be full
    }

    /** Sees that there is room for what the framework unpacks: it would end in the midst of that, with traces and no advice. */
    static void room(FileStore disk) throws IOException {
        long free = disk.getUsableSpace();
        if (disk.getTotalSpace() > 0 && free >= 0 && free < NEEDED) {
            throw new IOException((free >> 20) + " MB are free, and a start takes " + (NEEDED >> 20));
        }
    }

    /** Marks the cache as good. */
    @FunctionalInterface
    interface Proof {
        void given() throws IOException;
    }

    /** Writes the settings for {@code io.weir.store} to read: one {@code name=value} a line, in UTF-8. */
    void writeSettings(SortedMap<String, String> settings) throws IOException {
        StringBuilder text = new StringBuilder();
        settings.forEach(
                (name, value) -> text.append(name).append('=').append(value).append('\n'));
        Path fresh = run().resolve("settings.new");
        Files.writeString(fresh, text, StandardCharsets.UTF_8);
        Files.move(
                fresh, run().resolve("settings"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.sorted().toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
                    target.toFile().setWritable(true);
                }
            }
        }
    }

    private static void delete(Path tree) throws IOException {
        if (Files.exists(tree)) {
            try (Stream<Path> files = Files.walk(tree)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
