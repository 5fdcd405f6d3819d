// SPDX-License-Identifier: Apache-2.0
package io.weir.topology.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.net.Address;
import io.weir.api.topology.Link;
import io.weir.api.topology.Node;
import io.weir.topology.internal.InterfaceIndex.Role;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InterfaceIndexTest {
    private static final Address LEAF = Address.parse("10.0.0.1");
    private static final long SUB_INTERFACE = 1_300_000_042L;
    private static final long OTHER_SUB_INTERFACE = 1_300_000_043L;

    @Test
    void subInterfaceIsAtTheLinkOfItsParentWhichItsNameTells() {
        Link link = new Link("L1", new Link.Port("leaf", "Ethernet3"), new Link.Port("spine", "Ethernet1"));
        Map<String, Long> ports =
                Map.of("Ethernet3", 3L, "Ethernet3.100", SUB_INTERFACE, "Ethernet4.100", OTHER_SUB_INTERFACE);
        InterfaceIndex index = new InterfaceIndex(
                Map.of("leaf", new Node("leaf", Optional.of(LEAF), ports)), Map.of("L1", link), new LearnedNames());
        assertThat(index.find(LEAF, SUB_INTERFACE).link()).contains(link);
        assertThat(index.find(LEAF, SUB_INTERFACE).name()).isEqualTo("Ethernet3.100");
        assertThat(index.role(LEAF, SUB_INTERFACE)).isEqualTo(Role.CORE);
        assertThat(index.find(LEAF, OTHER_SUB_INTERFACE).link()).isEmpty();
        assertThat(index.role(LEAF, OTHER_SUB_INTERFACE)).isEqualTo(Role.EDGE);
    }
}
