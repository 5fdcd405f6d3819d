// SPDX-License-Identifier: Apache-2.0
// Agents, ports, events and applications.
import {byId, get, element, bar, row, cell, number, fill} from './page.js';
import {amount, bits, duration, percent} from './units.js';

const EVENTS = 50;
let before = null;
let names = {};
let newest = -1;
let total = 0;

export async function refreshAgents() {
  const agents = Object.entries(await get('agents/json'));
  const at = performance.now();
  names = Object.fromEntries((await get('dump/ALL/host_name/json')).map(one => [one.agent, one.metricValue]));
  const sum = field => agents.reduce((all, [, book]) => all + (book[field] || 0), 0);
  const now = {at, datagrams: sum('sFlowDatagramsReceived'), samples: sum('sFlowFlowSamples')};
  if (before && now.datagrams >= before.datagrams) {
    const seconds = (now.at - before.at) / 1000;
    byId('datagram-rate').textContent = amount(Math.round((now.datagrams - before.datagrams) / seconds));
    byId('sample-rate').textContent = amount(Math.round((now.samples - before.samples) / seconds));
  }
  before = now;
  const lost = sum('sFlowDatagramsLost');
  byId('agent-count').textContent = agents.length;
  byId('agent-note').textContent = agents.some(([, book]) => book.demo) ? 'agents, of the demonstration' : 'agents';
  byId('datagram-note').textContent = 'datagrams a second, ' + (lost ? amount(lost) + ' lost' : 'none lost');
  byId('datagram-note').title = bufferNote(await get('analyzer/json'));
  fill('agent-table', 'no-agents', agents.map(agentRow));
  if (!agents.length) await tellPort();
}

/** How large the socket's buffer is, how long it holds what comes now, and what makes it larger. */
function bufferNote(server) {
  if (!server.udpBufferGranted) return '';
  const held = server.udpBufferMillis === undefined ? '' : ', ' + amount(server.udpBufferMillis) + ' ms at this rate';
  const more = server.udpBufferSysctl ? '; for more: ' + server.udpBufferSysctl : '';
  return 'Socket buffer: ' + amount(server.udpBufferGranted) + ' bytes' + held + more;
}

/** Says where datagrams are received; no socket is open while a capture is played. */
async function tellPort() {
  const port = (await get('analyzer/json')).udpPort;
  byId('udp-port').textContent = port ? 'UDP port ' + port : 'the sFlow port';
}

function agentRow([address, book]) {
  const sent = book.sFlowDatagramsReceived + book.sFlowDatagramsLost;
  const lost = sent ? 100 * book.sFlowDatagramsLost / sent : 0;
  return row(
    cell(address),
    cell(names[address] ?? ''),
    element('td', book.demo ? element('span', 'demo', 'badge') : ''),
    number(amount(book.sFlowDatagramsReceived)),
    element('td', lost ? percent(lost) : '0', lost > 1 ? 'number bad' : 'number'),
    number(amount(book.sFlowFlowSamples)),
    number(String(Math.max(book.sFlowFlowDatasources, book.sFlowCounterDatasources))),
    element('td', duration(book.lastSeen) + ' ago', book.lastSeen > 60000 ? 'number bad' : 'number'),
    number(duration(book.uptime)));
}

export async function refreshPorts() {
  const columns = 'sort:ifinutilization:-8,ifoututilization,ifspeed,null:ifname,null:host_name';
  const rows = await get('table/ALL/' + columns + '/json');
  const ports = rows.map(columnsOf => columnsOf.map(column => column.metricValue));
  fill('port-table', 'no-ports', ports.map(([into, out, speed, name, host], i) => row(
    cell(host ?? rows[i][0].agent),
    cell(name ?? 'ifIndex ' + rows[i][0].dataSource),
    number(bits(speed)),
    number(percent(into)), bar(into / 100, into > 80),
    number(percent(out)), bar(out / 100, out > 80))));
  byId('busiest').textContent = ports.length ? percent(ports[0][0]) : '–';
  byId('busiest-port').textContent = ports.length
    ? 'in, busiest port: ' + (ports[0][4] ?? rows[0][0].agent) + ' ' + (ports[0][3] ?? rows[0][0].dataSource)
    : 'busiest port';
}

/** Waits for the next events; the server holds the request until there is one, unless the last failed: that it works shows at once. */
export async function followEvents(failed) {
  const timeout = newest < 0 || failed ? 0 : 30;
  const events = await get('events/json?maxEvents=' + EVENTS + '&eventID=' + newest + '&timeout=' + timeout, timeout + 10);
  if (events.length) {
    newest = events[0].eventID;
    total += events.length;
    byId('event-list').prepend(...events.map(eventItem));
    while (byId('event-list').children.length > EVENTS) byId('event-list').lastChild.remove();
  } else if (newest < 0) {
    newest = 0;
  }
  byId('event-count').textContent = amount(total);
  byId('no-events').hidden = byId('event-list').children.length > 0;
}

function eventItem(event) {
  const item = element('li');
  const where = (names[event.agent] ?? event.agent) + ' ' + event.dataSource;
  item.append(
    element('time', new Date(event.timestamp).toLocaleTimeString()), ' ',
    element('b', event.thresholdID), ' ' + event.metric + ' ' + amount(event.value) + ' above ' + amount(event.threshold)
      + ' at ' + where + (event.flowKey ? ': ' + event.flowKey : ''));
  return item;
}

export async function refreshApps() {
  const [found, scripts] = await Promise.all([get('apps/json'), get('scripts/json')]);
  const apps = Object.entries(found);
  byId('manual').hidden = !apps.some(([name, app]) => name === 'docs' && app.html);
  fill('app-list', 'no-apps', apps.map(([name, app]) => {
    const item = element('li');
    const link = element(app.html ? 'a' : 'b', name);
    if (app.html) link.href = '../../' + encodeURIComponent(name) + '/html/';
    const told = app.description || (app.scripts ?? []).map(id => scripts[id]?.header?.description).find(text => text) || '';
    const faults = (app.scripts ?? []).map(id => scriptFault(id, scripts[id])).filter(text => text);
    const lacks = new Set((app.scripts ?? []).flatMap(id => scripts[id]?.lacks ?? []));
    item.append(link, ' ' + told, ' ',
      element('span', app.running || faults.length ? '' : 'does not run', 'bad'),
      ...faults.map(text => element('div', text, 'bad')), ...[...lacks].map(text => element('div', text, 'quiet')));
    return item;
  }));
}

function scriptFault(id, script) {
  if (!script?.fault) return '';
  const file = id.slice(id.indexOf('~') + 1);
  if (!script.alive) return file + ' does not run: ' + script.fault;
  return file + (script.faults > 1 ? ' failed ' + amount(script.faults) + ' times, last: ' : ' failed once: ') + script.fault;
}
