// SPDX-License-Identifier: Apache-2.0
// What all views share: the REST API, and elements made of text. Nothing from the network ever becomes markup.

const ROOT = '../../../';

export const byId = id => document.getElementById(id);

export async function get(path, seconds = 10) {
  const response = await fetch(ROOT + path, {signal: AbortSignal.timeout(seconds * 1000)});
  if (!response.ok) {
    throw new Error((await problem(response)) || 'HTTP status ' + response.status);
  }
  const type = response.headers.get('Content-Type') || '';
  return type.includes('json') ? response.json() : response.text();
}

export async function put(path, body) {
  const response = await fetch(ROOT + path, {
    method: 'PUT',
    headers: {'Content-Type': 'application/json'},
    body: JSON.stringify(body)
  });
  if (!response.ok) {
    throw new Error((await problem(response)) || 'HTTP status ' + response.status);
  }
}

/** What a refusal says. */
async function problem(response) {
  try {
    const body = await response.json();
    return body.detail || body.title || '';
  } catch {
    return '';
  }
}

export function element(tag, content, className) {
  const made = document.createElement(tag);
  if (content instanceof Node) {
    made.append(content);
  } else if (content !== undefined) {
    made.textContent = content;
  }
  if (className) {
    made.className = className;
  }
  return made;
}

/** A table cell with a bar of a part of the whole, 0 to 1. */
export function bar(part, high = false) {
  const fill = element('i', undefined, high ? 'high' : '');
  fill.style.width = Math.max(0, Math.min(100, 100 * part)) + '%';
  return element('td', fill, 'bar');
}

export function row(...cells) {
  const made = element('tr');
  made.append(...cells);
  return made;
}

export const cell = text => element('td', text);
export const number = text => element('td', text, 'number');

/** Puts rows into a table, or shows its empty note. */
export function fill(table, note, rows) {
  byId(table).hidden = rows.length === 0;
  byId(note).hidden = rows.length !== 0;
  (byId(table).tBodies?.[0] ?? byId(table)).replaceChildren(...rows);
}
