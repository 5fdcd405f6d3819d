// SPDX-License-Identifier: Apache-2.0
// A table of the largest, with bands of error: sampled values are estimates, and the table says how good.
//
//   import {topN} from '/lib/weir/0.1/topn.js';
//   import {bits} from '/lib/weir/0.1/units.js';
//   const table = topN(element, {headings: ['Source', 'Destination'], value: 'Rate', format: bits, most: 10, onPick: row => open(row.key)});
//   table.draw([{key: ['10.0.0.1', '10.0.0.2'], value: 8.1e6, error: 4e5}, {key: '10.0.0.3,10.0.0.4', value: 1e6, low: 9e5, high: 1.2e6}]);
//   table.destroy();
//
// key: fields, or text split at `separator` (','). error is to both sides; low and high say it exactly; a row may have neither.
// sampleError(value, samples) is the half width of the 95 % interval of a value that was estimated from so many samples.
// Whatever text comes in is put into the page as text. With onPick rows are chosen by click and by Enter, and drawing again keeps
// the focus. Style: .weir-topn, its .bar and .band; light or dark follows the page's colour.

const STYLE = `
.weir-topn { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
.weir-topn th { text-align: left; font-weight: 600; }
.weir-topn th, .weir-topn td { padding: 2px 8px; overflow-wrap: anywhere; }
.weir-topn td.value { white-space: nowrap; text-align: right; overflow-wrap: normal; }
.weir-topn td.scale { width: 40%; min-width: 80px; }
.weir-topn .track { position: relative; height: 12px; }
.weir-topn .bar, .weir-topn .band { position: absolute; top: 0; bottom: 0; left: 0; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.weir-topn .bar { background: #3b82c4; border-radius: 2px; }
.weir-topn .band { top: 4px; bottom: 4px; background: currentColor; opacity: .55; }
.weir-topn tr.pick { cursor: pointer; }
.weir-topn tr.pick:focus-visible { outline: 2px solid #3b82c4; }`;

export function sampleError(value, samples) {
  return samples > 0 && Number.isFinite(value) ? 1.96 * value / Math.sqrt(samples) : 0;
}

const finite = value => (typeof value === 'number' && Number.isFinite(value) ? value : null);

function made(name, className, text) {
  const element = document.createElement(name);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

function limits(row) {
  const error = finite(row.error);
  const low = finite(row.low) ?? (error === null ? row.value : row.value - error);
  const high = finite(row.high) ?? (error === null ? row.value : row.value + error);
  return {low: Math.max(0, Math.min(low, row.value)), high: Math.max(high, row.value)};
}

function style() {
  if (document.getElementById('weir-topn-style')) return;
  const element = made('style', '', STYLE);
  element.id = 'weir-topn-style';
  document.head.append(element);
}

export function topN(element, {headings = [], value = 'Value', format = String, most = 10, separator = ',', onPick = null} = {}) {
  style();
  const table = made('table', 'weir-topn');
  const head = made('tr');
  for (const text of [...headings, value, '']) {
    const cell = made('th', '', text);
    if (text) cell.scope = 'col';
    head.append(cell);
  }
  const body = made('tbody');
  table.append(made('thead'), body);
  table.tHead.append(head);
  element.append(table);

  function line(row, max) {
    const tr = made('tr');
    const fields = Array.isArray(row.key) ? row.key : String(row.key).split(separator);
    // as many cells as the table has columns, whatever came
    const columns = headings.length || fields.length;
    for (let i = 0; i < columns; i++) tr.append(made('td', '', String(fields[i] ?? '')));
    const {low, high} = limits(row);
    const half = Math.max(high - row.value, row.value - low);
    tr.append(made('td', 'value', format(row.value) + (half > 0 ? ' ± ' + format(half) : '')));
    const track = made('div', 'track');
    const bar = made('div', 'bar');
    bar.style.width = 100 * Math.max(0, row.value) / max + '%';
    track.append(bar);
    if (high > low) {
      const band = made('div', 'band');
      band.style.left = 100 * low / max + '%';
      band.style.width = 100 * (high - low) / max + '%';
      track.append(band);
    }
    const scale = made('td', 'scale');
    scale.append(track);
    tr.append(scale);
    tr.dataset.key = JSON.stringify(fields);
    if (onPick) {
      tr.className = 'pick';
      tr.tabIndex = 0;
      tr.addEventListener('click', () => onPick(row));
      tr.addEventListener('keydown', event => { if (event.key === 'Enter') onPick(row); });
    }
    return tr;
  }

  return {
    draw(rows) {
      const shown = (Array.isArray(rows) ? rows : []).filter(row => row && row.key !== undefined && finite(row.value) !== null)
        .sort((a, b) => b.value - a.value).slice(0, most);
      const max = Math.max(Number.MIN_VALUE, ...shown.map(row => limits(row).high));
      const focused = body.contains(document.activeElement) ? document.activeElement.dataset.key : null;
      body.replaceChildren(...shown.map(row => line(row, max)));
      if (focused !== null) [...body.rows].find(tr => tr.dataset.key === focused)?.focus();
    },
    destroy() {
      table.remove();
    }
  };
}
