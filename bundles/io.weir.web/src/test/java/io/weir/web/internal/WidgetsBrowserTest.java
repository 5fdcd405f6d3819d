// SPDX-License-Identifier: Apache-2.0
package io.weir.web.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The widgets under {@code /inc} in a browser, called as published pages call them. */
class WidgetsBrowserTest extends BrowserFixture {
    @BeforeEach
    void page() {
        browser.go("/pages/widgets.html");
        browser.run("all()");
    }

    private Object run(String script) {
        return browser.run(script);
    }

    private long number(String expression) {
        return ((Number) run("return " + expression)).longValue();
    }

    /** Puts the frames that were asked for behind us. */
    private void frames() {
        browser.await("new Promise(done => { let left = 12; (function next() { "
                + "left-- ? requestAnimationFrame(next) : done(true); })(); })");
    }

    @Test
    void legendRowsAreASwatchAndACellPerFieldWithTheRawText() {
        assertThat(run("return rows('#top')"))
                .isEqualTo(List.of(
                        List.of("", "10.0.0.1", "<img src=x onerror=errors.push(1)>"),
                        List.of("", "10.0.0.2", "443"),
                        List.of("", "constructor", "80")));
        assertThat(number("$('#top tbody td:first-child > div').length")).isEqualTo(3);
        assertThat(run("return $('#top thead th').map((i, th) => $(th).text()).get()"))
                .isEqualTo(List.of("", "Source <b>", "Port"));
        assertThat(run("return rows('#strip').map(row => row[1])")).isEqualTo(List.of("One", "Two", "None"));
        assertThat(number("$('img').length")).isZero();
    }

    @Test
    void keysStayOnOneLineInANarrowChartUnlessTheyAreLong() {
        run("$('#top').stripchart('destroy'); $('#top').empty().width(290); "
                + "db.trend.trends.top = [{['10.11.12.131,external,' + 'x'.repeat(200)]: 2}]; "
                + "$('#top').chart({type: 'topn', metric: 'top'}, db)");

        assertThat(run("return $('#top tbody td').map((i, td) => { const text = document.createRange();"
                        + " text.selectNodeContents(td); return new Set([...text.getClientRects()].map(line => line.top)).size; })"
                        + ".get().slice(1, 3)"))
                .isEqualTo(List.of(1L, 1L));
        assertThat(number("$('#top tbody td:last-child').width()")).isLessThan(300);
    }

    @Test
    void keysAreNamedLinkedAndSplitAsToldAndTheRestIsLeftOutOnRequest() {
        run(
                "$('#top').stripchart('destroy'); $('#top').empty(); db.trend.trends.top = [{'a_SEP_b c': 2, '-other-': 9}];"
                        + "$('#top').chart({type: 'topn', metric: 'top', sep: '_SEP_', includeOther: false, includeMillis: true,"
                        + "keyName: (key, i) => i + ':' + key, legendLinks: ['?k=', 'javascript:x'], colors: ['#010203', '#ff0000']}, db)");

        assertThat(run("return rows('#top')")).isEqualTo(List.of(List.of("", "0:a", "1:b c")));
        assertThat(run("return $('#top a').map((i, a) => $(a).attr('href')).get()"))
                .isEqualTo(List.of("?k=0%3Aa"));
        assertThat(run("return $('#top tbody div').css('background-color')")).isEqualTo("rgb(1, 2, 3)");
    }

    @Test
    void whateverDataComesNothingIsThrown() {
        run("[undefined, null, {}, {trend: null}, {trend: {}}, {trend: {times: [], trends: {}}},"
                + "{trend: {times: [1, 2], trends: {top: 0, one: null}}},"
                + "{trend: {times: [5, 5], trends: {top: [0, null], one: [NaN, Infinity]}, values: {limit: NaN}}}]"
                + ".forEach(d => { if (d) { delete db.trend; $.extend(db, d); } $.event.trigger({type: 'updateChart'});"
                + "$.event.trigger({type: 'updateTopN'}); });"
                + "['strip', 'top'].forEach(id => [undefined, null, {}, {times: []}, {times: [1]}, {times: [1, 2], values: [null, [], [NaN, 'x']]},"
                + "{times: [1, 2], values: [[1, 2]], legend: {}, selectedIdx: 9, hrule: [{}, {value: 'x', scale: true}]}]"
                + ".forEach(d => $('#' + id).stripchart('draw', d)));"
                + "[undefined, null, {}, [], [null, {}, {x: NaN, y: 1, z: 1}, {x: 2, y: -1, z: 9}]].forEach(d => $('#heat').heatmap('draw', d));"
                + "[undefined, null, {}, {children: {a: null}}, {value: NaN, children: {a: {value: -1}}}].forEach(d => $('#burst').sunburst('draw', d));"
                + "[undefined, null, {}, [], [null, {}], [{frequency: NaN}]].forEach(d => $('#stream').flow('data', d));"
                + "[undefined, null, {}, {value: NaN}, {value: 1, maxValue: 0}, {value: 1, maxValue: NaN, threshold: 0}, {value: 'x', threshold: null},"
                + "{value: 1e12, maxValue: undefined}].forEach(d => $('#dial').gauge('update', d));");
        frames();
    }

    @Test
    void cellsThatThePageMadeClickableAreReachedByKeyboardAndKeepTheFocus() {
        assertThat(number("$('#top td[tabindex]').length")).isZero();
        run(
                "$('head').append('<style>#top td { cursor: pointer }</style>'); window.picked = [];"
                        + "$('#top').on('click', 'td', e => picked.push($(e.target).text())).stripchart('draw', null);"
                        + "$.event.trigger({type: 'updateChart'}); $('#top td').filter((i, td) => $(td).text() === '443').trigger('focus')");
        browser.find("#top td:focus").sendKeys(Keys.ENTER, Keys.SPACE);
        run(
                "db.trend.trends.top.forEach(e => { if (e) e['10.0.0.2,443'] *= 9; }); $.event.trigger({type: 'updateChart'})");

        assertThat(run("return picked.concat($('#top td:focus').text())")).isEqualTo(List.of("443", "443", "443"));
    }

    @Test
    void numbersOfTheAxisFollowTheOptions() {
        // text that is drawn is caught: the plot is a canvas
        run("window.said = []; var real = CanvasRenderingContext2D.prototype.fillText;"
                + "CanvasRenderingContext2D.prototype.fillText = function(t) { said.push(t); return real.apply(this, arguments); };"
                + "window.axis = options => { said.length = 0; $('#strip').stripchart('option', $.extend({includeMillis: false, base2: false,"
                + "ymargin: 0, hrule: []}, options)); return said.slice(said.lastIndexOf('0')).slice(0, 5).join(' '); };"
                + "$('#strip').stripchart('draw', {times: [5, 5], values: [[0.004, 0.004]]})");
        assertThat(run("return axis({})")).isEqualTo("0 0.001 0.002 0.003 0.004");
        assertThat(run("return axis({includeMillis: true})")).isEqualTo("0 1m 2m 3m 4m");
        assertThat(run("return axis({ymargin: 0.5})")).isEqualTo("0 0.002 0.004 0.006");
        assertThat(run("return axis({hrule: [{value: 0.03, color: 'red', scale: true}]})"))
                .isEqualTo("0 0.01 0.02 0.03 0.04");
        run("$('#strip').stripchart('draw', {times: [5, 5], values: [[4000, 4000]]})");
        assertThat(run("return axis({base2: true})")).isEqualTo("0 1K 2K 3K 4K");
    }

    @Test
    void aKeyKeepsItsColourWhenItsRankChanges() {
        String colours = "return $('#top tbody tr').map((i, row) => $(row).children().eq(1).text() + ' '"
                + "+ $(row).find('div').css('background-color')).get().sort()";
        Object before = run(colours);
        run(
                "db.trend.trends.top.forEach(e => { if (e) e['10.0.0.2,443'] *= 9; }); $.event.trigger({type: 'updateChart'})");

        assertThat(run("return rows('#top')[0][1]")).isEqualTo("10.0.0.2");
        assertThat(run(colours)).isEqualTo(before);
    }

    @Test
    void whatWasNotAmongTheLargestOfAMomentIsNotDrawnAsNothing() {
        run("var some = {trend: {times: [1, 2, 3, 4, 5], trends: {top: [{b: 5}, {b: 5}, {}, {b: 5}, {}]}}};"
                + "$('#top').stripchart('destroy').empty().chart({type: 'topn', metric: 'top'}, some)");

        // two points make a line, a lone one a dot; none of them goes down to the axis
        String columns =
                "var p = $('#top canvas')[0], d = p.getContext('2d').getImageData(0, 0, p.width, p.height).data, ys = {};"
                        + "for (var i = 0; i < d.length; i += 4) if (d[i + 3] > 60 && d[i + 2] > 150 && d[i] < 120 && d[i + 1] < 190)"
                        + " ys[Math.floor((i >> 2) / p.width)] = 1; return Object.keys(ys).length";
        assertThat((Long) run(columns)).isBetween(1L, 4L);
    }

    @Test
    void chartsInHiddenTabsAreDrawnWhenTheyAreShown() {
        assertThat(number("dots('#hidden')")).isZero();
        run("$('#tab').show()");
        frames();

        assertThat(number("dots('#hidden')")).isPositive();
    }

    @Test
    void paperIsWrittenOnInBlackWhateverTheScreenIs() {
        run(
                "$('body').addClass('dark'); $('#strip').stripchart('draw', {times: [1, 2], values: [], units: 'MMMMMMMM'})");
        String black =
                "var p = $('#strip canvas')[0], d = p.getContext('2d').getImageData(0, 0, p.width, p.height).data, n = 0;"
                        + "for (var i = 0; i < d.length; i += 4) if (d[i + 3] > 150 && d[i] < 40) n++; return n;";
        assertThat(run(black)).isEqualTo(0L);
        run("window.dispatchEvent(new Event('beforeprint'))");
        assertThat((Long) run(black)).isPositive();
        run("window.dispatchEvent(new Event('afterprint'))");

        assertThat(run(black)).isEqualTo(0L);
    }

    @Test
    void levelLinesAreDrawnAndTheAxisGrowsToShowThem() {
        assertThat(number("dots('#strip', [255, 0, 0])")).isGreaterThan(100);
        run("db.trend.values.limit = 1e9; $.event.trigger({type: 'updateChart'})");

        assertThat(number("dots('#strip', [255, 0, 0])")).isGreaterThan(100);
    }

    @Test
    void aChartThatIsDestroyedAndMadeAgainFollowsItsNewDataAlone() {
        assertThat(
                        run(
                                "var chart = $('#top').stripchart('destroy'); chart.empty();"
                                        + "var next = {trend: {times: [1, 2], trends: {top: [{b: 1}, {b: 2}]}}};"
                                        + "chart.chart({type: 'topn', metric: 'top'}, next); $.event.trigger({type: 'updateChart'}); return rows('#top')"))
                .isEqualTo(List.of(List.of("", "b")));
        run(
                "['gauge', 'heatmap', 'sunburst', 'flow'].forEach(w => { var el = $('#' + {gauge: 'dial', heatmap: 'heat', sunburst: 'burst',"
                        + "flow: 'stream'}[w]); el[w]('destroy'); if (el.children().length) errors.push(w + ' leaves elements'); el[w](); });");
        frames();
    }

    @Test
    void anEmptySetIsLeftAlone() {
        assertThat(number("$('#absent').stripchart().add($('#absent').gauge({label: 'x'})).length"))
                .isZero();
        run(
                "$('#absent').stripchart('destroy'); $('#absent').gauge('update', {value: 1}); $('#absent').heatmap().sunburst().flow()");
    }

    @Test
    void aMomentIsSelectedByClickAndByKeyboardAndASecondClickGoesBack() {
        run(
                "db.trend.trends.top[59] = {late: 1}; window.picked = []; $('#top').on('stripchartclick', (e, pt) => picked.push(pt.x));");
        browser.find("#top canvas").click();
        assertThat(number("picked.length")).isEqualTo(1);
        assertThat((Double) run("return picked[0]")).isBetween(0.4, 0.6);
        assertThat(number("rows('#top').length")).isEqualTo(3);

        browser.find("#top canvas").sendKeys(Keys.END);
        assertThat(run("return rows('#top')")).isEqualTo(List.of(List.of("", "late")));
        browser.find("#top canvas").sendKeys(Keys.END);
        assertThat(number("rows('#top').length")).isEqualTo(4);
    }

    @Test
    void aGaugeUpdateClearsTheWarningAndCanBeChained() {
        assertThat(
                        run(
                                "return $('#dial').addClass('warn').gauge('update', {value: 90, maxValue: 200, threshold: 50}).data('details', 'd').data('details')"))
                .isEqualTo("d");
        assertThat(run("return $('#dial').attr('class')")).isEqualTo("gauge gauge-alarm");
        assertThat(run("return $('#dial .title').text() + ' ' + $('#dial .gauge-text').text()"))
                .isEqualTo("Load 90%");
        run(
                "$('#dial').gauge('option', {label: '<b>', suffix: '', logScale: true}).gauge('update', {value: 0, threshold: 0})");
        assertThat(run("return $('#dial .title').text() + $('#dial').attr('class')"))
                .isEqualTo("<b>gauge");
        assertThat(
                        run(
                                "return $('#dials').gauge({label: 'n', maxValue: 0}).gauge('update', {value: 1234567}).find('.gauge-text').text()"))
                .isEqualTo("1.23M");
    }

    @Test
    void heatIsDrawnAndRecoloured() {
        assertThat(number("dots('#heat')")).isPositive();
        run("$('#heat').heatmap('option', 'colors', ['#000', '#000'])");

        assertThat(number("dots('#heat', [0, 0, 0])")).isGreaterThan(100);
    }

    @Test
    void theAxesOfHeatStandInsideOfTheSquareByTheInset() {
        run("$('#heat').heatmap('draw', []).heatmap('option', 'axisInset', 0)");
        String leftmost =
                "var p = $('#heat canvas')[0], d = p.getContext('2d').getImageData(0, p.height / 2, p.width, 1).data;"
                        + "for (var i = 3; i < d.length && !d[i]; i += 4); return (i >> 2) / p.width;";
        double without = ((Number) run(leftmost)).doubleValue();
        run("$('#heat').heatmap('option', 'axisInset', 0.2)");

        assertThat(((Number) run(leftmost)).doubleValue() - without).isBetween(0.15, 0.2);
    }

    @Test
    void partsOfASunburstAreChosenByKeyboardAndKeepTheFocusWhenDrawnAgain() {
        run("window.picked = []; $('#burst').on('sunburstclick', (e, node) => picked.push(node.id || 'root'))");
        assertThat(number("$('#burst g').length")).isEqualTo(5);
        browser.find("#burst g:nth-of-type(2)").sendKeys(Keys.ENTER);
        browser.find("#burst .sunburst-label").click();
        assertThat(run("return picked")).isEqualTo(List.of("a", "root"));
        assertThat(run("$('#burst g').eq(2).trigger('focus'); var title = $('#burst :focus title').text();"
                        + "$('#burst').sunburst('draw', {label: 'x', children: {"
                        + "'<img src=x onerror=errors.push(2)>': {value: 60, children: {http: {value: 40}}}}});"
                        + "return title + ', ' + $('#burst :focus title').text()"))
                .isEqualTo("http (67 %), http (67 %)");
    }

    @Test
    void flowsMoveAndAreChosenByKeyboard() {
        run("window.picked = []; $('#stream').on('flowclick', (e, flow) => picked.push(flow.type))");
        frames();
        assertThat(number("dots('#stream', [59, 130, 196])")).isPositive();
        browser.find("#stream canvas").sendKeys(Keys.ARROW_RIGHT, Keys.ENTER, Keys.ARROW_RIGHT, Keys.SPACE);

        assertThat(run("return picked")).isEqualTo(List.of("tcp", "constructor"));
    }

    @Test
    void valuesReadAsPeopleWriteThem() {
        assertThat(run("return [0, 0.05, 999, 1234567, -2e9, NaN].map(v => $.inmon.stripchart.prototype.valueStr(v))"))
                .isEqualTo(List.of("0", "0.05", "999", "1.23M", "-2G", ""));
        assertThat(
                        run(
                                "var s = $.inmon.stripchart.prototype; return [s.valueStr(0.05, true), s.valueStr(2048, false, true)]"))
                .isEqualTo(List.of("50m", "2K"));
        assertThat(number("$.inmon.stripchart.prototype.options.colors.length")).isGreaterThanOrEqualTo(10);
    }

    /** Figures to read, not bounds: machines differ. Each draw has data of its own, a second later, as pages draw it. */
    @Test
    void threeHundredPointsOfTwentySeriesAreDrawn() {
        for (String shape : List.of("smooth", "noise")) {
            for (boolean stack : List.of(false, true)) {
                Object spent = run("return drawing('" + shape + "', " + stack + ")");
                System.out.println(
                        "stripchart, 300 points x 20 series, " + shape + (stack ? ", stacked: " : ", lines: ") + spent);
                assertThat(number("dots('#top')")).isPositive();
            }
        }
    }
}
