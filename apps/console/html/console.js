// SPDX-License-Identifier: Apache-2.0
// Keeps every view fresh, each at its own pace, and says when the server does not answer.
import {byId, get} from './page.js';
import {refreshDefinitions, refreshFlows, refreshKeys} from './flows.js';
import {refreshAgents, refreshPorts, followEvents, refreshApps} from './state.js';

let paused = false;
const failing = new Map();

function show() {
  const state = byId('state');
  const fault = [...failing.values()][0];
  state.classList.toggle('late', !paused && fault !== undefined);
  state.textContent = paused ? 'paused' : fault === undefined ? 'live' : fault;
}

/** Runs a view again and again, telling it whether it failed before; a failure is shown until the view works. */
async function keep(name, view, ms) {
  for (;;) {
    if (!paused && !document.hidden) {
      try {
        await view(failing.has(name));
        failing.delete(name);
      } catch (fault) {
        const gone = fault instanceof TypeError || fault.name === 'TimeoutError';
        failing.set(name, gone ? 'no answer from the server' : name + ': ' + fault.message);
      }
      show();
    }
    await new Promise(done => setTimeout(done, failing.has(name) ? 2000 : ms));
  }
}

byId('pause').addEventListener('click', event => {
  paused = !paused;
  event.target.setAttribute('aria-pressed', paused);
  event.target.textContent = paused ? 'Go on' : 'Pause';
  show();
});

get('version').then(version => { byId('version').textContent = version; }, () => {});
keep('definitions', refreshDefinitions, 3000);
keep('flows', refreshFlows, 1000);
keep('agents', refreshAgents, 2000);
keep('ports', refreshPorts, 3000);
keep('events', followEvents, 500);
keep('applications', refreshApps, 5000);
keep('keys', refreshKeys, 30000);
