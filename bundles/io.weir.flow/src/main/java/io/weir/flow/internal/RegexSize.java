// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many steps a regular expression has once its repetitions are written out: what {@code (a{1,100}){1,100}} costs the
 * matcher, in memory when it is compiled and in time for each character of a text. RE2/J itself bounds only each number.
 *
 * <p>It is told from the text before anything is compiled, and never less than the matcher will take; what is malformed
 * gets some number, and is refused by whoever compiles it.
 *
 * <p>Thread: confined to its user; one use each.
 */
final class RegexSize {
    /** What is answered for more steps than this. */
    static final long MOST = 1L << 32;
    /** Expressions nested deeper count as {@link #MOST}: the matcher follows them on the stack. */
    private static final int DEEPEST = 200;

    private static final Pattern BOUNDS = Pattern.compile("(\\d{1,9})(?:,(\\d{0,9}))?\\}");

    private final String pattern;
    private final Deque<Long> outer = new ArrayDeque<>();
    private long sum = 1;
    private long item;
    private int at;

    private RegexSize(String pattern) {
        this.pattern = pattern;
    }

    /** The steps of a pattern, at most {@link #MOST}. */
    static long of(String pattern) {
        return new RegexSize(pattern).read();
    }

    private long read() {
        while (at < pattern.length()) {
            char c = pattern.charAt(at++);
            switch (c) {
                case '(' -> {
                    if (outer.size() == DEEPEST) {
                        return MOST;
                    }
                    end();
                    outer.push(sum);
                    sum = 2;
                }
                case ')' -> {
                    end();
                    item = sum;
                    sum = outer.isEmpty() ? 0 : outer.pop();
                }
                case '*', '+', '?' -> item++;
                case '{' -> repeat();
                case '\\' -> escape();
                case '[' -> charClass();
                default -> next(1);
            }
        }
        while (!outer.isEmpty()) {
            end();
            item = sum;
            sum = outer.pop();
        }
        end();
        return sum;
    }

    private void next(long size) {
        end();
        item = size;
    }

    private void end() {
        sum = Math.min(MOST, sum + item);
        item = 0;
    }

    /** {@code {n}}, {@code {n,}} or {@code {n,m}}; anything else is the brace itself. */
    private void repeat() {
        Matcher bounds = BOUNDS.matcher(pattern).region(at, pattern.length());
        if (!bounds.lookingAt()) {
            next(1);
            return;
        }
        at = bounds.end();
        long least = Long.parseLong(bounds.group(1));
        String upper = bounds.group(2);
        long most = upper == null || upper.isEmpty() ? least : Long.parseLong(upper);
        long options = upper == null ? 0 : Math.max(1, most - least);
        item = Math.min(MOST, item * Math.max(1, most) + options);
    }

    private void escape() {
        if (at < pattern.length() && pattern.charAt(at) == 'Q') {
            int close = pattern.indexOf("\\E", at + 1);
            int end = close < 0 ? pattern.length() : close;
            next(Math.max(0, end - at - 1));
            at = close < 0 ? end : close + 2;
            return;
        }
        at = Math.min(pattern.length(), at + 1);
        next(1);
    }

    /** Moves behind a class of characters, which is one step; a bracket that comes first in it belongs to it. */
    private void charClass() {
        next(1);
        if (at < pattern.length() && pattern.charAt(at) == '^') {
            at++;
        }
        for (int first = at; at < pattern.length(); at++) {
            char c = pattern.charAt(at);
            if (c == '\\') {
                at++;
            } else if (c == '[' && pattern.startsWith("[:", at) && pattern.indexOf(":]", at + 2) > 0) {
                at = pattern.indexOf(":]", at + 2) + 1;
            } else if (c == ']' && at > first) {
                at++;
                return;
            }
        }
        at = Math.min(at, pattern.length());
    }
}
