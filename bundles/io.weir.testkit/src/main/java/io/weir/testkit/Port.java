// SPDX-License-Identifier: Apache-2.0
package io.weir.testkit;

import io.weir.api.shard.Agent;
import io.weir.api.shard.DataSource;

/** The data source of an interface, of an agent that nobody may ask for. Thread: immutable. */
public record Port(int id) implements DataSource {
    @Override
    public Agent agent() {
        throw new UnsupportedOperationException("this port has no agent");
    }

    @Override
    public long subAgent() {
        return 0;
    }

    @Override
    public int sourceClass() {
        return 0;
    }

    @Override
    public long index() {
        return id;
    }

    @Override
    public String name() {
        return Integer.toString(id);
    }
}
