// SPDX-License-Identifier: Apache-2.0
package io.weir.shell.internal;

import io.weir.api.OwnedNames.Owned;
import io.weir.api.event.Threshold;
import java.util.Map;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code weir:thresholds}. Thread: the console's. */
@Service
@Command(
        scope = "weir",
        name = "thresholds",
        description = "List the thresholds that make events.",
        detailedDescription = "Example: weir:thresholds -o json")
public final class ThresholdList extends ListCommand {
    @Override
    Listing listing(Platform with) {
        return list(with.thresholds().all());
    }

    static Listing list(Map<String, Owned<Threshold>> thresholds) {
        Listing listing = new Listing("No threshold is set. For one: weir:threshold-set busy ifinutilization 80")
                .column("Name", "name")
                .column("Metric", "metric")
                .number("Value", "value")
                .column("By flow", "byFlow")
                .number("Timeout s", "timeout")
                .column("Filter", "filter")
                .column("Owner", "owner");
        thresholds.forEach((name, owned) -> {
            Threshold threshold = owned.definition();
            Map<?, ?> filter = threshold.filter().wanted();
            listing.row(
                    Cell.text(name),
                    Cell.text(threshold.metric()),
                    Cell.amount(threshold.value()),
                    Cell.yes(threshold.byFlow(), "yes"),
                    Cell.amount(threshold.timeout()),
                    Cell.text(filter.isEmpty() ? "" : Json.text(filter)),
                    Cell.text(owned.owner().toString()));
        });
        return listing;
    }
}
