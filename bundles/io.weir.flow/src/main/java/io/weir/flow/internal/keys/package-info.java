// SPDX-License-Identifier: Apache-2.0
/**
 * The flow keys and key functions that Weir brings, a row each: a new one is a row in the table of its layer, read by a
 * {@link Header} of the packet, a {@link Field} of another record, or a method of its own.
 */
package io.weir.flow.internal.keys;
