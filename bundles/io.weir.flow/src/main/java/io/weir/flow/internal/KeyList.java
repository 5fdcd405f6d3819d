// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import io.weir.api.shard.Observation;
import java.util.Arrays;

/**
 * The keys of one or more definitions, in their order: their hashes, and what their bytes ({@link KeyBytes}) are made of, for
 * the samples of a batch, made once however many definitions have the same list.
 *
 * <p>Thread: confined to the shard.
 *
 * <p>Where each key is in packets of a {@link Layout} is found out once; then its number is read there. What that cannot
 * tell, or a header that was cut off before a key, has its keys asked one by one. Both ways give the same hash. The bytes
 * are put together by {@link #key} alone, for flows that are new.
 */
final class KeyList {
    /** By the sample's place in the batch; valid when {@link #read} said so. */
    final long[] hashes = new long[FlowBatch.SIZE];

    /** The bytes of keys that {@link #key} has been asked for. */
    final KeyWords words = new KeyWords();

    private final Sharing sharing;
    private final SharedKey[] keys;
    private final KeyRecipe[] recipes = new KeyRecipe[Layouts.MOST];
    /** Of each sample what {@link #words} holds of it, from where on: numbers by a recipe, or without one its key's bytes. */
    private final KeyRecipe[] made = new KeyRecipe[FlowBatch.SIZE];

    private final int[] offsets = new int[FlowBatch.SIZE];
    private final int[] lengths = new int[FlowBatch.SIZE];
    private long generation;
    private long sample = -1;
    private long batch = -1;
    private boolean present;

    KeyList(Sharing sharing, SharedKey[] keys) {
        this.sharing = sharing;
        this.keys = keys;
    }

    /** How many keys there are. */
    int size() {
        return keys.length;
    }

    /** Reads the keys of the sample at a place of the batch; false when it lacks one. */
    boolean read(Observation observation, int index) {
        if (sample != sharing.sample) {
            sample = sharing.sample;
            present = written(observation, index);
        }
        return present;
    }

    private boolean written(Observation observation, int index) {
        if (batch != sharing.batch) {
            batch = sharing.batch;
            words.at = 0;
        }
        KeyRecipe recipe = recipe(sharing.layout(observation));
        if (recipe == KeyRecipe.LACKING) {
            return false;
        }
        return recipe != KeyRecipe.ASKING && read(recipe, observation, index) || ask(observation, index);
    }

    private KeyRecipe recipe(int layout) {
        if (generation != sharing.layouts.generation()) {
            generation = sharing.layouts.generation();
            Arrays.fill(recipes, null);
        }
        if (layout < 0) {
            return KeyRecipe.ASKING;
        }
        KeyRecipe recipe = recipes[layout];
        if (recipe == null) {
            Layout of = sharing.layouts.layout(layout);
            recipe = KeyRecipe.of(Arrays.stream(keys).map(key -> key.place(of)).toList(), sharing.hash);
            recipes[layout] = recipe;
        }
        return recipe;
    }

    /** Reads keys where they are; false when they are to be asked. */
    private boolean read(KeyRecipe recipe, Observation observation, int index) {
        int start = words.at;
        int count = recipe.pieces.length;
        long[] out = words.room(count);
        long hash = recipe.read(observation, out, start);
        if (hash == KeyRecipe.UNREAD) {
            return false;
        }
        hashes[index] = hash;
        words.at = start + count;
        offsets[index] = start;
        if (made[index] != recipe) { // a collector's barrier makes storing a reference dear
            made[index] = recipe;
        }
        return true;
    }

    private boolean ask(Observation observation, int index) {
        int start = words.at;
        long hash = 0;
        words.begin(start);
        for (int i = 0; i < keys.length; i++) {
            if (!keys[i].read(observation)) {
                words.at = start;
                return false;
            }
            words.add(keys[i].value());
            hash += sharing.hash.part(i, keys[i].value());
        }
        words.close();
        hashes[index] = hash;
        made(index, start);
        return true;
    }

    /** The bytes of a sample's key begin at a word and end with the last. */
    private void made(int index, int start) {
        made[index] = null;
        offsets[index] = start;
        lengths[index] = words.at - start;
    }

    /** Puts the bytes of a sample's key into {@link #words}, and returns how many words they are from {@link #offset} on. */
    int key(int index) {
        KeyRecipe recipe = made[index];
        if (recipe != null) {
            int from = offsets[index];
            int start = words.at;
            words.room(recipe.pieces.length);
            words.begin(start);
            for (int i = 0; i < recipe.pieces.length; i++) {
                KeyPiece piece = recipe.pieces[i];
                long number = words.words[from + i];
                int length = piece.length(number);
                words.add(piece.bytes(number, length), length);
            }
            words.close();
            made(index, start);
        }
        return lengths[index];
    }

    /** Where the bytes of a sample's key begin, once {@link #key} was called. */
    int offset(int index) {
        return offsets[index];
    }
}
