// SPDX-License-Identifier: Apache-2.0
package io.weir.web.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The modules under {@code /lib} in a browser, in a page with the policy that pages of applications have. */
class LibBrowserTest extends BrowserFixture {
    @BeforeEach
    void page() {
        browser.go("/pages/lib.html");
    }

    @Test
    void librariesRunAndFindEachOther() {
        browser.run(
                "new uPlot({width: 300, height: 100, series: [{}, {}]}, [[1, 2], [3, 4]], document.getElementById('plot'))");
        browser.run(
                "const {h, render} = preact; function Count() { const [n, set] = hooks.useState(1);"
                        + "return h('button', {onClick: () => set(n + 1)}, 'n' + n); } render(h(Count), document.getElementById('parts'))");
        browser.find("#parts button").click();

        assertThat(browser.await("until(() => document.querySelector('#parts button').textContent === 'n2')"))
                .isEqualTo(true);
        assertThat(browser.run("return document.querySelectorAll('#plot canvas').length"))
                .isEqualTo(1L);
        assertThat(
                        browser.run(
                                "const nodes = [{}, {}]; force.forceSimulation(nodes).force('l', force.forceLink([{source: 0, target: 1}]))"
                                        + ".force('c', force.forceManyBody()).stop().tick(50); return nodes.every(n => isFinite(n.x))"))
                .isEqualTo(true);
    }

    @Test
    void valuesHaveUnits() {
        assertThat(
                        browser.run(
                                "return [units.bits(1234567890), units.bytes(2048), units.frames(1500), units.si(0.0021, 's'), units.si(999.9),"
                                        + "units.si(0), units.bits(null), units.bytes(NaN), units.si(-5e6), units.bytes(1e6, '/s')]"))
                .isEqualTo(List.of(
                        "1.23 Gbit/s", "2.05 kB", "1.5 kframes/s", "2.1 ms", "1 k", "0", "–", "–", "-5 M", "1 MB/s"));
    }

    @Test
    void aTrendTakesEachPointOnceAndFillsWhatIsMissing() {
        assertThat(
                        browser.run(
                                "const t = new Trend(3); t.merge({trend: {times: [1000, 2000], trends: {a: [1, 2]}}});"
                                        + "t.merge({trend: {times: [2000, 3000, 4000], trends: {b: [9, 8, {k: 1}]}, values: {limit: 5}}}); t.merge(null); t.merge({trend: {trends: 0}});"
                                        + "return JSON.stringify([t.times, t.row('a'), t.row('b'), t.row('none'), t.plot(), t.last, t.names])"))
                .isEqualTo("[[2000,3000,4000],[2,null,null],[null,8,{\"k\":1}],[null,null,null],"
                        + "[[2,3,4],[2,null,null],[null,8,null]],4000,[\"a\",\"b\"]]");
    }

    @Test
    void aTrendIsFollowedFromItsLastPoint() {
        Queue<String> asked = new ConcurrentLinkedQueue<>();
        site.answer("/trend/json", query -> {
            asked.add(query);
            return asked.size() == 1
                    ? ""
                    : "{\"trend\":{\"times\":[" + asked.size() * 1000 + "],\"trends\":{\"a\":[1]}}}";
        });

        assertThat(
                        browser.await(
                                "(async () => { window.failed = []; const t = new Trend(); const stop = t.follow('/trend/json',"
                                        + "{every: 10, onError: e => failed.push(e.message)}); await until(() => t.times.length > 2); stop(); return failed; })()"))
                .isEqualTo(List.of("/trend/json answered 503"));
        assertThat(asked).startsWith("after=0", "after=0", "after=2000", "after=3000");
    }

    @Test
    void aStreamGoesOnAfterItsLastRecordWhenTheConnectionWasBroken() {
        Queue<String> asked = new ConcurrentLinkedQueue<>();
        AtomicInteger turn = new AtomicInteger();
        List<String> answers = List.of(
                "[{\"eventID\":4}]", "[{\"eventID\":6},{\"eventID\":5}]", "", "[{\"eventID\":7},{\"eventID\":6}]");
        site.answer("/events/json", query -> {
            asked.add(query);
            int now = turn.getAndIncrement();
            return now < answers.size() ? answers.get(now) : "[]";
        });

        assertThat(
                        browser.await(
                                "(async () => { window.told = []; const s = live('/events/json', {first: 20, wait: 1, params: {thresholdID: 'x y'},"
                                        + "onRecord: e => told.push(e.eventID), onState: now => told.push(now)}); await until(() => s.id === 7); s.stop(); return told.concat(s.id); })()"))
                .isEqualTo(List.of("live", 5L, 6L, "broken", "live", 7L, 7L));
        assertThat(asked)
                .startsWith(
                        "thresholdID=x+y&eventID=-1&maxEvents=1&timeout=0",
                        "thresholdID=x+y&eventID=4&maxEvents=1000&timeout=1",
                        "thresholdID=x+y&eventID=6&maxEvents=1000&timeout=1",
                        "thresholdID=x+y&eventID=6&maxEvents=1000&timeout=1");
    }

    @Test
    void aStreamResumesAtAnIdAndTellsOfAnAnswerThatWasFull() {
        AtomicInteger turn = new AtomicInteger();
        site.answer(
                "/flows/json",
                query -> query.startsWith("flowID=3&maxFlows=2") && turn.getAndIncrement() == 0
                        ? "[{\"flowID\":9},{\"flowID\":8}]"
                        : "[]");

        assertThat(
                        browser.await(
                                "(async () => { window.told = []; const s = live('/flows/json', {from: '3', most: 2, wait: 1,"
                                        + "onRecord: f => told.push(f.flowID), onGap: () => told.push('gap')}); await until(() => s.id === 9); s.stop(); return told; })()"))
                .isEqualTo(List.of("gap", 8L, 9L));
    }

    @Test
    void theLargestAreShownWithTheirErrorsAndTextIsText() {
        browser.run(
                "window.picked = []; window.t = topN(document.getElementById('table'), {headings: ['A', 'B'], format: units.bits, most: 2,"
                        + "onPick: row => picked.push(row.value)}); t.draw([{key: 'x,y', value: 1000}, {key: ['<img src=x onerror=errors.push(1)>', 2],"
                        + "value: 4000, error: 1000}, {key: 'z', value: 3000, low: 2000, high: 3500}, {key: 'n', value: NaN}, null, {value: 1}])");
        assertThat(
                        browser.run(
                                "return [...document.querySelectorAll('#table tbody tr')].map(r => [...r.cells].map(c => c.textContent))"))
                .isEqualTo(List.of(
                        List.of("<img src=x onerror=errors.push(1)>", "2", "4 kbit/s ± 1 kbit/s", ""),
                        List.of("z", "", "3 kbit/s ± 1 kbit/s", "")));
        assertThat(browser.run("const b = document.querySelector('#table .band').style; return [b.left, b.width]"))
                .isEqualTo(List.of("60%", "40%"));
        browser.find("#table tbody tr").click();
        browser.find("#table tbody tr:nth-child(2)").sendKeys(Keys.ENTER);
        assertThat(
                        browser.run(
                                "t.draw([{key: 'z', value: 5}, {key: 'q', value: 1}]); return picked.concat(document.activeElement.cells[0].textContent)"))
                .isEqualTo(List.of(4000L, 3000L, "z"));
        browser.run("t.draw(null); t.draw([]); t.destroy(); if (document.querySelector('table')) errors.push('left');");
        assertThat(browser.run("return [sampleError(100, 4), sampleError(100, 0)]"))
                .isEqualTo(List.of(98L, 0L));
    }
}
