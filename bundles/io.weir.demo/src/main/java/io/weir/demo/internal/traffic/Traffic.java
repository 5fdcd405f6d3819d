// SPDX-License-Identifier: Apache-2.0
package io.weir.demo.internal.traffic;

import io.weir.demo.internal.fabric.Fabric;
import io.weir.demo.internal.fabric.Host;
import io.weir.demo.internal.fabric.Stream;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Everything that flows in the fabric: web and DNS chatter, elephants, floods and a scan.
 *
 * <p>Thread: confined to its user.
 */
public final class Traffic {
    private final Fabric fabric;
    private final RandomGenerator random;
    private final List<Activity> activities;
    private final List<Running> running = new ArrayList<>();
    private double now;

    public Traffic(Fabric fabric, RandomGenerator random) {
        this.fabric = fabric;
        this.random = random;
        activities = List.of(new Web(this), new Names(this), new Elephants(this), new Floods(this), new Scan(this));
    }

    Fabric fabric() {
        return fabric;
    }

    RandomGenerator random() {
        return random;
    }

    /** A host at random. */
    Host anyHost() {
        return fabric.hosts().get(random.nextInt(fabric.hosts().size()));
    }

    /** A port that clients use. */
    static int clientPort(RandomGenerator random) {
        return 32_768 + random.nextInt(28_000);
    }

    /** Lets a stream run for a while. */
    void start(Stream stream, double seconds) {
        running.add(new Running(stream, now + seconds));
    }

    /** Lets traffic flow up to a moment, in seconds since the start, and the agents report it. */
    public void advance(double to) {
        double seconds = to - now;
        now = to;
        activities.forEach(activity -> activity.step(to));
        running.removeIf(each -> each.until() < to);
        running.forEach(each -> each.stream().run(seconds, random));
        fabric.advance(to);
    }

    private record Running(Stream stream, double until) {}
}
