'use strict';

// Everything that comes from the network is put into the page as text, never as markup.
const byId = id => document.getElementById(id);
const base = '../scripts/tutorial.js/';
const POINTS = 120;
let points = [];

function bits(bytesPerSecond) {
  let value = bytesPerSecond * 8;
  const units = ['bit/s', 'kbit/s', 'Mbit/s', 'Gbit/s', 'Tbit/s'];
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return (value >= 100 ? value.toFixed(0) : value.toFixed(1)) + ' ' + units[unit];
}

function bytes(value) {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return value.toFixed(value >= 100 || unit === 0 ? 0 : 1) + ' ' + units[unit];
}

function element(tag, text, className) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
}

async function get(path) {
  const response = await fetch(base + path + '/json', {signal: AbortSignal.timeout(5000)});
  if (!response.ok) throw new Error('HTTP status ' + response.status);
  return response.json();
}

function endpoint(address, port) {
  return address.includes(':') ? '[' + address + ']:' + port : address + ':' + port;
}

function showTop(flows) {
  const most = flows.length ? flows[0].value : 0;
  byId('top').hidden = flows.length === 0;
  byId('no-flows').hidden = flows.length !== 0;
  byId('top').tBodies[0].replaceChildren(...flows.map(flow => {
    const [from, to, fromPort, toPort] = flow.key.split(',');
    const row = element('tr');
    const bar = element('td', undefined, 'bar');
    const fill = element('i');
    fill.style.width = most ? Math.max(1, 100 * flow.value / most) + '%' : '0';
    bar.append(fill);
    row.append(
      element('td', endpoint(from, fromPort)),
      element('td', endpoint(to, toPort)),
      element('td', bits(flow.value), 'number'),
      element('td', flow.error95 === undefined ? '' : '± ' + Math.round(flow.error95) + ' %', 'number'),
      bar);
    return row;
  }));
}

function showList(id, emptyId, items, text, when) {
  byId(emptyId).hidden = items.length !== 0;
  byId(id).replaceChildren(...items.slice(0, 20).map(item => {
    const line = element('li');
    line.append(element('time', new Date(when(item)).toLocaleTimeString()), ' ' + text(item));
    return line;
  }));
}

function draw() {
  const canvas = byId('trend');
  const scale = window.devicePixelRatio || 1;
  const width = canvas.clientWidth;
  const height = canvas.clientHeight;
  canvas.width = width * scale;
  canvas.height = height * scale;
  const pen = canvas.getContext('2d');
  pen.scale(scale, scale);
  const style = getComputedStyle(document.documentElement);
  const most = Math.max(1, ...points.map(point => point.total)) * 1.1;
  const end = points.length ? points[points.length - 1].time : Date.now();
  const x = time => width - (end - time) / (POINTS * 1000) * width;
  const y = value => height - 4 - value / most * (height - 24);
  pen.strokeStyle = style.getPropertyValue('--line');
  pen.fillStyle = style.getPropertyValue('--quiet');
  pen.font = '12px system-ui, sans-serif';
  for (const part of [0.25, 0.5, 0.75, 1]) {
    const level = y(most / 1.1 * part);
    pen.beginPath();
    pen.moveTo(0, level);
    pen.lineTo(width, level);
    pen.stroke();
    pen.fillText(bits(most / 1.1 * part), 2, level - 4);
  }
  if (points.length < 2) return;
  pen.beginPath();
  points.forEach((point, i) => (i ? pen.lineTo(x(point.time), y(point.total)) : pen.moveTo(x(point.time), y(point.total))));
  pen.strokeStyle = style.getPropertyValue('--accent');
  pen.lineWidth = 2;
  pen.lineJoin = 'round';
  pen.stroke();
  pen.lineTo(x(end), height);
  pen.lineTo(x(points[0].time), height);
  pen.fillStyle = style.getPropertyValue('--fill');
  pen.fill();
}

async function refresh() {
  const last = points.length ? points[points.length - 1].time : 0;
  const [summary, added, events, flows] = await Promise.all([
    get('summary'),
    fetch(base + 'trend/json?after=' + last, {signal: AbortSignal.timeout(5000)}).then(r => r.json()),
    get('events'),
    get('flows')]);
  points = points.concat(added).slice(-POINTS);
  byId('agents').textContent = summary.agents ?? '–';
  byId('ports').textContent = summary.ports ?? '–';
  byId('total').textContent = points.length ? bits(points[points.length - 1].total) : '–';
  byId('busiest').textContent = summary.busiest ? summary.busiest.metricValue.toFixed(1) + ' %' : '–';
  byId('busiest-port').textContent = summary.busiest
    ? 'busiest port: ' + summary.busiest.agent + ' port ' + summary.busiest.dataSource : 'busiest port';
  showTop(summary.top || []);
  showList('events', 'no-events', events,
    e => (e.flowKey || e.metric) + ' at ' + e.agent + ' port ' + e.dataSource, e => e.timestamp);
  showList('flows', 'no-records', flows, f => f.flowKeys + ' · ' + bytes(f.value), f => f.end);
  draw();
}

async function loop() {
  const state = byId('state');
  try {
    await refresh();
    state.textContent = 'live';
    state.className = '';
  } catch (e) {
    state.textContent = 'no answer from Weir (' + e.message + '), trying again';
    state.className = 'late';
  }
  setTimeout(loop, 1000);
}

window.addEventListener('resize', draw);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
loop();
