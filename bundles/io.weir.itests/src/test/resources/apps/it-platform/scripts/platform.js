// description: Everything the platform offers, called as published applications call it

var AGENT = '10.9.0.1';
var FLOW = 'it_platform';
var records = [], events = [], ticks = [], answers = {};

// At load: groups, a map, topology, definitions whose numbers are texts, keys that are a list, filters that are none.
var groups = setGroups('it_platform_groups', {lan: ['10.0.0.0/8', 'FC00::/7'], none: [], dialog: ['']});
var badGroups = setGroups('it_platform_groups', {lan: ['10.0.0.0/99']});
setMap('it_platform_map', {web: [80, '8080']});
var topology = setTopology({links: {L1: {node1: 'it-a', port1: 'p1', node2: 'it-b', port2: 'p2'}}});

setFlow(FLOW, {
  keys: ['ipsource', 'ipdestination', 'null:[map:tcpdestinationport:it_platform_map]:other'], value: 'bytes', values: ['avg:ipbytes', 'count:ipsource'],
  n: '20', t: '2', fs: '_', filter: null, log: true, flowStart: true, dropped: undefined
});
setFlow('it_platform_frames', {keys: 'group:ipsource:it_platform_groups,first:stack:.:ip:ip6', value: 'frames', filter: '', t: 1});
setThreshold('it_platform_large', {metric: FLOW, value: '1000', byFlow: true, timeout: '60', filter: {ifspeed: [1000000000]}});
setThreshold('it_platform_busy', {metric: 'ifinutilization', value: 0.5, timeout: 60});
setThreshold('it_platform_never', {metric: 'ifinutilization', value: 100});
clearThreshold('it_platform_never');
baselineCreate('it_platform', '100', '1', 1);

setFlowHandler(function(rec) { records.push(rec); }, [FLOW]);
setEventHandler(function(evt) { events.push(evt); }, ['it_platform_large', 'it_platform_busy']);
setIntervalHandler(function(now) {
  ticks.push(now);
  answers.learned = baselineCheck('it_platform', ticks.length);
}, '0.2');

function shape(object) {
  var names = [];
  for (var name in object) names.push(name + ':' + (Array.isArray(object[name]) ? 'array' : typeof object[name]));
  return names.sort();
}

function refused(definition) {
  try { setFlow('it_platform_bad', definition); return 'taken'; } catch (e) { return e instanceof Error ? e.message : typeof e; }
}

function flows() {
  var found = activeFlows('ALL', FLOW, '1000', '0', 'MAX', '10.1.1.1__');
  var first = found[0];
  var place = first.dataSource + '.' + FLOW;
  first.key = 'changed';
  return {
    count: found.length, again: activeFlows(['ALL'], FLOW, 5)[0].key, values: first.values.length, n: first.flowN,
    none: activeFlows('ALL', FLOW, 10, 0, 'sum', '192.0.2.9__'), unknown: activeFlows('ALL', 'it_platform_none'),
    outside: activeFlows('TOPOLOGY', FLOW), value: flowValue(AGENT, place, '10.1.1.1_10.2.2.2_web') > 1000,
    noValue: flowValue(AGENT, place, 'none'), places: flowLocations('ALL', FLOW, '10.1.1.1_10.2.2.2_web').map(p => p.agent + ' ' + p.dataSource),
    grouped: activeFlows('ALL', 'it_platform_frames').map(f => f.key).sort(), keys: Object.keys(flowKeys()).indexOf('ipsource') >= 0,
    shape: shape(getFlow(FLOW)), topKeys: metric(AGENT, FLOW)[0].topKeys[0].key.split('_').length
  };
}

function measured(agent) {
  var filtered = metric(agent, ['max:ifspeed', '3.ifname', 'none_such'], {ifname: ['swp3']});
  var rows = table('ALL', 'ifname,sort:ifspeed:-5,null:none_such', {ifspeed: [1000000000]});
  return {
    elements: filtered.map(m => m.metricName + ' ' + m.hasOwnProperty('metricValue')), name: filtered[1].metricValue,
    number: typeof filtered[0].metricValue, rows: rows.length, first: rows[0][0].metricValue, second: typeof rows[0][1].metricValue,
    third: rows[0][2] === null || rows[0][2] === undefined || !rows[0][2].hasOwnProperty('metricValue'),
    dump: dump(agent, 'ifname;ifspeed').map(m => m.metricName).sort(), empty: table('TOPOLOGY', 'ifname'), outside: metric('TOPOLOGY', 'ifspeed').length,
    quartiles: shape(metric('ALL', 'med:ifspeed')[0].quartiles || {}), agent: agents(agent)[agent].sFlowDatagramsReceived > 0,
    received: agents([agent])[agent].hasOwnProperty('sFlowFlowSamples'), info: datasourceInfo(AGENT, '3').samplingRate,
    noInfo: datasourceInfo(AGENT, '99'), known: metrics(AGENT)['3.ifname'], names: metrics().hasOwnProperty('ifspeed'), server: analyzer().sFlowDatagramsReceived > 0
  };
}

function places() {
  var top = getTopology();
  top.links.L1.width = 3;
  return {
    set: topology, fresh: getTopology().links.L1.hasOwnProperty('width'), accepted: setTopology(top), width: getTopology().links.L1.width,
    version: typeof topologyVersion(), nodes: topologyNodeNames(true), links: topologyLinkNames(), link: topologyLink('L1').port2,
    ofNode: topologyNodeLinks('it-a'), ends: topologyLinkMetric('L1', 'ifadminstatus,ifoperstatus').length, agent: topologyAgentForNode('it-a'),
    nodesOf: topologyNodesForAgent('192.0.2.9'), diameter: topologyDiameter(), toLink: topologyInterfaceToLink(AGENT, '99'),
    toPort: topologyInterfaceToPort('192.0.2.9', '1'), macs: Array.isArray(topologyLocatedHostMacs()), mac: topologyLocateHostMac('0200000000FF'),
    ip: topologyLocateHostIP('192.0.2.77'), ip6: topologyLocateHostIP6('2001:db8:77::1'), refused: setTopology({links: {L1: {node1: 'x'}}})
  };
}

function requests() {
  httpAsync({url: '/app/it-platform/scripts/platform.js/echo/json', operation: 'put', headers: {'Content-Type': 'application/json'}, body: {a: 1},
    success: function(res) { answers.success = {status: res.status, body: JSON.parse(res.body), type: res.headers['content-type'], url: res.url.length > 0}; }});
  httpAsync({url: '/app/it-platform/scripts/none.js/json', error: function(res) { answers.error = res.status; }});
  var failed;
  try { http('/app/none/status'); failed = 'answered'; } catch (e) { failed = e instanceof Error; }
  var whole = http2({url: '/app/it-pair-none/status'});
  return {status: http('/app/it-platform/status'), failed: failed, whole: whole.status,
    rest: JSON.parse(http('/flow/' + FLOW + '/json')).keys, put: http2({url: '/flow/it_platform_rest/json', operation: 'PUT', body: {keys: 'ipsource', value: 'bytes'}}).status};
}

setHttpHandler(function(req) {
  switch ((req.path || [])[0]) {
    case 'loaded': return {groups: groups, badGroups: badGroups, lan: getGroups('it_platform_groups'), map: getMap('it_platform_map')};
    case 'flows': return flows();
    case 'metrics': return measured(req.query.agent);
    case 'places': return places();
    case 'requests': return requests();
    case 'answers': return {success: answers.success, error: answers.error};
    case 'echo': return req.body;
    case 'ticks': return {number: typeof ticks[0], enough: ticks.length > 3, learned: ['learning', 'normal', 'high', 'low'].indexOf(answers.learned) >= 0, statistics: shape(baselineStatistics('it_platform'))};
    case 'event':
      var large = events.find(e => e.thresholdID === 'it_platform_large');
      var busy = events.find(e => e.thresholdID === 'it_platform_busy');
      return {
        large: shape(large), key: large.flowKey, values: large.values.length, busy: busy.hasOwnProperty('flowKey'), metric: busy.metric,
        triggered: thresholdTriggered('it_platform_large', large.agent, large.dataSource + '.' + large.metric, large.flowKey),
        other: thresholdTriggered('it_platform_large', large.agent, large.dataSource + '.' + large.metric, 'other'),
        plain: thresholdTriggered('it_platform_busy', busy.agent, busy.dataSource + '.' + busy.metric),
        cleared: getThreshold('it_platform_never'), shown: getThresholds().it_platform_large.value
      };
    case 'records': return {name: records[0].name, keys: records[0].flowKeys.split('_').length, same: records[0].start === records[0].end};
    case 'refused': return [refused({keys: 'ipsource', value: 'bytes', filter: '(ipsource=1'}) !== 'taken', refused({keys: 'no:such:function(', value: 'bytes'})];
    case 'reset': baselineReset('it_platform'); return baselineStatistics('it_platform') === null;
    case 'log':
      logInfo(new Date(0)); logWarning(['a', 1]); logSevere(new Error('why'));
      try { syslog('127.0.0.1', '' + req.query.port, '16', 5, {event: 'it', n: 1}); } catch (e) { return 'failed: ' + e; }
      return formatNumber(1234.5, "#,##0 'kilo'") + ' ' + dnsGetAllByName('127.0.0.1') + ' ' + typeof version();
    case 'clear': clearFlow('it_platform_frames'); return getFlow('it_platform_frames');
    case 'routes': return [bgpAddNeighbor('10.0.0.1', 65000), bgpRemoveNeighbor('10.0.0.1'), setOfRule('1', 'a', {}), bgpRouteCount('10.0.0.1'), bgpTopPrefixes('10.0.0.1', 5)];
  }
});
