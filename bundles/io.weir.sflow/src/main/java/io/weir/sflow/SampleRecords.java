// SPDX-License-Identifier: Apache-2.0
package io.weir.sflow;

/**
 * The records of one sample: where each lies, and the sampled header if there is one.
 *
 * <p>A flyweight, valid only during the call. A tag is {@code enterprise << 12 | format}. Offsets are absolute in
 * {@link #bytes()}. Records beyond {@value #MAX_RECORDS} are not indexed and make the sample {@link #damaged()}, as do a
 * record that claims more bytes than the sample has left (what is there of it is indexed) and bytes behind the last.
 *
 * <p>Source: sFlow v5 §5, {@code flow_record}, {@code counter_record}, {@code sampled_header}.
 */
public final class SampleRecords {
    /** More records than any agent known puts into a sample. */
    public static final int MAX_RECORDS = 64;

    /** Tag of {@code sampled_header} in samples of packets. */
    public static final int SAMPLED_HEADER = 1;

    /** Of each record its tag and length, in halves of a word as on the wire. */
    private final long[] heads = new long[MAX_RECORDS];

    private final int[] offsets = new int[MAX_RECORDS];
    private byte[] bytes = new byte[0];
    private int count;
    private long kinds;
    private boolean damaged;
    /** Where the sampled header's record begins; 0 without one. */
    private int header;

    private int headerLength;

    /**
     * Indexes the records from {@code from} to {@code limit}: {@code claimed} of them at most. Only among {@code packet}
     * records is tag 0:1 a sampled header: the counters of an interface have the same one.
     */
    void index(byte[] array, int from, int limit, long claimed, boolean packet) {
        if (bytes != array) { // a collector's barrier makes storing a reference dear
            bytes = array;
        }
        int most = (int) Math.min(claimed, MAX_RECORDS);
        boolean bad = claimed > MAX_RECORDS;
        header = 0;
        int at = from;
        long seen = 0;
        int n = 0;
        while (n < most) {
            if (limit - at < 8) {
                bad = true;
                break;
            }
            long head = ByteView.u64(array, at);
            int length = (int) head;
            at += 8;
            if (length < 0 || length > limit - at) {
                bad = true;
                length = limit - at;
                head = head >>> 32 << 32 | length;
            }
            heads[n] = head;
            seen |= kind((int) (head >>> 32));
            offsets[n] = at;
            n++;
            if (head >>> 32 == SAMPLED_HEADER && packet && header == 0) {
                bad |= !header(array, at, length);
            }
            at += length + (-length & 3);
        }
        count = n;
        kinds = seen;
        damaged = bad || at < limit;
    }

    /** Notes the sampled header in a record; false if the record is too short for it, or for the bytes it claims. */
    private boolean header(byte[] array, int at, int length) {
        if (length < 16) {
            return false;
        }
        int sampled = ByteView.int32(array, at + 12);
        boolean whole = sampled >= 0 && sampled <= length - 16;
        header = at;
        headerLength = whole ? sampled : length - 16;
        return whole;
    }

    /** The {@link #kind}s of all records. */
    public long kinds() {
        return kinds;
    }

    /** The bit that stands for a tag; it may stand for others too. */
    public static long kind(int tag) {
        return 1L << tag;
    }

    public byte[] bytes() {
        return bytes;
    }

    public int count() {
        return count;
    }

    public int tag(int index) {
        return (int) (heads[index] >>> 32);
    }

    public int offset(int index) {
        return offsets[index];
    }

    public int length(int index) {
        return (int) heads[index];
    }

    /** The index of the first record with a tag, or -1. */
    public int find(int tag) {
        return (kinds & kind(tag)) == 0 ? -1 : find(tag, 0);
    }

    /** The index of the first record with a tag at or behind {@code from}, or -1. */
    public int find(int tag, int from) {
        for (int i = from; i < count; i++) {
            if (tag(i) == tag) {
                return i;
            }
        }
        return -1;
    }

    /** Points a cursor at the body of a record and returns it. */
    public XdrCursor body(int index, XdrCursor cursor) {
        return cursor.wrap(bytes, offsets[index], length(index));
    }

    /**
     * Whether a record was cut short, over-long or beyond {@link #MAX_RECORDS}, or bytes were left behind the last one. The
     * records shown are still worth reading: agents get padding wrong.
     */
    public boolean damaged() {
        return damaged;
    }

    /** Whether there is a {@code sampled_header}; the methods below are valid only then. */
    public boolean hasHeader() {
        return header > 0;
    }

    /** The protocol the header starts with: 1 Ethernet, 11 IPv4, 12 IPv6, 13 MPLS … ({@code header_protocol}). */
    public int headerProtocol() {
        return ByteView.int32(bytes, header);
    }

    /** Bytes of the packet on the wire, with the frame check sequence. */
    public long frameLength() {
        return ByteView.u32(bytes, header + 4);
    }

    /** Bytes the agent took off before it sampled. */
    public long stripped() {
        return ByteView.u32(bytes, header + 8);
    }

    /** Where the sampled bytes of the packet begin in {@link #bytes()}. */
    public int headerOffset() {
        return header + 16;
    }

    /** How many bytes of the packet were sampled. */
    public int headerLength() {
        return headerLength;
    }
}
