// SPDX-License-Identifier: Apache-2.0
package io.weir.shell.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.osgi.framework.BundleContext;

/** Completes actions of {@code weir:replay}, and behind {@code start} the captures in the home. Thread: any. */
@Service
public final class ReplayCompleter implements Completer {
    static final List<String> ACTIONS =
            List.of("start", "pause", "resume", "seek", "speed", "loop", "watch", "stop", "status");
    private static final int DEEP = 4;
    private static final int MOST = 200;

    @Reference
    private BundleContext bundle;

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        List<String> before = List.of(line.getArguments()).subList(0, line.getCursorArgumentIndex());
        return new StringsCompleter(before.contains("start") ? captures() : ACTIONS)
                .complete(session, line, candidates);
    }

    private List<String> captures() {
        Path home = Path.of(bundle.getProperty("weir.home"));
        try (Stream<Path> files = Files.find(home, DEEP, (file, about) -> about.isRegularFile() && capture(file))) {
            return files.limit(MOST)
                    .map(file -> home.relativize(file).toString())
                    .sorted()
                    .toList();
        } catch (IOException | java.io.UncheckedIOException e) {
            return new ArrayList<>();
        }
    }

    private static boolean capture(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".pcap") || name.endsWith(".pcapng") || name.endsWith(".cap");
    }
}
