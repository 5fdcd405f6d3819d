// SPDX-License-Identifier: Apache-2.0
// Data for the widgets, and what can be asked of them.
var START = 1747730000000;

function times(n) {
  return Array.from({length: n}, (x, i) => START + 1000 * i);
}

function wave(n, height, shift) {
  return Array.from({length: n}, (x, i) => height * (1.2 + Math.sin(i / 20 + shift)));
}

// a trend of largest keys: some points are the number 0, null or missing, as an idle script leaves them
function topTrend() {
  var entries = wave(60, 1e6, 0).map((v, i) => i < 5 ? 0 : i === 7 ? null : {
    '10.0.0.1,<img src=x onerror=errors.push(1)>': v, '10.0.0.2,443': v / 2, 'constructor,80': i % 9 ? v / 3 : NaN, '-other-': v / 4});
  entries.length = 59;
  return {times: times(60), trends: {top: entries, one: wave(60, 5e5, 1), two: [1, NaN, null, 'x']}, values: {limit: 2.5e6}};
}

// how many dots of a canvas are drawn
function dots(selector, color) {
  var canvas = $(selector + ' canvas')[0];
  var image = canvas.width ? canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data : [];
  var found = 0;
  for (var i = 0; i < image.length; i += 4) {
    if (image[i + 3] > 200 && (!color || [0, 1, 2].every(c => Math.abs(image[i + c] - color[c]) < 12))) found++;
  }
  return found;
}

function rows(selector) {
  return $(selector + ' tbody tr').map((i, row) => [$(row).children().map((c, cell) => $(cell).text()).get()]).get();
}

function all() {
  window.db = {trend: topTrend()};
  $('#strip').chart({type: 'trend', metrics: ['one', 'two', 'none'], legend: ['One', 'Two', 'None'], units: ['A', 'B'],
    hrule: [{name: 'limit', color: 'rgb(255, 0, 0)', scale: true}, {name: 'absent', color: 'blue'}], ymargin: 0.1, scale: 1}, db);
  $('#top').chart({type: 'topn', stack: true, metric: 'top', legendHeadings: ['Source &lt;b&gt;', 'Port'], units: 'Bits per Second'}, db);
  $('#hidden').chart({type: 'topn', metric: 'top', updateEvent: 'updateTopN'}, db);
  $('#absent').chart({type: 'trend', metrics: ['one']}, db);
  $('#dial').gauge({label: 'Load', suffix: '%', threshold: 80, maxValue: 100});
  $('#heat').heatmap({radius: 15, axisInset: 0.1, update: 1000});
  $('#heat').heatmap('draw', Array.from({length: 40}, (x, i) => ({x: i / 40, y: (i * 7 % 40) / 40, z: i / 40})));
  $('#burst').sunburst({clickable: true});
  $('#burst').sunburst('draw', {depth: 2, value: 100, label: 'All', description: 'all traffic', children: {
    '<img src=x onerror=errors.push(2)>': {value: 60, id: 'a', children: {http: {value: 40, id: 'h'}, ssh: {value: 20, id: 's'}}},
    udp: {value: 30, id: 'u'}, none: {value: 0}, odd: {value: NaN}, missing: null}});
  $('#stream').flow({seed: 7, velocity: 0.5, radius: 3, maxProbability: 1, height: 150, axisN: 'North', axisS: 'South', axisE: 'East',
    axisW: 'West'});
  $('#stream').flow('data', [{startSide: 'W', startVal: 0.2, endSide: 'E', endVal: 0.9, type: 'tcp', frequency: 10,
    info: [{name: 'src', value: '<img src=x onerror=errors.push(3)>', id: 'a'}]}, null, {startSide: 'N', endSide: 'S', type: 'constructor', frequency: 5}, {}]);
}

// What a draw of 300 points of 20 series takes, rastered.
function drawing(shape, stack) {
  var draws = 60;
  var series = Array.from({length: 20}, (x, s) => shape === 'noise'
    ? Array.from({length: 300 + draws}, () => 1e6 * (0.2 + Math.random())) : wave(300 + draws, 1e6, s));
  var legend = {labels: Array.from({length: 20}, (x, s) => ['key' + s, s])};
  $('#top').stripchart('option', {stack: stack, clickable: false});
  var spent = [];
  for (var i = 0; i < draws; i++) {
    var data = {times: times(300).map(t => t + 1000 * i), units: 'x', values: series.map(row => row.slice(i, i + 300)), legend: legend};
    var from = performance.now();
    $('#top').stripchart('draw', data);
    $('#top canvas')[0].getContext('2d').getImageData(0, 0, 1, 1);
    spent.push(performance.now() - from);
  }
  spent.sort((a, b) => a - b);
  return 'median ' + spent[draws / 2].toFixed(2) + ' ms, 95th of 100 ' + spent[Math.floor(0.95 * draws)].toFixed(2) + ' ms';
}
