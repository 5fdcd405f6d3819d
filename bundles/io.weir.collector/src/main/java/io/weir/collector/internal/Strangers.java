// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal;

import io.weir.api.net.Address;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Those who send something else than sFlow version 5: counted by what it is, told of in the log once an hour a sender.
 *
 * <p>Thread: confined to its user. At most {@value #MOST} senders are remembered, and {@value #LINES} lines written a minute.
 */
final class Strangers {
    private static final Logger LOG = LoggerFactory.getLogger(Strangers.class);
    private static final int MOST = 256;
    private static final int LINES = 10;
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;

    private record Sender(Address address, Counter kind) {}

    private final Tally tally;
    private final Map<Sender, Long> told = new LinkedHashMap<>();
    private long minute;
    private int lines;

    Strangers(Tally tally) {
        this.tally = tally;
    }

    /** Takes in a datagram by its first 32 bits. */
    void tell(int head, long sourceHigh, long sourceLow, long millis) {
        Counter kind = kind(head);
        tally.add(Counter.UNSUPPORTED_VERSION);
        tally.add(kind);
        Sender sender = new Sender(new Address(sourceHigh, sourceLow), kind);
        Long last = told.get(sender);
        if (last != null && millis - last < HOUR || !mayWrite(millis)) {
            return;
        }
        if (told.size() == MOST) {
            told.remove(told.keySet().iterator().next());
        }
        told.put(sender, millis);
        LOG.warn("sflow sender \"{}\": discarded: {}", sender.address(), advice(kind, head));
    }

    private boolean mayWrite(long millis) {
        if (Math.abs(millis - minute) >= MINUTE) {
            minute = millis;
            lines = 0;
        }
        return lines++ < LINES;
    }

    private static Counter kind(int head) {
        return switch (head >>> 16) {
            case 0 -> head == 2 ? Counter.SFLOW_2 : head == 4 ? Counter.SFLOW_4 : Counter.FOREIGN;
            case 5 -> Counter.NETFLOW_5;
            case 9 -> Counter.NETFLOW_9;
            case 10 -> Counter.IPFIX;
            default -> Counter.FOREIGN;
        };
    }

    private static String advice(Counter kind, int head) {
        return switch (kind) {
            case SFLOW_2 -> "sFlow version 2, only 5 is understood: set the agent to version 5";
            case SFLOW_4 -> "sFlow version 4, only 5 is understood: set the agent to version 5";
            case NETFLOW_5 -> "NetFlow version 5, not sFlow: send it to a NetFlow collector";
            case NETFLOW_9 -> "NetFlow version 9, not sFlow: send it to a NetFlow collector";
            case IPFIX -> "IPFIX, not sFlow: send it to an IPFIX collector";
            default -> "not sFlow: first word=0x" + Integer.toHexString(head) + ": see what sends there";
        };
    }
}
