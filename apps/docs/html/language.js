// SPDX-License-Identifier: Apache-2.0
// Prints the tables of the page from what the running Weir knows.

const cell = (row, text, code) => {
  const made = row.insertCell();
  const into = code ? made.appendChild(document.createElement('code')) : made;
  into.textContent = text;
};

const fill = (id, rows, columns) => {
  const body = document.getElementById(id).tBodies[0];
  body.replaceChildren();
  for (const each of rows) {
    const row = body.insertRow();
    for (const [text, code] of columns(each)) cell(row, text, code);
  }
};

const byName = (a, b) => a.name < b.name ? -1 : 1;

const show = async () => {
  const answer = await fetch('../../../vocabulary/json');
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  const { keys, functions, values } = await answer.json();
  fill('keys', keys.sort(byName), key => [[key.layered ? `${key.name}[.n]` : key.name, true], [key.type], [key.doc]]);
  fill('functions', functions.sort(byName), row => [[row.usage, true], [row.doc]]);
  fill('values', values.sort(byName), row => [[`${row.name}:<key>`, true], [row.doc]]);
  document.getElementById('state').textContent =
    `${keys.length} keys, ${functions.length} functions, ${values.length} statistics, as this Weir knows them.`;
};

show().catch(why => {
  document.getElementById('state').textContent = `The tables could not be read: ${why.message}. Reload when Weir is ready.`;
});
