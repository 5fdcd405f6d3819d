// author: Weir
// version: 1.0
// date: 2026-11-26
// description: The language of published applications, and what their handlers are given
// copyright: Apache-2.0

include(scriptdir() + '/inc/trend.js');

// Names of functions that applications take for themselves.
var agents = [], version = '2.1', flowKeys = 0;
var status = 'mine';
function getTopology() { return 'mine'; }

// Implicit globals, also those that a function makes.
ncidrs = 0;
function count() { ncidrs++; lastCount = ncidrs; }
count();
count();

var trend = new Trend(3, 1);
trend.add(1000, {load: 1.5, none: NaN, later: undefined});

function old() {
  var sum = 0, keys = [];
  for each (var x in [1, 2, 3]) sum += x;
  for each (let h in {a: 'x', b: 'y'}) keys.push(h);
  var [,,third] = 'a,b,c'.split(',');
  var even = [1, 2, 3, 4].filter(function(n) n % 2 === 0);
  var order = [3, 1, 2].sort(function(a,b) b - a);
  return {sum: sum, keys: keys, third: third, even: even, order: order, ncidrs: ncidrs, lastCount: lastCount};
}

function es6() {
  let {a, b} = {a: 1, b: 2};
  const unique = [...new Set([1, 1, 2])];
  const f = (x = 4) => x * 2;
  return {ab: a + b, unique: unique, text: `${f()}|${'7'.padStart(3, '0')}|${2 ** 10}`,
    entries: Object.entries({k: 'v'}).map(([k, v]) => k + v), values: Object.values({k: 'v'})};
}

function natives() {
  var given = agents_of();
  var list = getSystemPropertyNames();
  return {
    array: Array.isArray(list), own: given.hasOwnProperty('192.0.2.1'), method: typeof list.filter, text: typeof list[0],
    matched: list.filter(p => p.match('^it_language\\.group\\.')), replaced: getSystemProperty('it_language.group.lan').replace(/,.*/, ''),
    yes: getSystemProperty('it-language.on') === 'yes', none: getSystemProperty('it-language.none'),
    dir: typeof scriptdir() + scriptdir().length
  };
}

function agents_of() { return JSON.parse('{}'); }

setHttpHandler(function(req) {
  var path = req.path;
  if (!path || path.length === 0) return {path: typeof req.path, query: req.query, format: req.format, method: req.method};
  switch (path[0]) {
    case 'request': return req;
    case 'old': return old();
    case 'es6': return es6();
    case 'natives': return natives();
    case 'names': return {agents: agents.length, version: version, status: status, topology: getTopology(), flowKeys: flowKeys + 1};
    case 'trend': return {trend: trend};
    case 'pair':
      let [from, to] = path[1].split('-');
      return {from: from, to: to};
    case 'after': return {number: parseInt(req.query.after), text: '' + req.query.action, same: req.query.action == 'stop'};
    case 'filter': return {joined: req.query.filter.join('&'), length: req.query.filter.length};
    case 'mode':
      if (req.error) throw 'bad_request';
      if (req.body !== 'automatic') throw 'bad_value';
      return 'automatic';
    case 'empty': return '';
    case 'text': return 'a 1\nb 2\n';
    case 'number': return 7;
    case 'nothing': return;
    case 'null': return null;
    case 'missing': throw 'not_found';
    case 'away': throw 'service_unavailable';
    case 'wrong': throw 'internal_server_error';
    case 'fault': return undefinedName;
  }
});
