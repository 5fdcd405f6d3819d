// SPDX-License-Identifier: Apache-2.0
package io.weir.shell.internal;

import io.weir.api.InvalidInput;
import io.weir.api.Nearest;
import io.weir.api.replay.Replay;
import io.weir.api.replay.ReplayOrder;
import io.weir.api.replay.ReplayStatus;
import io.weir.api.replay.ReplayStatus.State;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code weir:replay}. Thread: the console's. */
@Service
@Command(
        scope = "weir",
        name = "replay",
        description = "Play a capture in place of what the network sends.",
        detailedDescription =
                "Without an action it shows what is played. start FILE begins, relative to the home; pause, resume,"
                        + " seek SECONDS, speed TIMES (0.1 to 10000, or max) and stop do what they say; watch shows the progress"
                        + " until its end or Ctrl-C. Example: weir:replay --speed max --watch start captures/fabric.pcap")
public final class ReplayCommand extends WeirCommand {
    private static final int BAR = 40;
    private static final long EVERY_MS = 250;
    /** A long capture is read through before it begins. */
    private static final int PATIENCE_MINUTES = 10;

    @Argument(index = 0, name = "action", description = "start, pause, resume, seek, speed, loop, watch or stop")
    @Completion(ReplayCompleter.class)
    private String action = "";

    @Argument(
            index = 1,
            name = "value",
            description = "a file to start, seconds to seek, times of speed, yes or no to loop")
    @Completion(ReplayCompleter.class)
    private String value = "";

    @Option(name = "-s", aliases = "--speed", description = "times faster than captured, or max")
    private String speed = "";

    @Option(name = "-l", aliases = "--loop", description = "begin again at the end")
    private boolean loop;

    @Option(name = "-p", aliases = "--partial", description = "play a capture that is cut short as far as it is whole")
    private boolean partial;

    @Option(name = "-w", aliases = "--watch", description = "show the progress until the end")
    private boolean watch;

    @Override
    void run(Platform with, PrintStream out) throws InterruptedException, ExecutionException, TimeoutException {
        Replay replay = with.replay();
        switch (action) {
            case "", "status", "watch" -> {
                // shown below
            }
            case "stop" -> out.println(replay.stop() ? "Datagrams come from the network." : "Nothing was played.");
            default -> answer(replay.order(order()), PATIENCE_MINUTES, TimeUnit.MINUTES);
        }
        if (watch || action.equals("watch")) {
            watch(replay, out);
        } else if (!action.equals("stop")) {
            out.println(line(replay.status()));
        }
    }

    private ReplayOrder order() {
        Map<String, Object> order = new LinkedHashMap<>();
        switch (action) {
            case "start" -> {
                order.put("file", value);
                order.put("loop", loop);
                order.put("partial", partial);
                if (!speed.isEmpty()) {
                    order.put("speed", speed);
                }
            }
            case "pause" -> order.put("paused", true);
            case "resume" -> order.put("paused", false);
            case "seek" -> order.put("position", value);
            case "speed" -> order.put("speed", value);
            case "loop" -> order.put("loop", value.isEmpty() ? "yes" : value);
            default -> {
                List<String> near = Nearest.to(action, ReplayCompleter.ACTIONS);
                throw InvalidInput.of("action", action, "unknown")
                        .suggest(near.isEmpty() ? ReplayCompleter.ACTIONS : near);
            }
        }
        return ReplayOrder.parse(order);
    }

    private static void watch(Replay replay, PrintStream out) throws InterruptedException {
        ReplayStatus status = replay.status();
        while (status.state() == State.PLAYING || status.state() == State.SEEKING) {
            out.print("\r" + line(status) + "  ");
            out.flush();
            Thread.sleep(EVERY_MS);
            status = replay.status();
        }
        out.println("\r" + line(status) + "  ");
    }

    static String line(ReplayStatus status) {
        String fault = status.fault().isEmpty() ? "" : " " + Text.safe(status.fault());
        if (status.state() == State.NONE) {
            return "Nothing is played: datagrams come from the network." + fault;
        }
        int done = (int) Math.round(status.progress() * BAR);
        return String.format(
                        Locale.ROOT,
                        "%s [%s%s] %.1f of %.1f s, %d of %d datagrams, speed %s%s: %s",
                        Text.safe(status.file()),
                        "=".repeat(done),
                        " ".repeat(BAR - done),
                        status.position(),
                        status.duration(),
                        status.datagrams(),
                        status.total(),
                        status.speed() == 0 ? "max" : status.speed(),
                        status.loop() ? ", round " + status.rounds() : "",
                        status.state().name().toLowerCase(Locale.ROOT))
                + fault;
    }
}
