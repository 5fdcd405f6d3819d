// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelSocketsTest {
    private static final String TABLE = """
           sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
          521: 00000000:18C7 00000000:0000 07 00000000:00000900 00:00000000 00000000     0        0 4711 2 0000000000000000 42
          522: 0100007F:18C7 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 4712 2 0000000000000000 7
          523: 00000000:0035 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 4713 2 0000000000000000 99
        """;

    @TempDir
    Path directory;

    private KernelSockets.Reading read(List<String> inodes) throws IOException {
        return sockets(inodes).read();
    }

    private KernelSockets sockets(List<String> inodes) throws IOException {
        Path table = Files.writeString(directory.resolve("udp"), TABLE);
        return new KernelSockets(
                List.of(table, directory.resolve("udp6")), inodes, InetSocketAddress.createUnresolved("::", 6343));
    }

    @Test
    void socketIsFoundByItsInode() throws IOException {
        assertThat(read(List.of("4711"))).isEqualTo(new KernelSockets.Reading(42, 0x900));
    }

    @Test
    void withoutAnInodeThePortTells() throws IOException {
        assertThat(read(List.of())).isEqualTo(new KernelSockets.Reading(49, 0x900));
    }

    @Test
    void eachSocketIsToldByItsNumber() throws IOException {
        assertThat(sockets(List.of("4712", "4711")).each())
                .isEqualTo(Map.of(0, new KernelSockets.Reading(7, 0), 1, new KernelSockets.Reading(42, 0x900)));
        assertThat(sockets(List.of()).each()).containsOnlyKeys(-1);
    }
}
