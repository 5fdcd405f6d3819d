// SPDX-License-Identifier: Apache-2.0
package io.weir.api.event;

import io.weir.api.InvalidInput;
import io.weir.api.NameTaken;
import io.weir.api.OwnedNames.Owned;
import io.weir.api.Owner;
import io.weir.api.Registration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.osgi.annotation.versioning.ProviderType;

/** The thresholds in force. Thread: any. */
@ProviderType
public interface Thresholds {
    /** Puts a threshold in force; one of the same name and owner is replaced. Throws {@link NameTaken}, {@link InvalidInput}. */
    Registration define(Owner by, Threshold threshold);

    /** Undefines a name; false when there is none. Throws {@link NameTaken}. */
    boolean undefine(Owner by, String name);

    Map<String, Owned<Threshold>> all();

    /**
     * Whether a threshold is triggered at a data source: the value above, or its timeout not yet over.
     *
     * @param agent an address
     * @param metric with its data source: {@code 3.tcp}
     * @param flowKey of a flow, where the threshold tells flows apart; else empty
     */
    CompletableFuture<Boolean> triggered(String threshold, String agent, String metric, String flowKey);
}
