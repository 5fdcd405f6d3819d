// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal.replay;

/** A clock with timers that somebody moves. Times are ns since 1970. Thread: one at a time moves it. */
public interface DrivenClock {
    /** Stands still at a time, before or behind where it was; every periodic timer begins its period anew. */
    void begin(long nanos);

    /** Goes on to a time, without running timers; never back. */
    void moveTo(long nanos);

    /** When the next timer is due; {@link Long#MAX_VALUE} when there is none. */
    long nextTimer();

    /** Runs the timers that are due. */
    void runTimers();
}
