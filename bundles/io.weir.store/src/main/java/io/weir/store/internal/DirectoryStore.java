// SPDX-License-Identifier: Apache-2.0
package io.weir.store.internal;

import io.weir.api.store.Store;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Keeps a directory for each owner in {@code store/} of the home. Thread: any. */
@Component(immediate = true)
public final class DirectoryStore implements Store {
    private final Path root;
    private final StoreCounters counters;
    private final Map<String, DirectoryShelf> shelves = new ConcurrentHashMap<>();

    @Activate
    public DirectoryStore(BundleContext context, @Reference StoreCounters counters) {
        this(Homes.of(context).resolve("store"), counters);
    }

    DirectoryStore(Path root, StoreCounters counters) {
        this.root = root;
        this.counters = counters;
    }

    @Override
    public Shelf shelf(String owner) {
        return shelves.computeIfAbsent(
                owner, name -> new DirectoryShelf(name, root.resolve(FileNames.of(name)), counters));
    }
}
