// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal;

import java.util.Arrays;

/**
 * The interfaces of an agent by their ifIndex, as far as that is small: found without hashing.
 *
 * <p>Whoever makes up indexes gets no more room than {@value #PLACES} places and {@value #EACH} for each data source. Where
 * several sub-agents number their interfaces alike the first has the place. Thread: confined to the shard.
 */
final class Ports {
    private static final int PLACES = 64;
    private static final int EACH = 16;

    private DataSourceState[] byIndex = {};

    /** The interface, or null when it is not here. */
    DataSourceState find(long subAgent, int sourceClass, long index) {
        if (sourceClass != 0 || index >= byIndex.length) {
            return null;
        }
        DataSourceState port = byIndex[(int) index];
        return port != null && port.subAgent() == subAgent ? port : null;
    }

    /** Takes in a data source, if it is an interface that has a place among so many. */
    void add(DataSourceState source, int dataSources) {
        long most = PLACES + (long) EACH * dataSources;
        if (source.sourceClass() != 0 || source.index() >= most) {
            return;
        }
        int index = (int) source.index();
        if (index >= byIndex.length) {
            byIndex = Arrays.copyOf(byIndex, (int) Math.min(most, 2L * index + 8));
        }
        if (byIndex[index] == null) {
            byIndex[index] = source;
        }
    }

    void remove(DataSourceState source) {
        if (source.sourceClass() == 0 && source.index() < byIndex.length && byIndex[(int) source.index()] == source) {
            byIndex[(int) source.index()] = null;
        }
    }
}
