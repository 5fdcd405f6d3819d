// SPDX-License-Identifier: Apache-2.0
package io.weir.api.replay;

import io.weir.api.InvalidInput;
import io.weir.api.Nearest;
import io.weir.api.Properties;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What somebody wants of a {@link Replay}; what is empty stays as it is. Thread: immutable.
 *
 * @param file the capture, relative to the home
 * @param speed how many times faster than it was captured, {@value #SLOWEST} to {@value #FASTEST}; 0 for as fast as it goes
 * @param loop whether it begins again at its end
 * @param paused whether it stands still
 * @param partial whether a capture that is cut short or damaged is played as far as it is whole
 * @param position seconds from the first datagram to go to, as fast as it goes
 */
public record ReplayOrder(
        Optional<String> file,
        OptionalDouble speed,
        Optional<Boolean> loop,
        Optional<Boolean> paused,
        Optional<Boolean> partial,
        OptionalDouble position) {
    private static final double SLOWEST = 0.1;
    private static final double FASTEST = 10_000;
    private static final List<String> NAMES = List.of("file", "speed", "loop", "paused", "partial", "position");

    /** Reads an order from JSON-like values. Throws {@link InvalidInput} naming the property that is wrong. */
    public static ReplayOrder parse(Map<String, ?> properties) {
        Object file = properties.get("file");
        Properties read = new Properties("replay", file == null ? "" : file.toString(), properties);
        for (String name : properties.keySet()) {
            if (!NAMES.contains(name)) {
                throw read.invalid(name, "unknown").suggest(Nearest.to(name, NAMES));
            }
        }
        if (properties.isEmpty()
                || (properties.containsKey("file") && read.text("file").isEmpty())) {
            throw read.invalid("file", "missing");
        }
        OptionalDouble position = read.number("position");
        if (position.isPresent() && position.getAsDouble() < 0) {
            throw read.invalid("position", "less than 0 s: value=" + position.getAsDouble());
        }
        return new ReplayOrder(
                read.text("file"),
                speed(read),
                flag(read, properties, "loop"),
                flag(read, properties, "paused"),
                flag(read, properties, "partial"),
                position);
    }

    private static OptionalDouble speed(Properties read) {
        if (read.text("speed").filter("max"::equalsIgnoreCase).isPresent()) {
            return OptionalDouble.of(0);
        }
        OptionalDouble speed = read.number("speed");
        boolean odd = speed.isPresent()
                && speed.getAsDouble() != 0
                && (speed.getAsDouble() < SLOWEST || speed.getAsDouble() > FASTEST);
        if (odd) {
            throw read.invalid(
                    "speed", "neither " + SLOWEST + " to " + (long) FASTEST + " nor max: value=" + speed.getAsDouble());
        }
        return speed;
    }

    private static Optional<Boolean> flag(Properties read, Map<String, ?> properties, String name) {
        return properties.get(name) == null ? Optional.empty() : Optional.of(read.flag(name));
    }
}
