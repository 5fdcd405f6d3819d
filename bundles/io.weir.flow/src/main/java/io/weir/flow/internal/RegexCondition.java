// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.weir.api.InvalidInput;
import io.weir.api.flow.KeyType;
import io.weir.api.flow.KeyValue;
import io.weir.api.shard.Observation;
import java.util.ArrayList;
import java.util.List;

/**
 * True when a key's text matches one of some regular expressions as a whole.
 *
 * <p>Matching takes time linear in the text (RE2/J) and in the steps of the patterns, which are bounded, so that no pattern
 * can stall a shard. Verdicts are remembered by a seeded 64-bit hash of the value, so that values seen before cost no text
 * and no matching.
 *
 * <p>Thread: confined to the shard.
 */
final class RegexCondition implements Condition {
    private static final int REMEMBERED = 1024;
    /** Steps of all patterns together: at each character of a text, any number of them may have to be looked at. */
    private static final int MOST_STEPS = 2000;

    private final SharedKey key;
    private final Pattern[] patterns;
    private final long[] hashes = new long[REMEMBERED];
    private final boolean[] verdicts = new boolean[REMEMBERED];
    private final KeyHash hash = new KeyHash();

    RegexCondition(SharedKey key, List<String> patterns) {
        this.key = key;
        List<Pattern> compiled = new ArrayList<>();
        long steps = 0;
        for (String pattern : patterns) {
            steps += RegexSize.of(pattern);
            if (steps > MOST_STEPS) {
                throw InvalidInput.of(
                        "regular expression", pattern, "more than " + MOST_STEPS + " steps, repetitions written out");
            }
            compiled.add(compile(pattern));
        }
        this.patterns = compiled.toArray(Pattern[]::new);
    }

    private static Pattern compile(String pattern) {
        try {
            return Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw InvalidInput.of("regular expression", pattern, e.getDescription());
        }
    }

    @Override
    public boolean test(Observation sample) {
        if (!key.read(sample)) {
            return false;
        }
        KeyValue value = key.value();
        long known = hash(value);
        int place = (int) known & REMEMBERED - 1;
        if (hashes[place] != known) {
            hashes[place] = known;
            verdicts[place] = matches(value.print());
        }
        return verdicts[place];
    }

    private long hash(KeyValue value) {
        return value.type() == KeyType.TEXT
                ? hash.of(value.array(), value.offset(), value.length())
                : hash.of(value.high(), value.low());
    }

    private boolean matches(String text) {
        for (Pattern pattern : patterns) {
            if (pattern.matches(text)) {
                return true;
            }
        }
        return false;
    }
}
