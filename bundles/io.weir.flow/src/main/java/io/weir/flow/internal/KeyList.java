// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import io.weir.api.shard.Observation;
import java.util.Arrays;

/**
 * The keys of one or more definitions, in their order: their bytes and hashes for the samples of a batch, made once however
 * many definitions have the same list.
 *
 * <p>Thread: confined to the shard.
 */
final class KeyList {
    /** Room behind the last key, so that a key may be written before it is known to be too long. */
    private static final int MARGIN = 64;

    /** By the sample's place in the batch; valid when {@link #read} said so. */
    final int[] offsets = new int[FlowBatch.SIZE];

    final int[] lengths = new int[FlowBatch.SIZE];
    final long[] hashes = new long[FlowBatch.SIZE];
    byte[] bytes = new byte[FlowBatch.SIZE * 32 + MARGIN];

    private final Sharing sharing;
    private final SharedKey[] keys;
    private long sample = -1;
    private long batch = -1;
    private boolean present;
    private int next;

    KeyList(Sharing sharing, SharedKey[] keys) {
        this.sharing = sharing;
        this.keys = keys;
    }

    /** How many keys there are. */
    int size() {
        return keys.length;
    }

    /** Reads the keys of the sample at a place of the batch; false when it lacks one. */
    boolean read(Observation observation, int index, int source) {
        if (sample != sharing.sample) {
            sample = sharing.sample;
            present = written(observation, index, source);
        }
        return present;
    }

    private boolean written(Observation observation, int index, int source) {
        if (batch != sharing.batch) {
            batch = sharing.batch;
            next = 0;
        }
        int start = next;
        int at = start;
        for (SharedKey key : keys) {
            if (!key.read(observation)) {
                return false;
            }
            at = key.write(room(at, KeyBytes.LONGEST_FIELD), at);
        }
        int end = KeyBytes.close(room(at, 8), start, at);
        offsets[index] = start;
        lengths[index] = end - start;
        hashes[index] = sharing.hash.with(sharing.hash.ofWords(bytes, start, end - start >> 3), source);
        next = end;
        return true;
    }

    /** Makes room for so many bytes at a place. */
    private byte[] room(int at, int more) {
        if (at + more + MARGIN > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, at + more + MARGIN));
        }
        return bytes;
    }
}
