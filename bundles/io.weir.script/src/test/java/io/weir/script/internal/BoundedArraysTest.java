// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedArraysTest {
    private final Engine engine = new Engine(Map.of(), Duration.ofSeconds(15));

    @AfterEach
    void close() {
        engine.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "var a = [1]; while (true) a = a.concat(a)",
                "var a = [1]; while (true) a = [...a, ...a]",
                "new Array(1e9).fill(0)",
                "var a = []; a.length = 1e9; a.join('')",
                "Array.from({length: 1e9})",
                "Array.from({length: 1e9}, (x, i) => i)",
                "var a = new Array(5000).fill(0); a = a.map(x => a); a.flat()",
                "var t = 'x'.repeat(1000000); new Array(1000).fill(t).join()",
                "'' + new Array(1000).fill('x'.repeat(1000000))",
                "'x'.repeat(10000000).split('')",
                "'x'.repeat(1000000).replace(/x/g, 'y'.repeat(1000))",
                "'x'.repeat(1000000).replaceAll('x', \"$`\")",
                "[].indexOf.call({length: '1e12'}, 1)",
                "[].indexOf.call({length: Infinity}, 1)",
                "[].indexOf.call({length: {valueOf: () => 1e12}}, 1)",
                "[].indexOf.call(Object.create({length: 1e12}), 1)",
                "var n = 0; [].indexOf.call({get length() { return n++ ? 1e12 : 1 }}, 1)",
                "Math.max.apply(null, {length: 1e9})",
                "Reflect.apply(Math.max, null, {length: 1e9})",
                "Reflect.construct(Array, {length: 1e9})",
                "new ArrayBuffer(2000000000)",
                "new Uint8Array(2e9)",
                "new (new Float64Array(1).constructor)(1e9)",
                "var a = new Array(5000).fill(0); a = a.map(x => a); JSON.stringify(a)",
                "JSON.stringify(new Array(100).fill('x'.repeat(1000000)))",
            })
    void whatWouldBeTooLongIsARangeError(String tooLong) {
        engine.run("try { " + tooLong + " } catch (e) { tell(e instanceof RangeError); tell(e.message) }");
        assertThat(engine.fault()).isEmpty();
        assertThat(engine.told)
                .satisfiesExactly(
                        range -> assertThat(range).isEqualTo(true),
                        message -> assertThat(message.toString())
                                .containsAnyOf("too long: ", "takes too much memory: ")
                                .contains("limit="));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[1, [2]].concat(3, [4, 5]).length === 5 && [...[1, 2], ...[3]].join() === '1,2,3'",
                "[[1, [2]], 3].flat(Infinity).join() === '1,2,3' && [[1, [2]]].flat()[1][0] === 2",
                "Array.from('abc').join('') === 'abc' && Array.from(new Set([1, 1])).length === 1",
                "new Array(3).fill(7).join() === '7,7,7' && '' + [1, null, 'x'] === '1,,x'",
                "Array.prototype.slice.call({length: 2, 0: 'a', 1: 'b'}).join() === 'a,b'",
                "[].slice.call({length: '2', 0: 'a', 1: 'b'}).join() + [].slice.call({}).length === 'a,b0'",
                "(function() { return [].slice.call(arguments, 1).join() })(1, 2, 3) === '2,3'",
                "[].map.call('ab', c => c + c).join() + [].slice.call(new Uint8Array([1, 2])).join() === 'aa,bb1,2'",
                "Math.max.apply(null, [1, 3]) + Math.max.apply(null, {length: 1, 0: 2}) + Math.max.apply(null, new Uint8Array([4])) === 9",
                "(function() { return this.a + arguments.length }).apply({a: 1}) === 1 && Reflect.apply(Math.min, null, [2, 1]) === 1",
                "(function(f) { return f.apply(this, arguments) })(function() { return arguments.length }) === 1",
                "Array.from({get length() { return 1 }, [Symbol.iterator]: () => [7, 8][Symbol.iterator]()}).join() === '7,8'",
                "Reflect.construct(Array, [1, 2]).length === 2 && Function.prototype.apply.length === 2",
                "[3, 1, 2].sort().reverse().map(x => x * 2).filter(x => x > 2).reduce((a, b) => a + b) === 10",
                "Object.keys([]).length === 0 && Array.prototype.concat.name === 'concat'",
                "(function() { var k = []; for (var i in [7, 8]) k.push(i); return k.join() })() === '0,1'",
                "'a-b-c'.split('-').length === 3 && 'aXbX'.replace(/X/g, '$&$&') === 'aXXbXX'",
                "'a.b.c'.replaceAll('.', '') === 'abc' && 'abc'.replace(/b/, m => m.toUpperCase()) === 'aBc'",
                "new Uint8Array([1, 2]).length === 2 && new Uint8Array(3) instanceof Uint8Array",
                "new Uint8Array(new ArrayBuffer(8)).length === 8 && Uint8Array.BYTES_PER_ELEMENT === 1",
                "new Float64Array(new Uint8Array([5])).join() === '5' && Uint8Array.from([1, 2]).join() === '1,2'",
                "JSON.stringify({a: [1, {b: 'x'}], c: undefined}) === '{\"a\":[1,{\"b\":\"x\"}]}'",
                "JSON.stringify([1], null, 1) === '[\\n 1\\n]' && JSON.parse('[1]', (k, v) => v).length === 1",
                "JSON.stringify() === undefined && (function() { var a = {}; a.a = a;"
                        + " try { JSON.stringify(a) } catch (e) { return e instanceof TypeError || e instanceof RangeError } })()",
            })
    void whatIsShortIsAsTheLanguageSays(String fact) {
        assertThat(engine.toldBy("tell(" + fact + ")")).containsExactly(true);
    }
}
