// SPDX-License-Identifier: Apache-2.0
package io.weir.shell.internal;

import java.util.Collection;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Completes names of metrics there are now, flows among them. Thread: any. */
@Service
public final class MetricCompleter extends NameCompleter {
    /** Names from the wire that a terminal could misread are not offered. */
    @Override
    Collection<String> names(Platform with) {
        return with.metricNames().stream()
                .filter(name -> name.equals(Text.safe(name)))
                .toList();
    }
}
