// SPDX-License-Identifier: Apache-2.0
package io.weir.shell.internal;

import java.util.Collection;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Completes names of sets of address groups. Thread: any. */
@Service
public final class GroupCompleter extends NameCompleter {
    @Override
    Collection<String> names(Platform with) {
        return with.groupNames();
    }
}
