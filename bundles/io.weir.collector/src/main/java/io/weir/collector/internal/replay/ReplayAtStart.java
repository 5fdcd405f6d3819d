// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal.replay;

import io.weir.api.InvalidInput;
import io.weir.api.Registration;
import io.weir.api.app.App;
import io.weir.api.app.AppRegistry;
import io.weir.api.flow.FlowDefinitions;
import io.weir.api.query.Queries;
import io.weir.api.replay.ReplayOrder;
import io.weir.api.script.ScriptRuntime;
import io.weir.api.store.Settings;
import io.weir.api.time.MachineTimeline;
import io.weir.collector.internal.Collector;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plays the capture that the setting {@code sflow.file} names, with {@code replay.speed} and {@code replay.loop}.
 *
 * <p>It begins when everything is there that looks at traffic, and for {@value #CALM} looks in a row, {@value #EVERY_MS} ms apart,
 * no application has come or is still being loaded; after {@value #MOST} looks in any case. Thread: the machine's timer.
 */
@Component(immediate = true)
public final class ReplayAtStart {
    private static final Logger LOG = LoggerFactory.getLogger(ReplayAtStart.class);
    private static final long EVERY_MS = 250;
    private static final int CALM = 4;
    private static final int MOST = 120;

    private final ReplayService replay;
    private final Settings settings;
    private final AppRegistry apps;
    private final ScriptRuntime scripts;
    private final Registration looks;
    private Map<String, Integer> before = Map.of();
    private int calm;
    private int looked;

    @Activate
    public ReplayAtStart(
            @Reference ReplayService replay,
            @Reference Settings settings,
            @Reference MachineTimeline machine,
            @Reference FlowDefinitions flows,
            @Reference Queries queries,
            @Reference AppRegistry apps,
            @Reference ScriptRuntime scripts) {
        this.replay = replay;
        this.settings = settings;
        this.apps = apps;
        this.scripts = scripts;
        boolean named =
                settings.get(Collector.CAPTURE).filter(file -> !file.isBlank()).isPresent();
        looks = named ? machine.every(Duration.ofMillis(EVERY_MS), this::look) : () -> {};
    }

    private void look() {
        Map<String, Integer> now = new LinkedHashMap<>();
        for (App app : apps.apps()) {
            now.put(app.name(), app.scripts().size());
        }
        boolean loading = apps.apps().stream()
                .anyMatch(app -> app.scripts().stream().anyMatch(script -> loading(app.name(), script)));
        calm = now.equals(before) && !loading ? calm + 1 : 0;
        before = now;
        if (calm >= CALM || ++looked >= MOST) {
            looks.close();
            if (replay.takeStart()) {
                start();
            }
        }
    }

    private boolean loading(String app, String script) {
        return scripts.status(app, script)
                .map(status -> !status.alive() && status.fault().isEmpty())
                .orElse(true);
    }

    private void start() {
        try {
            Map<String, Object> order = new LinkedHashMap<>();
            order.put("file", settings.get(Collector.CAPTURE).orElseThrow().strip());
            order.put("speed", settings.get("replay.speed").orElse("1"));
            order.put("loop", settings.flag("replay.loop", false));
            order.put("partial", settings.flag("replay.partial", false));
            replay.orderNamed(ReplayOrder.parse(order)).whenComplete((status, failure) -> {
                if (failure != null) {
                    refused((failure.getCause() == null ? failure : failure.getCause()).getMessage());
                }
            });
        } catch (InvalidInput e) {
            refused(e.getMessage());
        }
    }

    private static void refused(String why) {
        LOG.error("sflow receives nothing: {}: correct {} and start again", why, Collector.CAPTURE);
    }

    @Deactivate
    void close() {
        looks.close();
    }
}
