// SPDX-License-Identifier: Apache-2.0
package io.weir.api.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
    @ParameterizedTest
    @CsvSource({
        "10.4.1.7, 10.4.1.7",
        "255.255.255.255, 255.255.255.255",
        "2001:DB8::1, 2001:db8::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "::, ::",
        "::1, ::1",
        "1::, 1::",
        "fe80:0:0:1:0:0:0:1, fe80:0:0:1::1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "::ffff:10.0.0.1, 10.0.0.1",
        "64:ff9b::192.0.2.33, 64:ff9b::c000:221"
    })
    void printsWhatItReadInTheStandardForm(String text, String printed) {
        assertThat(Address.parse(text)).hasToString(printed);
        assertThat(Address.parse(printed)).isEqualTo(Address.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.0.0",
                "10.0.0.256",
                "10.0.0.0.1",
                "10.0.0.-1",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1::2::3",
                "12345::",
                "::g",
                "localhost",
                ":::",
                "1:2:3:4:5:6:7::8:9",
                "10.0.0.1 "
            })
    void whatIsNoAddressIsRefused(String text) {
        assertThatThrownBy(() -> Address.parse(text)).isInstanceOf(InvalidInput.class);
    }

    @Test
    void sortsByNumber() {
        assertThat(Address.parse("10.0.0.9")).isLessThan(Address.parse("10.0.0.10"));
        assertThat(Address.parse("192.168.0.1")).isLessThan(Address.parse("2001:db8::1"));
    }
}
