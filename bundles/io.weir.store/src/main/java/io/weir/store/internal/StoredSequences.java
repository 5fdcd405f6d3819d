// SPDX-License-Identifier: Apache-2.0
package io.weir.store.internal;

import io.weir.api.store.Sequences;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Keeps how far each sequence has come in {@code store/weir.sequences} of the home. Thread: any. */
@Component(immediate = true)
public final class StoredSequences implements Sequences {
    private final DirectoryShelf shelf;
    private final Clock clock;
    private final Map<String, BlockSequence> open = new ConcurrentHashMap<>();

    @Activate
    public StoredSequences(BundleContext context, @Reference StoreCounters counters) {
        this(Homes.of(context).resolve("store"), counters, Clock.systemUTC());
    }

    StoredSequences(Path root, StoreCounters counters, Clock clock) {
        this.shelf = new DirectoryShelf("weir.sequences", root.resolve("weir.sequences"), counters);
        this.clock = clock;
    }

    @Override
    public Sequence open(String name) {
        return open.computeIfAbsent(name, n -> new BlockSequence(n, shelf, clock));
    }
}
