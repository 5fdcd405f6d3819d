// SPDX-License-Identifier: Apache-2.0
package io.weir.api.replay;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * How far a {@link Replay} is. Thread: immutable.
 *
 * @param file the capture as it was named; empty when nothing is played
 * @param speed as in {@link ReplayOrder#speed}
 * @param millis the clock of the capture: ms since 1970
 * @param position seconds from its first datagram
 * @param duration seconds from its first datagram to its last
 * @param datagrams how many have been played in this round
 * @param total how many there are
 * @param rounds how often it was begun
 * @param counts what the file holds, by name
 * @param fault why it could not go on, or where the file is not whole; empty when all is well
 */
public record ReplayStatus(
        State state,
        String file,
        double speed,
        boolean loop,
        long millis,
        double position,
        double duration,
        long datagrams,
        long total,
        long rounds,
        Map<String, Number> counts,
        String fault) {
    /** What it does. */
    public enum State {
        /** Nothing is played: datagrams come from the network. */
        NONE,
        PLAYING,
        /** On the way to a position, as fast as it goes. */
        SEEKING,
        PAUSED,
        /** The last datagram has been played; the clock stands until it is begun again or stopped. */
        ENDED,
        /** It could not go on. */
        FAILED
    }

    public ReplayStatus {
        counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
    }

    /** Nothing is played; {@code fault} tells why not, if something should. */
    public static ReplayStatus none(String fault) {
        return new ReplayStatus(State.NONE, "", 0, false, 0, 0, 0, 0, 0, 0, Map.of(), fault);
    }

    /** How much of it has been played, 0 to 1. */
    public double progress() {
        return total == 0 ? 0 : (double) datagrams / total;
    }

    /** As REST shows it. */
    public Map<String, Object> properties() {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("state", state.name().toLowerCase(Locale.ROOT));
        if (!fault.isEmpty()) {
            shown.put("fault", fault);
        }
        if (state == State.NONE) {
            return shown;
        }
        shown.put("file", file);
        shown.put("speed", speed == 0 ? "max" : speed);
        shown.put("loop", loop);
        shown.put("progress", progress());
        shown.put("position", position);
        shown.put("duration", duration);
        shown.put("time", millis);
        shown.put("datagrams", datagrams);
        shown.put("datagramsTotal", total);
        shown.put("rounds", rounds);
        shown.put("capture", counts);
        return shown;
    }
}
