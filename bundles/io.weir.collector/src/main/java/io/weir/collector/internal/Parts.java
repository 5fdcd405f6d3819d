// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal;

import io.weir.api.metric.MetricId;
import io.weir.api.shard.Agent;
import io.weir.api.shard.DataSource;
import io.weir.api.shard.Observation;
import io.weir.api.shard.Shard;
import io.weir.api.shard.ShardPart;
import io.weir.api.shard.ShardPartFactory;
import io.weir.sflow.CounterSample;
import io.weir.sflow.CustomSample;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/**
 * The parts of a shard, told of everything in the order they came. One that throws is counted and logged, and the others go
 * on.
 *
 * <p>Thread: confined to the shard.
 */
final class Parts {
    private final Tally tally;
    private final Faults faults;
    private ShardPart[] parts = {};
    private ShardPartFactory[] factories = {};

    Parts(Tally tally, Faults faults) {
        this.tally = tally;
        this.faults = faults;
    }

    /** Makes a factory's part and takes it in; nothing when the factory throws. */
    void add(ShardPartFactory factory, Shard shard) {
        ShardPart part;
        try {
            part = factory.create(shard);
        } catch (Throwable thrown) {
            failed(factory, thrown);
            return;
        }
        parts = Arrays.copyOf(parts, parts.length + 1);
        parts[parts.length - 1] = part;
        factories = Arrays.copyOf(factories, factories.length + 1);
        factories[factories.length - 1] = factory;
    }

    /** Takes out a factory's part; its batch is ended first. */
    @SuppressWarnings("ReferenceEquality")
    void remove(ShardPartFactory factory, long millis) {
        for (int i = 0; i < factories.length; i++) {
            if (factories[i] == factory) {
                ShardPart part = parts[i];
                guard(part, () -> part.onBatchEnd(millis));
                parts = without(parts, i);
                factories = without(factories, i);
                guard(part, part::onClose);
                return;
            }
        }
    }

    private static <T> T[] without(T[] array, int index) {
        T[] rest = Arrays.copyOf(array, array.length - 1);
        System.arraycopy(array, index + 1, rest, index, rest.length - index);
        return rest;
    }

    private void guard(ShardPart part, Runnable call) {
        try {
            call.run();
        } catch (Throwable thrown) {
            failed(part, thrown);
        }
    }

    /** Takes out every part, newest first. */
    void close(long millis) {
        while (factories.length > 0) {
            remove(factories[factories.length - 1], millis);
        }
    }

    /** Closes every part and makes it anew; in the order of their names, so that they come in the same order whenever. */
    void renew(Shard shard, long millis) {
        ShardPartFactory[] again = factories.clone();
        Arrays.sort(again, Comparator.comparing(factory -> factory.getClass().getName()));
        close(millis);
        for (ShardPartFactory factory : again) {
            add(factory, shard);
        }
    }

    void flowSample(Observation sample) {
        for (ShardPart part : parts) {
            try {
                part.onFlowSample(sample);
            } catch (Throwable thrown) {
                failed(part, thrown);
            }
        }
    }

    void discard(Observation sample) {
        for (ShardPart part : parts) {
            try {
                part.onDiscard(sample);
            } catch (Throwable thrown) {
                failed(part, thrown);
            }
        }
    }

    void counterSample(DataSource source, CounterSample sample) {
        for (ShardPart part : parts) {
            try {
                part.onCounterSample(source, sample);
            } catch (Throwable thrown) {
                failed(part, thrown);
            }
        }
    }

    /** Shows a sample to each part from its first field on. */
    void customSample(DataSource source, CustomSample sample) {
        for (ShardPart part : parts) {
            try {
                sample.rewind();
                part.onCustomSample(source, sample);
            } catch (Throwable thrown) {
                failed(part, thrown);
            }
        }
    }

    void metric(DataSource source, MetricId metric, double value) {
        for (ShardPart part : parts) {
            try {
                part.onMetric(source, metric, value);
            } catch (Throwable thrown) {
                failed(part, thrown);
            }
        }
    }

    void text(DataSource source, MetricId metric, String text) {
        for (ShardPart part : parts) {
            try {
                part.onText(source, metric, text);
            } catch (Throwable thrown) {
                failed(part, thrown);
            }
        }
    }

    void restart(Agent agent, long uptimeBefore, long uptime) {
        for (ShardPart part : parts) {
            guard(part, () -> part.onRestart(agent, uptimeBefore, uptime));
        }
    }

    void batchEnd(long millis) {
        for (ShardPart part : parts) {
            try {
                part.onBatchEnd(millis);
            } catch (Throwable thrown) {
                failed(part, thrown);
            }
        }
    }

    void tick(long millis) {
        for (ShardPart part : parts) {
            try {
                part.onTick(millis);
            } catch (Throwable thrown) {
                failed(part, thrown);
            }
        }
    }

    void forgotten(DataSource source) {
        for (ShardPart part : parts) {
            try {
                part.onForgotten(source);
            } catch (Throwable thrown) {
                failed(part, thrown);
            }
        }
    }

    /** The first view of that type that a part offers. */
    <V> Optional<V> view(Class<V> type) {
        for (ShardPart part : parts) {
            Optional<V> view = part.view(type);
            if (view.isPresent()) {
                return view;
            }
        }
        return Optional.empty();
    }

    private void failed(Object part, Throwable thrown) {
        tally.add(Counter.PART_FAILURES);
        faults.threw("shard part " + part.getClass().getName() + " threw", thrown);
    }
}
