// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal.replay;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a capture holds beside sFlow, counted by reason. Thread: confined to its reader. */
final class CaptureCounts {
    /** What can be counted; the name it is shown under. */
    enum What {
        FRAMES("frames"),
        DATAGRAMS("datagrams"),
        UNKNOWN_LINK("framesOfUnknownLink"),
        NOT_UDP("framesNotUdp"),
        NOT_SFLOW("udpNotSflow"),
        CUT("framesCut"),
        FRAGMENTS("fragments"),
        FRAGMENTS_LOST("fragmentsNotReassembled"),
        OUT_OF_ORDER("framesOutOfOrder");

        private final String shown;

        What(String shown) {
            this.shown = shown;
        }
    }

    private final Map<What, Long> counts = new EnumMap<>(What.class);

    void add(What what) {
        add(what, 1);
    }

    void add(What what, long count) {
        counts.merge(what, count, Long::sum);
    }

    long get(What what) {
        return counts.getOrDefault(what, 0L);
    }

    /** What is not zero, by name. */
    Map<String, Number> shown() {
        Map<String, Number> shown = new LinkedHashMap<>();
        counts.forEach((what, count) -> shown.put(what.shown, count));
        return shown;
    }
}
