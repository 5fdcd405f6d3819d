// SPDX-License-Identifier: Apache-2.0
package io.weir.api.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class KeyValueTest {
    private final KeyValue value = new KeyValue();

    private String print(KeyType type, long high, long low) {
        value.set(type, high, low);
        return value.print();
    }

    @Test
    void eachTypePrintsAsTheReferenceHasIt() {
        assertThat(print(KeyType.MAC, 0, 0x00163eab0102L)).isEqualTo("00163EAB0102");
        assertThat(print(KeyType.IPV4, 0, 0x0a040107L)).isEqualTo("10.4.1.7");
        assertThat(print(KeyType.IPV6, 0x20010db800000000L, 1)).isEqualTo("2001:db8::1");
        assertThat(print(KeyType.BITS, 9, 2)).isEqualTo("000000010");
        assertThat(print(KeyType.BOOLEAN, 0, 1)).isEqualTo("true");
        assertThat(print(KeyType.INTERFACE, 0, 12)).isEqualTo("12");
        assertThat(print(KeyType.INTERFACE, 0, 0)).isEqualTo("unknown");
        assertThat(print(KeyType.INTERFACE, 0, 0x3fffffffL)).isEqualTo("internal");
        assertThat(print(KeyType.INTERFACE, 1, 258)).isEqualTo("discard");
        assertThat(print(KeyType.INTERFACE, 2, 3)).isEqualTo("multiple");
    }

    @Test
    void textFromTheWireLosesWhatATerminalWouldObey() {
        byte[] hostile = "a\u001b[31mb\u0000\u0085".getBytes(StandardCharsets.UTF_8);
        value.set(hostile, 0, hostile.length);

        assertThat(value.print()).isEqualTo("a\ufffd[31mb\ufffd\ufffd");
    }
}
