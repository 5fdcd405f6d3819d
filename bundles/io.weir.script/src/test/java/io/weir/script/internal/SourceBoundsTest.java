// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceBoundsTest {
    private final Engine engine = new Engine();

    @AfterEach
    void close() {
        engine.close();
    }

    private String error(String source) {
        return (String) engine.toldBy("try { " + source + "; tell('none') } catch (e) { tell(String(e)) }")
                .get(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "eval(' '.repeat(1000001)) # the source is too long: characters=1000001 limit=1000000",
                "new Function(' '.repeat(1000001)) # the source is too long: characters=",
                "new Function(names(1001), 'return 1') # too many parameters: count=1001 limit=1000",
                "eval('(function(' + names(1001) + ') {})') # too many parameters: count=1001 limit=1000",
                "new RegExp('(a|b)*'.repeat(5000)) # the regular expression is too long: characters=30000 limit=20000",
                "RegExp('(a|b)*'.repeat(5000)) # the regular expression is too long: characters=30000",
                "/a/.compile('(a|b)*'.repeat(5000)) # the regular expression is too long: characters=30000",
                "String(1).match('(a|b)*'.repeat(5000)) # the regular expression is too long: characters=30000",
                "eval('/' + '(a|b)*'.repeat(5000) + '/') # the regular expression is too long: characters=30000",
            })
    void whatTakesTooLongToCompileIsARangeError(String source, String fact) {
        assertThat(error("var names = n => Array.from({length: n}, (x, i) => 'p' + i).join(); " + source))
                .startsWith("RangeError: ")
                .contains(fact);
    }

    @ParameterizedTest
    @ValueSource(strings = {"eval('1n')", "new Function('return () => [2n ** 3n]')"})
    void thereAreNoBigInts(String source) {
        assertThat(error(source)).startsWith("SyntaxError: there are no BigInts: use a number");
    }

    @Test
    void aFileWithABigIntIsRefusedWithItsLine() {
        engine.run("var a = 1;\nvar b = function() { return 10n }");
        assertThat(engine.fault()).contains("SyntaxError: there are no BigInts", "line=2");
    }

    @Test
    void theWaysToABigIntAreAbsent() {
        assertThat(engine.toldBy("tell(typeof BigInt + typeof BigInt64Array + typeof BigUint64Array);"
                        + " tell('getBigInt64' in DataView.prototype || 'setBigUint64' in DataView.prototype)"))
                .containsExactly("undefinedundefinedundefined", false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "new RegExp('a+', 'g').flags === 'g' && RegExp('a').test('bab') && /x/ instanceof RegExp",
                "new RegExp(/a/i).ignoreCase && /a/.constructor === RegExp && RegExp.name === 'RegExp'",
                "RegExp.prototype === Object.getPrototypeOf(/a/) && 'abab'.replace(/a/g, 'c') === 'cbcb'",
                "/(a)(b)/.test('ab') && RegExp.$2 === 'b'",
                "(function() { var x = 2; return eval('x + 1') })() === 3",
                "new Function('a', 'b', 'return a * b')(2, 3) === 6",
            })
    void whatIsShortIsAsTheLanguageSays(String fact) {
        assertThat(engine.toldBy("tell(" + fact + ")")).containsExactly(true);
    }
}
