// SPDX-License-Identifier: Apache-2.0
package io.weir.demo.internal.fabric;

/**
 * A host behind a port of a leaf. Thread: immutable.
 *
 * @param ip4 its address; that of the border router stands for nobody
 */
public record Host(String name, String mac, String ip4, String ip6, Switch leaf, Port port) {}
