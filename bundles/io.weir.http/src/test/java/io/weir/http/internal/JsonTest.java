// SPDX-License-Identifier: Apache-2.0
package io.weir.http.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.InvalidInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    private static final Map<String, Object> TCP = flow();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"keys\":\"ipsource,ipdestination\",\"value\":\"bytes\",\"n\":10,\"log\":true}",
                "{keys:'ipsource,ipdestination',value:'bytes',n:10,log:true}",
                "{ 'keys' : \"ipsource,ipdestination\" , value:'bytes', n:+10, log:true, }",
                "\ufeff{keys:'ipsource,ipdestination',value:'bytes',n:10,log:true}",
                "// the pairs\n{keys:'ipsource,ipdestination', /* of all */ value:'bytes',\n n:10,log:true}\n"
            })
    void bodiesAreReadAsPeopleWriteThem(String body) {
        assertThat(read(body)).isEqualTo(TCP);
    }

    @Test
    void everyBodyOfTheCollectionIsReadAsWhatItMeans() throws IOException {
        String collection;
        try (InputStream in = JsonTest.class.getResourceAsStream("/bodies/lenient.tsv")) {
            collection = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        for (String line :
                collection.lines().filter(each -> !each.startsWith("#")).toList()) {
            String[] parts = line.split("\t", -1);
            assertThat(print(read(parts[0].replace('\u2409', '\t')))).as(line).isEqualTo(print(read(parts[1])));
        }
    }

    /** Whatever bytes come: a value or a refusal with its place, and no other end. */
    @Test
    void noBytesMakeItFail() {
        Random random = new Random(11);
        String alphabet = "{}[]:,'\"\\/*\n\t 0123456789.eE+-truefalsnkeys\u0000\u00e9\u2028";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder body = new StringBuilder();
            for (int n = random.nextInt(40); n > 0; n--) {
                body.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                print(read(body.toString()));
            } catch (InvalidInput refused) {
                assertThat(refused.position()).as(body.toString()).isBetween(0, body.length());
            }
        }
    }

    @Test
    void scalarsAreBodies() {
        assertThat(read("\"automatic\"")).isEqualTo("automatic");
        assertThat(read("42")).isEqualTo(42L);
        assertThat(read("12345678901234567890")).isEqualTo(1.2345678901234567E19);
        assertThat(read("null")).isNull();
        assertThat(read("[1,2.5,.5,]")).isEqualTo(List.of(1L, 2.5, 0.5));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "{",
                "{keys}",
                "{keys:ipsource}",
                "{a:1} {b:2}",
                "[1,,2]",
                "{\"a\":\"unclosed",
                "undefined",
                "{a:NaN}",
                "]",
                "\u0000",
                "{a:1e999999999999}x"
            })
    void whatIsNoJsonIsRefusedWithItsPlace(String body) {
        assertThatThrownBy(() -> read(body)).isInstanceOfSatisfying(InvalidInput.class, refused -> {
            assertThat(refused.position()).isBetween(0, body.length());
            assertThat(refused.getMessage()).contains("line ").doesNotContain("Source");
        });
    }

    @Test
    void nestingIsLimited() {
        String deep = "[".repeat(10_000);
        assertThatThrownBy(() -> read(deep))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("depth")
                .hasMessageNotContaining("`");
    }

    @Test
    void wholeNumbersHaveNoDecimals() {
        assertThat(print(98.0)).isEqualTo("98");
        assertThat(print(-0.5)).isEqualTo("-0.5");
        assertThat(print(7.84E-6)).isEqualTo("7.84E-6");
        assertThat(print(1e10)).isEqualTo("10000000000");
        assertThat(print(Long.MAX_VALUE)).isEqualTo("9223372036854775807");
    }

    @Test
    void whatJsonHasNoNumberForIsNull() {
        assertThat(print(Arrays.asList(Double.NaN, Double.POSITIVE_INFINITY, Float.NaN, null)))
                .isEqualTo("[null,null,null,null]");
    }

    @Test
    void textIsEscaped() {
        Map<String, String> nasty = Map.of("a\"b", "\u0000</script>\u2028\ud83d\ude00");
        assertThat(print(nasty)).contains("a\\\"b", "\\u0000");
        assertThat(read(print(nasty))).isEqualTo(nasty);
        assertThat(read(print("\u0007\\\""))).isEqualTo("\u0007\\\"");
    }

    @Test
    void indentSpreadsLines() {
        assertThat(new String(new JsonPrinter(2).print(Map.of("a", List.of(1))), StandardCharsets.UTF_8))
                .contains("\n  \"a\"");
    }

    @Test
    void whatIsPrintedIsReadAgain() {
        List<Object> items = new ArrayList<>(List.of(1L, 2.5, "x", true, Map.of("k", List.of())));
        items.add(null);
        assertThat(read(print(items))).isEqualTo(items);
    }

    private static Map<String, Object> flow() {
        Map<String, Object> flow = new LinkedHashMap<>();
        flow.put("keys", "ipsource,ipdestination");
        flow.put("value", "bytes");
        flow.put("n", 10L);
        flow.put("log", true);
        return flow;
    }

    private static Object read(String body) {
        return new JsonReader().read(body.getBytes(StandardCharsets.UTF_8));
    }

    private static String print(Object value) {
        return new String(new JsonPrinter(0).print(value), StandardCharsets.UTF_8);
    }
}
