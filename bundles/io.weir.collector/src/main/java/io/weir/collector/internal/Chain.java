// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal;

/**
 * A hash table whose entries are its links: finding and adding allocate nothing but the table itself.
 *
 * <p>Thread: confined to its user, as are its entries. Looking up is {@code for (E e = chain.first(hash); e != null; e =
 * e.next)}. Hashes come seeded from {@link Mix}, for what is hashed is hostile.
 */
final class Chain<E extends Chain.Link<E>> {
    /** An entry. */
    static class Link<E extends Link<E>> {
        final int hash;
        E next;

        Link(int hash) {
            this.hash = hash;
        }
    }

    private Object[] heads = new Object[8];
    private int size;

    @SuppressWarnings("unchecked")
    private E head(int place) {
        return (E) heads[place];
    }

    /** The first entry that may have the hash, or null. */
    E first(int hash) {
        return head(hash & heads.length - 1);
    }

    void add(E entry) {
        if (size++ == heads.length) {
            grow();
        }
        link(entry);
    }

    private void link(E entry) {
        int place = entry.hash & heads.length - 1;
        entry.next = head(place);
        heads[place] = entry;
    }

    private void grow() {
        Object[] old = heads;
        heads = new Object[old.length * 2];
        for (Object head : old) {
            @SuppressWarnings("unchecked")
            E entry = (E) head;
            while (entry != null) {
                E next = entry.next;
                link(entry);
                entry = next;
            }
        }
    }

    /** Takes out an entry that is in. */
    @SuppressWarnings("ReferenceEquality")
    void remove(E entry) {
        int place = entry.hash & heads.length - 1;
        E before = null;
        for (E e = head(place); e != entry; e = e.next) {
            before = e;
        }
        if (before == null) {
            heads[place] = entry.next;
        } else {
            before.next = entry.next;
        }
        entry.next = null;
        size--;
    }

    int size() {
        return size;
    }
}
