// SPDX-License-Identifier: Apache-2.0
package io.weir.demo.internal;

import io.weir.api.CounterSource;
import io.weir.api.InvalidInput;
import io.weir.api.Registration;
import io.weir.api.store.Settings;
import io.weir.api.time.MachineTimeline;
import io.weir.api.time.Timeline;
import java.time.Duration;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Live flows for newcomers without a switch: while the setting {@code weir.demo} is yes, a synthetic fabric sends sFlow
 * datagrams to {@code sflow.port} on this machine. {@code weir.demo.seed} chooses another course of events.
 *
 * <p>Thread: any; the fabric runs on the timeline's own.
 */
@Component(immediate = true)
public final class SampleTraffic implements CounterSource {
    static final String DEMO = "weir.demo";
    static final String SEED = "weir.demo.seed";
    static final String PORT = "sflow.port";
    private static final int USUAL_PORT = 6343;
    private static final Duration STEP = Duration.ofMillis(100);
    private static final Logger LOG = LoggerFactory.getLogger(SampleTraffic.class);

    private final Timeline timeline;
    private final Wire wire;
    private final Demonstration demonstration;
    private final Registration stepping;
    private long last;
    private boolean stopped;

    @Activate
    public SampleTraffic(@Reference Settings settings, @Reference(service = MachineTimeline.class) Timeline timeline) {
        this.timeline = timeline;
        int port = settings.integer(PORT, USUAL_PORT);
        if (port < 1 || port > 65_535) {
            throw InvalidInput.of("setting", PORT, "not a port to send sample traffic to: value=" + port);
        }
        wire = new Wire(port);
        demonstration = new Demonstration(settings.integer(SEED, 1), wire);
        last = timeline.nanos();
        if (settings.flag(DEMO, false)) {
            stepping = timeline.every(STEP, this::step);
            LOG.info("Sample traffic: agents 198.18.0.1, .2, .11 and .12 send to UDP port {} of this machine", port);
        } else {
            stepping = () -> {};
        }
    }

    private synchronized void step() {
        if (stopped) {
            return;
        }
        long now = timeline.nanos();
        demonstration.run((now - last) / 1e9);
        last = now;
    }

    /** Stops the traffic; no datagram is sent any more when this returns. */
    @Deactivate
    public synchronized void stop() {
        stopped = true;
        stepping.close();
        wire.close();
    }

    @Override
    public Map<String, Number> counters() {
        return Map.of("demoDatagramsSent", wire.sent(), "demoDatagramsFailed", wire.failed());
    }
}
