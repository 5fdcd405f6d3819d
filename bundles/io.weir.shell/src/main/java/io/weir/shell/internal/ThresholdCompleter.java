// SPDX-License-Identifier: Apache-2.0
package io.weir.shell.internal;

import java.util.Collection;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Completes names of thresholds. Thread: any. */
@Service
public final class ThresholdCompleter extends NameCompleter {
    @Override
    Collection<String> names(Platform with) {
        return with.thresholdNames();
    }
}
