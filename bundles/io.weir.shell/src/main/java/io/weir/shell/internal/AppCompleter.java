// SPDX-License-Identifier: Apache-2.0
package io.weir.shell.internal;

import java.util.Collection;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Completes names of applications. Thread: any. */
@Service
public final class AppCompleter extends NameCompleter {
    @Override
    Collection<String> names(Platform with) {
        return with.appNames();
    }
}
