// SPDX-License-Identifier: Apache-2.0
package io.weir.topology.internal;

import io.weir.api.topology.Link;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What is known of an interface of an agent. Thread: immutable.
 *
 * @param node it is a port of; empty outside the topology
 * @param name of the port or interface; may be empty
 * @param link that ends there
 */
record Interface(Optional<String> node, String name, Optional<Link> link, Texts texts) {
    /** The names in UTF-8, for flow keys; null where there is none, to cost no step on the way of a sample. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Texts(byte[] node, byte[] port, byte[] link, byte[] name) {}

    static Interface of(Optional<String> node, String name, Optional<Link> link) {
        byte[] text = name.isEmpty() ? null : bytes(name);
        Texts texts = new Texts(
                node.map(Interface::bytes).orElse(null),
                node.isPresent() ? text : null,
                link.map(Link::name).map(Interface::bytes).orElse(null),
                text);
        return new Interface(node, name, link, texts);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    Optional<Link.Port> port() {
        return node.map(at -> new Link.Port(at, name));
    }
}
