// SPDX-License-Identifier: Apache-2.0
package io.weir.api.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.InvalidInput;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrefixTest {
    @ParameterizedTest
    @CsvSource({
        "10.4.0.0/16, 10.4.255.1, true",
        "10.4.0.0/16, 10.5.0.1, false",
        "10.4.1.7, 10.4.1.7, true",
        "10.4.1.7, 10.4.1.8, false",
        "0.0.0.0/0, 255.1.2.3, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "::/0, 10.0.0.1, true",
        "2001:DB8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/65, 2001:db8::8000:0:0:1, false",
        "FC00::/7, fd12::1, true"
    })
    void containsWhatSharesItsBits(String prefix, String address, boolean contained) {
        assertThat(Prefix.parse(prefix).contains(Address.parse(address))).isEqualTo(contained);
    }

    @ParameterizedTest
    @CsvSource({"10.4.1.7/16, 10.4.0.0/16", "2001:db8::1/32, 2001:db8::/32", "10.0.0.1, 10.0.0.1/32"})
    void clearsTheBitsBehindIt(String text, String printed) {
        assertThat(Prefix.parse(text)).hasToString(printed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "::/129", "10.0.0.0/1x", "x/8"})
    void impossibleLengthsAreRefused(String text) {
        assertThatThrownBy(() -> Prefix.parse(text)).isInstanceOf(InvalidInput.class);
    }
}
