// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import io.weir.api.Catalog;
import io.weir.api.Registration;
import io.weir.api.flow.FlowKey;
import io.weir.api.flow.FlowVocabularySource;
import io.weir.api.flow.KeyFunction;
import io.weir.flow.internal.keys.ApplicationKeys;
import io.weir.flow.internal.keys.KeyFunctions;
import io.weir.flow.internal.keys.LinkKeys;
import io.weir.flow.internal.keys.NetworkKeys;
import io.weir.flow.internal.keys.SampleKeys;
import io.weir.flow.internal.keys.TransportKeys;
import io.weir.flow.internal.keys.TunnelKeys;
import java.util.List;
import java.util.Set;

/** The flow keys and key functions that are known: this bundle's, and those that others contribute. Thread: any. */
final class Vocabulary {
    /** Functions of other bundles: a definition that names one waits for it, and is not malformed. */
    private static final Set<String> AWAITED =
            Set.of("asn", "country", "dns", "group", "host", "ifname", "link", "map", "node", "oui", "port");

    final Catalog<FlowKey> keys = new Catalog<>("flow key");
    final Catalog<KeyFunction> functions = new Catalog<>("key function");
    final CustomKeys custom = new CustomKeys(keys);

    Vocabulary() {
        for (List<FlowKey> rows : List.of(
                LinkKeys.rows(),
                NetworkKeys.rows(),
                TransportKeys.rows(),
                TunnelKeys.rows(),
                SampleKeys.rows(),
                ApplicationKeys.rows())) {
            keys.add(rows);
        }
        functions.add(KeyFunctions.rows());
    }

    /** Puts the rows of a source in force, all or none; a key that was a field of samples is no longer one. */
    Registration add(FlowVocabularySource source) {
        source.keys().forEach(key -> custom.remove(key.name()));
        Registration added = keys.add(source.keys());
        try {
            Registration more = functions.add(source.functions());
            return () -> {
                added.close();
                more.close();
            };
        } catch (RuntimeException e) {
            added.close();
            throw e;
        }
    }

    /** Whether a function that is not there now is one that a bundle not running may bring. */
    boolean awaited(String function) {
        return AWAITED.contains(function);
    }

    /** Rises with each change. */
    long revision() {
        return keys.revision() + functions.revision();
    }
}
