// author: Weir
// version: 1.0
// date: 2026-11-23
// description: The seven steps of writing an application, each working
// copyright: Apache-2.0

// Names of flows and thresholds are shared by all applications: put your own in front.
var FLOW = 'tutorial_tcp';
var ELEPHANT = 'tutorial_elephant';
var BUSY_IN = 'tutorial_busy_in';
var BUSY_OUT = 'tutorial_busy_out';
var POINTS = 120;
var KEPT = 50;

// 1. Define flows.
setFlow(FLOW, {keys: 'ipsource,ipdestination,tcpsourceport,tcpdestinationport', value: 'bytes', n: 10, t: 2, log: true, activeTimeout: 10});

// 2. Define thresholds: one event for each connection above 1 Mbit/s, and one for each port more than 70 % busy.
setThreshold(ELEPHANT, {metric: FLOW, value: 1000000 / 8, byFlow: true, timeout: 10});
setThreshold(BUSY_IN, {metric: 'ifinutilization', value: 70});
setThreshold(BUSY_OUT, {metric: 'ifoututilization', value: 70});

// 3. Handle events.
var recentEvents = [];
setEventHandler(function(evt) {
  keep(recentEvents, evt);
  logInfo(evt.thresholdID + ': ' + (evt.flowKey || evt.metric) + ' at ' + evt.agent + ' port ' + evt.dataSource);
}, [ELEPHANT, BUSY_IN, BUSY_OUT]);

// 4. Handle records of completed flows.
var completed = [];
setFlowHandler(function(rec) {
  keep(completed, rec);
}, [FLOW]);

// 5. Do something every second.
var trend = [];
var summary = {};
setIntervalHandler(function(now) {
  var flows = activeFlows('ALL', FLOW, 10) || [];
  trend.push({time: now, total: flows.reduce(function(sum, flow) { return sum + flow.value; }, 0)});
  while (trend.length > POINTS) trend.shift();

  var load = metric('ALL', 'avg:load_one')[0];
  var busiest = metric('ALL', 'max:ifinutilization')[0];
  summary = {
    time: now,
    agents: Object.keys(agents()).length,
    load: load.hasOwnProperty('metricValue') ? load.metricValue : null,
    busiest: busiest.hasOwnProperty('metricValue') ? busiest : null,
    ports: dump('ALL', 'ifname;ifspeed').length,
    hosts: (table('ALL', 'host_name,sort:load_one:-10') || []).map(function(row) {
      return {agent: row[0].agent, name: row[0].metricValue, load: row[1].metricValue};
    }),
    top: flows
  };
}, 1);

// 6. Answer HTTP requests. Notes are here to show every method; they survive a restart.
var notes = storeGet('notes') || {};
setHttpHandler(function(req) {
  var path = req.path || [];
  switch (path[0]) {
    case 'summary': return summary;
    case 'trend': return after(trend, req.query.after);
    case 'events': return recentEvents;
    case 'flows': return completed;
    case 'notes': return note(req, path[1]);
    case 'echo': return req;
    case undefined: return {paths: ['summary', 'trend', 'events', 'flows', 'notes', 'echo']};
    default: throw 'not_found';
  }
});

function note(req, name) {
  if (req.error) throw 'bad_request';
  if (!name) {
    if (req.method !== 'POST') return notes;
    if (!req.body || !req.body.name) throw 'bad_request';
    name = req.body.name;
  }
  switch (req.method) {
    case 'GET':
      if (!notes.hasOwnProperty(name)) throw 'not_found';
      return notes[name];
    case 'PUT':
    case 'POST':
      if (!notes.hasOwnProperty(name) && Object.keys(notes).length >= KEPT) throw 'bad_request';
      notes[name] = req.body;
      break;
    case 'DELETE':
      if (!notes.hasOwnProperty(name)) throw 'not_found';
      delete notes[name];
      break;
    default:
      throw 'bad_request';
  }
  storeSet('notes', notes);
}

function after(points, time) {
  var from = time ? parseInt(time) : 0;
  return points.filter(function(point) { return point.time > from; });
}

function keep(list, item) {
  list.unshift(item);
  if (list.length > KEPT) list.pop();
}

// 7. Show a page: html/index.html.
