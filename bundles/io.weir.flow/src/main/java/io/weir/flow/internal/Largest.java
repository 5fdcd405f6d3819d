// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal;

import java.util.Arrays;

/**
 * The largest of many values, by their index, without sorting the others: a heap with the least of those kept on top. Of equal
 * values the one offered with the lower index comes first, as in a stable sort.
 *
 * <p>Thread: confined to its maker's.
 */
final class Largest {
    private final double[] values;
    private final int[] heap;
    private int size;

    /** To keep {@code most} of the values at most; none where that is negative. */
    Largest(double[] values, int most) {
        this.values = values;
        heap = new int[Math.max(0, Math.min(most, values.length))];
    }

    /** Whether {@code index} would be among the largest offered so far. */
    boolean wants(int index) {
        return size < heap.length || size > 0 && before(index, heap[0]);
    }

    /** Takes in an index, once each, and lets go the least when there are too many. */
    void offer(int index) {
        if (size < heap.length) {
            up(size++, index);
        } else if (wants(index)) {
            down(index);
        }
    }

    /** What was kept, the largest first. It is empty afterwards. */
    int[] take() {
        int[] order = Arrays.copyOf(heap, size);
        while (size > 0) {
            order[--size] = heap[0];
            if (size > 0) {
                down(heap[size]);
            }
        }
        return order;
    }

    private boolean before(int a, int b) {
        int order = Double.compare(values[b], values[a]);
        return order == 0 ? a < b : order < 0;
    }

    private void up(int hole, int index) {
        int at = hole;
        while (at > 0 && before(heap[(at - 1) >>> 1], index)) {
            heap[at] = heap[(at - 1) >>> 1];
            at = (at - 1) >>> 1;
        }
        heap[at] = index;
    }

    /** Puts an index in place of the one on top. */
    private void down(int index) {
        int at = 0;
        for (int child = 1; child < size; child = 2 * at + 1) {
            int least = child + 1 < size && before(heap[child], heap[child + 1]) ? child + 1 : child;
            if (!before(index, heap[least])) {
                break;
            }
            heap[at] = heap[least];
            at = least;
        }
        heap[at] = index;
    }
}
