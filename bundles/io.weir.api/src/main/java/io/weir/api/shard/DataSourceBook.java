// SPDX-License-Identifier: Apache-2.0
package io.weir.api.shard;

/**
 * What is known of the sampling of one data source. Thread: immutable.
 *
 * @param samplingRate as the newest sample said; 0 before the first
 * @param effectiveSamplingRate packets that could have been sampled, by received samples; 0 while unknown
 * @param pollingInterval ms between counter samples, smoothed; 0 while unknown
 */
public record DataSourceBook(
        String agent,
        String dataSource,
        long samplingRate,
        double effectiveSamplingRate,
        long flowSamples,
        long counterSamples,
        double pollingInterval) {}
