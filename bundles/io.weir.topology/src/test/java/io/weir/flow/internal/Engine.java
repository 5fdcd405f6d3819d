// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import io.weir.api.flow.FlowVocabularySource;
import io.weir.api.store.Sequences;
import io.weir.api.store.Settings;
import io.weir.api.store.Store;
import io.weir.api.time.Timeline;

/** Makes a flow engine with rows of another bundle, as the service registry does. */
public final class Engine {
    private Engine() {}

    public static FlowEngine with(
            FlowVocabularySource rows, Store store, Sequences sequences, Settings settings, Timeline timeline) {
        FlowEngine engine = new FlowEngine(new RingFlowLog(sequences, timeline), store, settings);
        engine.addVocabulary(rows);
        return engine;
    }
}
