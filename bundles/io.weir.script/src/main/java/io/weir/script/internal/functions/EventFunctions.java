// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal.functions;

import io.weir.api.event.Event;
import io.weir.api.event.EventLog;
import io.weir.api.event.Threshold;
import io.weir.api.event.Thresholds;
import io.weir.api.script.Callback;
import io.weir.api.script.ScriptContext;
import io.weir.api.script.ScriptFunction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Functions about thresholds and events. Thread: any. */
public final class EventFunctions {
    private final Thresholds thresholds;
    private final EventLog events;

    public EventFunctions(Thresholds thresholds, EventLog events) {
        this.thresholds = thresholds;
        this.events = events;
    }

    public List<ScriptFunction> rows() {
        return new Rows()
                .action(
                        "setThreshold(name: string, threshold: object)",
                        "Defines a threshold, or defines it anew: metric, value, byFlow, timeout, filter, confidence",
                        this::setThreshold)
                .action(
                        "clearThreshold(name: string)",
                        "Undefines a threshold that this script has defined",
                        this::clearThreshold)
                .row(
                        "getThreshold(name: string): object",
                        "A threshold; null when there is none",
                        (script, a) -> all().get(a.text(0)))
                .row("getThresholds(): object", "All thresholds, by name", (script, a) -> all())
                .row(
                        "thresholdTriggered(threshold: string, agent: string, metric: string, flowKey?: string): boolean",
                        "Whether a threshold is triggered at a data source (metric is DATASOURCE.METRIC), by a flow or at all",
                        (script, a) -> script.await(thresholds.triggered(a.text(0), a.text(1), a.text(2), a.text(3))))
                .action(
                        "setEventHandler(handler: function, thresholds?: string[])",
                        "Has a function called with each event, of all thresholds or of those named; restarts of agents are named "
                                + Event.RESTART,
                        this::setEventHandler)
                .action(
                        "clearEventHandler()",
                        "Ends what setEventHandler began",
                        (script, a) -> script.release("event handler"))
                .list();
    }

    private void setThreshold(ScriptContext script, Arguments a) {
        Threshold threshold = Threshold.parse(a.text(0), a.object(1));
        script.replace("threshold " + threshold.name(), thresholds.define(script.owner(), threshold));
    }

    private void clearThreshold(ScriptContext script, Arguments a) {
        thresholds.undefine(script.owner(), a.text(0));
        script.release("threshold " + a.text(0));
    }

    private Map<String, Object> all() {
        Map<String, Object> all = new LinkedHashMap<>();
        thresholds
                .all()
                .forEach((name, owned) -> all.put(name, owned.definition().properties()));
        return all;
    }

    private void setEventHandler(ScriptContext script, Arguments a) {
        Callback handler = a.callback(0);
        List<String> names = a.names(1);
        script.replace(
                "event handler",
                events.listen(
                        event -> names.isEmpty()
                                ? !event.thresholdID().equals(Event.RESTART)
                                : names.contains(event.thresholdID()),
                        event -> handler.post("events", List.of(event.properties()))));
    }
}
