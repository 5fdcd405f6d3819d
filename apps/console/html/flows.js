// SPDX-License-Identifier: Apache-2.0
// The flows of one definition, live; and the form that defines another.
import {byId, get, put, element, bar, row, number, fill} from './page.js';
import {rate, percent} from './units.js';
import {Trend} from './trend.js';

const SHOWN = 10;
let definitions = null;
let chosen = '';
const trend = new Trend(byId('trend'), value => rate(value, definitions?.[chosen]?.value));

export async function refreshDefinitions() {
  definitions = await get('flow/json');
  const names = Object.keys(definitions);
  const wanted = new URLSearchParams(location.hash.slice(1)).get('flow');
  if (!names.includes(chosen)) {
    choose([wanted, 'console', ...names].find(name => names.includes(name)) ?? '');
  }
  const select = byId('definition');
  if (names.join('\n') !== [...select.options].map(option => option.value).join('\n')) {
    select.replaceChildren(...names.map(name => new Option(name, name)));
  }
  select.value = chosen;
  const keys = definitions[chosen]?.keys ?? '';
  byId('key-head').textContent = keys || 'Flow';
  byId('keys').textContent = describe(definitions[chosen]);
}

function describe(definition) {
  if (!definition) return '';
  const filter = definition.filter ? ' where ' + definition.filter : '';
  const owner = definition.owner ? ', defined by ' + definition.owner : '';
  return definition.value + filter + ', smoothed over ' + definition.t + ' s' + owner;
}

function choose(name) {
  chosen = name;
  trend.clear();
}

export async function refreshFlows() {
  if (!definitions) return;
  const name = chosen;
  const path = 'activeflows/ALL/' + encodeURIComponent(name) + '/json?maxFlows=' + SHOWN;
  const flows = name ? await get(path) : [];
  if (name !== chosen) return;
  trend.add(flows);
  byId('no-flows').textContent = name
    ? 'Nothing flows that this definition counts.'
    : 'No flow is defined yet: define one below.';
  const most = flows[0]?.value || 1;
  fill('top', 'no-flows', flows.map(flow => flowRow(flow, most)));
}

function flowRow(flow, most) {
  const colour = trend.colour(flow.key);
  const swatch = element('i');
  swatch.style.background = colour;
  const part = bar(flow.value / most);
  part.firstChild.style.background = colour;
  return row(
    element('td', swatch, 'swatch'),
    keyCell(flow.key),
    number(rate(flow.value, definitions[chosen]?.value)),
    number(flow.error95 === undefined ? '' : '± ' + percent(flow.error95)),
    number(String(flow.flowN ?? '')),
    part);
}

/** A key breaks between its parts rather than within an address. */
function keyCell(key) {
  const made = element('td', undefined, 'key');
  key.split(/(?<=,)/).forEach(part => made.append(part, element('wbr')));
  return made;
}

export async function refreshKeys() {
  const keys = Object.keys(await get('flowkeys/json')).sort();
  byId('known-keys').replaceChildren(...keys.map(key => new Option(key, key)));
}

async function define(event) {
  event.preventDefault();
  const form = new FormData(event.target);
  const name = form.get('name').trim();
  const said = byId('defined');
  try {
    const owner = definitions?.[name]?.owner;
    if (owner?.startsWith('app:')) throw new Error(name + ' is taken: defined by ' + owner + ': choose another name');
    const filter = form.get('filter').trim();
    await put('flow/' + encodeURIComponent(name) + '/json',
      {keys: form.get('keys'), value: form.get('value'), ...(filter && {filter})});
    said.className = 'good';
    said.textContent = 'Defined ' + name + '.';
    choose(name);
    await refreshDefinitions();
  } catch (refusal) {
    said.className = 'bad';
    said.textContent = refusal.message;
  }
}

byId('definition').addEventListener('change', event => {
  choose(event.target.value);
  refreshDefinitions();
  refreshFlows();
});
byId('definer').addEventListener('submit', define);
window.addEventListener('resize', () => trend.draw());
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => trend.draw());
