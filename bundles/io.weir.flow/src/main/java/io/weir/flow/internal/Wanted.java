// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import io.weir.api.shard.DataSource;
import java.util.function.Predicate;

/** Which data sources a question is about, by their numbers: each is judged once. Thread: confined to the shard; one use each. */
final class Wanted {
    private static final byte YES = 1;
    private static final byte NO = 2;

    private final Sources sources;
    private final Predicate<? super DataSource> where;
    private final byte[] verdicts;

    Wanted(Sources sources, Predicate<? super DataSource> where) {
        this.sources = sources;
        this.where = where;
        verdicts = new byte[sources.size()];
    }

    boolean has(int number) {
        byte verdict = verdicts[number];
        return verdict == 0 ? judge(number) : verdict == YES;
    }

    private boolean judge(int number) {
        boolean yes = !sources.forgotten(number) && where.test(sources.source(number));
        verdicts[number] = yes ? YES : NO;
        return yes;
    }
}
