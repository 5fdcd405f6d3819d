// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import io.weir.api.shard.Observation;
import io.weir.packet.PacketView;
import io.weir.sflow.ByteView;
import java.util.Arrays;
import java.util.List;

/**
 * The keys of one or more definitions, in their order: their bytes ({@link KeyBytes}) and hashes for the samples of a batch,
 * made once however many definitions have the same list.
 *
 * <p>Thread: confined to the shard.
 *
 * <p>Where each key is in packets of a {@link Layout} is found out once; then the bytes are put together in a register and
 * hashed a word at a time. What that cannot tell, or a header that was cut off before a key, has its keys asked one by one.
 */
final class KeyList {
    /** What stands for a recipe where packets lack a key, and where its keys are asked one by one. */
    private static final KeyPiece[] LACKING = {};

    private static final KeyPiece[] ASKING = {};

    /** By the sample's place in the batch, in words; valid when {@link #read} said so. */
    final int[] offsets = new int[FlowBatch.SIZE];

    final int[] lengths = new int[FlowBatch.SIZE];
    final long[] hashes = new long[FlowBatch.SIZE];
    final KeyWords words;

    private final Sharing sharing;
    private final SharedKey[] keys;
    private final KeyPiece[][] recipes = new KeyPiece[Layouts.MOST][];
    private long generation;
    private long sample = -1;
    private long batch = -1;
    private boolean present;

    KeyList(Sharing sharing, SharedKey[] keys) {
        this.sharing = sharing;
        this.keys = keys;
        words = new KeyWords(sharing.hash);
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
            words.at = 0;
        }
        KeyPiece[] recipe = recipe(sharing.layout(observation));
        if (recipe == LACKING) {
            return false;
        }
        int start = words.at;
        boolean read = recipe != ASKING && put(recipe, observation.packet(), index) || ask(observation, start, index);
        offsets[index] = start;
        lengths[index] = words.at - start;
        hashes[index] = sharing.hash.with(hashes[index], source);
        return read;
    }

    private boolean ask(Observation observation, int start, int index) {
        words.begin(start);
        for (SharedKey key : keys) {
            if (!key.read(observation)) {
                words.at = start;
                return false;
            }
            words.add(key);
        }
        hashes[index] = words.close();
        return true;
    }

    private KeyPiece[] recipe(int layout) {
        if (generation != sharing.layouts.generation()) {
            generation = sharing.layouts.generation();
            Arrays.fill(recipes, null);
        }
        if (layout < 0) {
            return ASKING;
        }
        KeyPiece[] recipe = recipes[layout];
        if (recipe == null) {
            recipe = recipe(sharing.layouts.layout(layout));
            recipes[layout] = recipe;
        }
        return recipe;
    }

    private KeyPiece[] recipe(Layout layout) {
        List<Place> places = Arrays.stream(keys).map(key -> key.place(layout)).toList();
        if (places.contains(Place.ABSENT)) {
            return LACKING;
        }
        return places.contains(Place.UNTOLD) || places.isEmpty()
                ? ASKING
                : places.stream().flatMap(KeyPiece::of).toArray(KeyPiece[]::new);
    }

    /** Puts a key together, piece by piece; false if the header was cut off before one. The loop that costs most: keep it small. */
    private boolean put(KeyPiece[] recipe, PacketView packet, int index) {
        byte[] header = packet.bytes();
        int limit = packet.limit();
        long[] out = words.room(recipe.length);
        KeyHash hashing = sharing.hash;
        long hash = hashing.start();
        int at = words.at;
        int filled = 0;
        long word = 0;
        for (KeyPiece piece : recipe) {
            int end = packet.offset(piece.layer) + piece.end;
            if (end > limit) {
                return false;
            }
            long number = piece.number(ByteView.u64(header, end - 8));
            int length = piece.length(number);
            long bytes = piece.bytes(number, length);
            word |= bytes >>> filled;
            filled += 8 * length;
            if (filled >= Long.SIZE) {
                out[at++] = word;
                hash = hashing.next(hash, word);
                filled -= Long.SIZE;
                word = filled == 0 ? 0 : bytes << 8 * length - filled;
            }
        }
        if (filled > 0) {
            out[at++] = word;
            hash = hashing.next(hash, word);
        }
        words.at = at;
        hashes[index] = hash;
        return true;
    }
}
