// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import io.weir.api.flow.BoundKey;
import io.weir.api.flow.KeyValue;
import io.weir.api.shard.Observation;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A key of a shard's definitions, read once for each sample however many definitions, filters and values have it.
 *
 * <p>Thread: confined to the shard.
 */
final class SharedKey implements BoundKey {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final Sharing sharing;
    private final BoundKey key;
    private final KeyValue value = new KeyValue();
    private long read = -1;
    private boolean present;
    /** The bytes of the value as {@link KeyBytes} writes them, the first uppermost; none when there are more than eight. */
    private long bytes;

    private int length;
    private long packed = -1;

    SharedKey(Sharing sharing, BoundKey key) {
        this.sharing = sharing;
        this.key = key;
    }

    /** The value that {@link #read} found. */
    KeyValue value() {
        return value;
    }

    /** Whether the sample has the key; its {@link #value} is valid then, until the next sample. */
    boolean read(Observation sample) {
        if (read != sharing.sample) {
            present = key.extract(sample, value);
            read = sharing.sample;
        }
        return present;
    }

    @Override
    public boolean extract(Observation sample, KeyValue out) {
        return read(sample) && out.set(value);
    }

    /** Writes the value that was read as a field of a key, and returns the index behind it. */
    int write(byte[] out, int at) {
        if (packed != sharing.sample) {
            packed = sharing.sample;
            bytes = KeyBytes.packed(value);
            length = KeyBytes.packedLength(value);
        }
        if (length == 0) {
            return KeyBytes.put(value, out, at);
        }
        LONG.set(out, at, bytes);
        return at + length;
    }
}
