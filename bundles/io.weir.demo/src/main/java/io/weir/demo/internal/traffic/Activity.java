// SPDX-License-Identifier: Apache-2.0
package io.weir.demo.internal.traffic;

/** A kind of traffic that starts streams now and then. Thread: confined to the traffic. */
@FunctionalInterface
interface Activity {
    /** Starts what is due at a moment, in seconds since the start. */
    void step(double now);
}
