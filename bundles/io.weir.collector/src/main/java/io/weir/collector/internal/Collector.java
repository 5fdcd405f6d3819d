// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal;

import io.weir.api.CounterSource;
import io.weir.api.InvalidInput;
import io.weir.api.Registration;
import io.weir.api.store.Settings;
import io.weir.api.time.MachineTimeline;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives datagrams for the shards.
 *
 * <p>When its port is taken it says so and tries again every {@value #RETRY} s; a wrong setting stays wrong until the next
 * start. Both show as {@code udpSocketsFailed}. Thread: any; it works on the timeline's.
 */
@Component(
        immediate = true,
        service = {CounterSource.class, Collector.class})
public final class Collector implements CounterSource {
    /** Bytes of a kernel's buffer that hold what comes within a millisecond at any rate that can be taken in. */
    private static final int ROOMY = 1 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(Collector.class);
    private static final long RETRY = 5;
    /** The setting that names a capture to play instead. */
    public static final String CAPTURE = "sflow.file";

    private final RingShards shards;
    private final MachineTimeline timeline;
    private final Settings settings;
    private final List<Tally> tallies = new ArrayList<>();
    private final LossReport report = new LossReport();
    private final Registration watch;
    private State state = new Closed();
    private boolean told;
    private boolean stopped;

    private sealed interface State {}

    private record Closed() implements State {}

    private record Failed() implements State {}

    /** A replay has the shards: no socket is open. */
    private record Yielded() implements State {}

    private record Open(UdpSockets sockets, KernelSockets kernel, UdpRate rate, int asked) implements State {}

    @Activate
    public Collector(@Reference RingShards shards, @Reference MachineTimeline timeline, @Reference Settings settings) {
        this.shards = shards;
        this.timeline = timeline;
        this.settings = settings;
        if (settings.get(CAPTURE).filter(file -> !file.isBlank()).isPresent()) {
            state = new Yielded();
        } else {
            open();
        }
        watch = timeline.every(Duration.ofSeconds(1), this::watch);
    }

    private synchronized void open() {
        if (stopped || state instanceof Yielded || state instanceof Open) {
            return;
        }
        try {
            open(UdpSettings.of(settings));
        } catch (InvalidInput e) {
            state = new Failed();
            LOG.error("sflow receives nothing: {}: correct it and start again", e.getMessage());
        }
    }

    private void open(UdpSettings udp) {
        try {
            boolean epoll = UdpSockets.epollAvailable() && settings.flag("sflow.epoll", true);
            List<ShardRing> rings = shards.loops().stream().map(ShardLoop::ring).toList();
            List<UdpHandler> handlers = new ArrayList<>();
            UdpSockets sockets = UdpSockets.open(udp, epoll, i -> {
                handlers.add(new UdpHandler(rings, timeline, udp.allowed(), i));
                return handlers.get(i);
            });
            handlers.forEach(handler -> tallies.add(handler.tally()));
            handlers.forEach(handler -> handler.gather(sockets.buffer() >= ROOMY));
            state = new Open(sockets, new KernelSockets(sockets), new UdpRate(), udp.buffer());
            opened(sockets, udp.buffer());
        } catch (InvalidInput e) {
            throw e;
        } catch (Exception e) {
            state = new Failed();
            refused(udp, e);
            timeline.after(Duration.ofSeconds(RETRY), this::open);
        }
    }

    private static void opened(UdpSockets sockets, int asked) {
        int granted = sockets.buffer();
        LOG.info(
                "sflow receives on UDP {}: sockets={} {} buffer={} bytes",
                endpoint(sockets.address()),
                sockets.count(),
                sockets.epoll() ? "epoll" : "nio",
                granted);
        if (granted < asked) {
            LOG.warn(
                    "sflow buffer: the kernel granted {} of {} bytes, a long pause will lose datagrams:"
                            + " run sysctl -w net.core.rmem_max={} and start again",
                    granted,
                    asked,
                    asked);
        }
    }

    private static String endpoint(InetSocketAddress address) {
        String host = address.getAddress().isAnyLocalAddress()
                ? "*"
                : address.getAddress().getHostAddress();
        return host + " port " + address.getPort();
    }

    private void refused(UdpSettings udp, Exception e) {
        if (!told) {
            LOG.error(
                    "sflow receives nothing: UDP {} cannot be opened: {}: {}; trying again every {} s",
                    endpoint(udp.address()),
                    e.getMessage(),
                    remedy(e),
                    RETRY);
        }
        told = true;
    }

    /** What to do when a port cannot be opened. */
    static String remedy(Exception e) {
        return String.valueOf(e.getMessage()).contains("assign requested address")
                ? "set sflow.address to an address of this machine, or leave it out"
                : "end the program that has it (ss -ulnp) or set sflow.port";
    }

    /** Once a second: rates, and what the log should tell of losses. */
    private synchronized void watch() {
        if (state instanceof Open open) {
            Tally all = received();
            open.rate().update(timeline.nanos(), all.get(Counter.DATAGRAMS_RECEIVED), all.get(Counter.BYTES_RECEIVED));
            report.look(
                    timeline.millis(),
                    "kernel's buffer full",
                    open.kernel().read().drops(),
                    LossReport.BUFFER);
            report.look(timeline.millis(), "shard behind", all.get(Counter.RING_FULL), LossReport.RING);
        }
    }

    private Tally received() {
        Tally all = new Tally();
        tallies.forEach(all::add);
        return all;
    }

    /** What happens before the shards: they have the rest in their books. */
    @Override
    public synchronized Map<String, Number> counters() {
        Map<String, Number> shown = new LinkedHashMap<>(received().shown());
        shown.put("shards", shards.count());
        shown.put("shardRingPlaces", shards.loops().get(0).ring().places());
        shown.put(
                "shardBacklog",
                shards.loops().stream()
                        .mapToLong(loop -> loop.ring().backlog())
                        .max()
                        .orElse(0));
        shown.put(
                "shardBacklogMost",
                shards.loops().stream().mapToLong(ShardLoop::mostBacklog).max().orElse(0));
        shown.put("shardPauseMicrosP99", pause(0.99));
        shown.put("shardPauseMicrosMost", pause(1));
        shown.put("udpSocketsFailed", state instanceof Failed ? 1 : 0);
        if (state instanceof Open open) {
            show(open, shown);
        }
        return shown;
    }

    private long pause(double share) {
        return shards.loops().stream()
                .mapToLong(loop -> loop.pauses().micros(share))
                .max()
                .orElse(0);
    }

    private void show(Open open, Map<String, Number> shown) {
        Map<Integer, KernelSockets.Reading> sockets = open.kernel().each();
        KernelSockets.Reading kernel =
                sockets.values().stream().reduce(KernelSockets.Reading.NONE, KernelSockets.Reading::plus);
        shown.put("udpSocketsOpen", open.sockets().count());
        shown.put("udpPort", open.sockets().address().getPort());
        shown.put("sFlowDatagramsKernelDrops", kernel.drops());
        if (open.sockets().count() > 1) {
            sockets.forEach((socket, told) -> shown.put("sFlowDatagramsKernelDrops." + socket, told.drops()));
        }
        shown.put("udpBufferAsked", open.asked());
        shown.put("udpBufferGranted", open.sockets().buffer());
        shown.put("udpBufferWaiting", kernel.bytesWaiting());
        shown.put("sFlowDatagramsPerSecond", open.rate().datagrams());
        open.rate()
                .millisHeld((long) open.sockets().buffer() * open.sockets().count())
                .ifPresent(ms -> shown.put("udpBufferMillis", ms));
    }

    /** The port that is open; 0 while none is. */
    int port() {
        return address().getPort();
    }

    /** Where the open port is. */
    synchronized InetSocketAddress address() {
        return state instanceof Open open ? open.sockets().address() : new InetSocketAddress(0);
    }

    /** Closes the sockets: a replay takes the shards. */
    synchronized void giveWay() {
        if (!(state instanceof Yielded)) {
            shut();
            state = new Yielded();
            LOG.info("sflow receives nothing from the network: a capture is played");
        }
    }

    /** Opens the sockets again. */
    synchronized void takeBack() {
        if (state instanceof Yielded) {
            state = new Closed();
            open();
        }
    }

    private void shut() {
        if (state instanceof Open open) {
            open.sockets().close();
        }
    }

    @Deactivate
    public synchronized void close() {
        stopped = true;
        watch.close();
        shut();
        state = new Closed();
    }
}
