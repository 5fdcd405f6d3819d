// SPDX-License-Identifier: Apache-2.0
/**
 * Plays captures: {@link ReplayService} begins a {@link Session}, whose {@link Playback} puts what {@link CaptureReader} finds
 * in a file on a {@link Stage}, at the {@link Pace} that somebody chose.
 */
package io.weir.collector.internal.replay;
