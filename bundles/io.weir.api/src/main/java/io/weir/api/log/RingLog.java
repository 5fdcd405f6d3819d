// SPDX-License-Identifier: Apache-2.0
package io.weir.api.log;

import io.weir.api.Registration;
import io.weir.api.time.Timeline;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * A {@link NumberedLog} in memory; what adds to it extends it.
 *
 * <p>Thread: any; one lock guards the ring, and futures are completed and listeners told outside of it, in order of
 * adding by each thread.
 */
public class RingLog<T> implements NumberedLog<T> {
    private final class Waiting {
        final long after;
        final int limit;
        final Predicate<? super T> which;
        final CompletableFuture<List<T>> answer = new CompletableFuture<>();

        Waiting(long after, int limit, Predicate<? super T> which) {
            this.after = after;
            this.limit = limit;
            this.which = which;
        }
    }

    private record Listener<T>(Predicate<? super T> which, Consumer<? super T> consumer) {}

    private final int capacity;
    private final ToLongFunction<T> id;
    private final LongSupplier ids;
    private final Timeline timeline;
    private final ArrayDeque<T> entries = new ArrayDeque<>();
    private final List<Waiting> waiting = new ArrayList<>();
    private final List<Listener<T>> listeners = new CopyOnWriteArrayList<>();

    /**
     * Makes an empty log.
     *
     * @param id reads the id of an entry
     * @param ids gives the next id; each is greater than the last
     */
    public RingLog(int capacity, ToLongFunction<T> id, LongSupplier ids, Timeline timeline) {
        this.capacity = capacity;
        this.id = id;
        this.ids = ids;
        this.timeline = timeline;
    }

    /** Adds the entry that {@code entry} makes of the next id, and returns it. */
    public T append(LongFunction<T> entry) {
        List<Waiting> served = new ArrayList<>();
        T added;
        synchronized (entries) {
            added = entry.apply(ids.getAsLong());
            if (entries.size() == capacity) {
                entries.removeLast();
            }
            entries.addFirst(added);
            for (Iterator<Waiting> each = waiting.iterator(); each.hasNext(); ) {
                Waiting one = each.next();
                if (one.which.test(added)) {
                    each.remove();
                    served.add(one);
                }
            }
        }
        for (Waiting one : served) {
            one.answer.complete(after(one.after, one.limit, one.which));
        }
        for (Listener<T> listener : listeners) {
            if (listener.which().test(added)) {
                listener.consumer().accept(added);
            }
        }
        return added;
    }

    @Override
    public List<T> after(long after, int limit, Predicate<? super T> which) {
        List<T> found = new ArrayList<>();
        synchronized (entries) {
            long from = after > newest() ? -1 : after;
            for (T entry : entries) {
                if (found.size() >= limit || id.applyAsLong(entry) <= from) {
                    break;
                }
                if (which.test(entry)) {
                    found.add(entry);
                }
            }
        }
        return found;
    }

    @Override
    public List<T> next(long after, int limit, Predicate<? super T> which) {
        List<T> found = new ArrayList<>();
        synchronized (entries) {
            long from = after > newest() ? -1 : after;
            if (from < oldest()) {
                take(entries.descendingIterator(), limit, which, found);
                return found;
            }
            // a reader who keeps up asks for a few of many: they are at the near end
            List<T> newer = new ArrayList<>();
            for (T entry : entries) {
                if (id.applyAsLong(entry) <= from) {
                    break;
                }
                newer.add(entry);
            }
            Collections.reverse(newer);
            take(newer.iterator(), limit, which, found);
        }
        return found;
    }

    private static <T> void take(Iterator<T> entries, int limit, Predicate<? super T> which, List<T> found) {
        while (entries.hasNext() && found.size() < limit) {
            T entry = entries.next();
            if (which.test(entry)) {
                found.add(entry);
            }
        }
    }

    @Override
    public CompletableFuture<List<T>> await(long after, int limit, Duration patience, Predicate<? super T> which) {
        Waiting one;
        synchronized (entries) {
            List<T> found = after(after, limit, which);
            // an empty log has nothing to give at once: a reader from before a restart waits like everybody
            boolean stale = !entries.isEmpty() && after > newest();
            if (!found.isEmpty() || stale || limit <= 0 || patience.isZero() || patience.isNegative()) {
                return CompletableFuture.completedFuture(found);
            }
            one = new Waiting(after, limit, which);
            waiting.add(one);
        }
        Registration deadline = timeline.after(patience, () -> give(one));
        one.answer.whenComplete((found, failure) -> {
            deadline.close();
            forget(one);
        });
        return one.answer;
    }

    private void give(Waiting one) {
        one.answer.complete(List.of());
    }

    private void forget(Waiting one) {
        synchronized (entries) {
            waiting.remove(one);
        }
    }

    @Override
    public Registration listen(Predicate<? super T> which, Consumer<? super T> listener) {
        Listener<T> added = new Listener<>(which, listener);
        listeners.add(added);
        return () -> listeners.remove(added);
    }

    @Override
    public long newest() {
        synchronized (entries) {
            return entries.isEmpty() ? -1 : id.applyAsLong(entries.getFirst());
        }
    }

    @Override
    public long oldest() {
        synchronized (entries) {
            return entries.isEmpty() ? -1 : id.applyAsLong(entries.getLast());
        }
    }

    /** How many readers wait now. */
    public int waiting() {
        synchronized (entries) {
            return waiting.size();
        }
    }
}
