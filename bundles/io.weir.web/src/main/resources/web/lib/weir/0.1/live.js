// SPDX-License-Identifier: Apache-2.0
// A live stream of events or flow records, by long polling: each record once, oldest first, across broken connections.
//
//   import {live} from '/lib/weir/0.1/live.js';
//   const stream = live('/events/json', {onRecord: event => list.prepend(row(event)), onState: state => lamp.className = state});
//   const flows = live('/flows/json', {params: {name: 'tcp,udp'}, from: sessionStorage.last, onRecord: flow => sessionStorage.last = flow.flowID});
//   stream.id;            // of the last record: pass it as `from` to resume there
//   stream.stop();
//
// from: an id to go on after; -1 for all that the server remembers; without it only what happens from now on.
// most: records an answer may hold (1000); wait: seconds the server may hold a request (30); params: more of the query.
// onState('live' | 'broken', error): after a failure it is tried again in 1 s, 2 s, … 30 s, give or take a quarter, so that many
// pages do not come back at once. onGap(): an answer was full, records before it may be lost. What onRecord throws goes to the console.

const KINDS = {events: {id: 'eventID', most: 'maxEvents'}, flows: {id: 'flowID', most: 'maxFlows'}};

export function live(path, {from, most = 1000, wait = 30, params = {}, first = 1000, onRecord = () => {}, onState = () => {}, onGap = () => {}} = {}) {
  const kind = /\/flows\/json$/.test(path) ? KINDS.flows : KINDS.events;
  const stopped = new AbortController();
  let id = from === undefined || from === null || from === '' || !Number.isFinite(Number(from)) ? null : Number(from);
  let state = null;

  async function ask(query, seconds) {
    const at = new URL(path, document.baseURI);
    for (const [name, value] of Object.entries({...params, ...query})) at.searchParams.set(name, value);
    // a server that went away without a word must not hold us for ever
    const response = await fetch(at, {signal: AbortSignal.any([stopped.signal, AbortSignal.timeout(1000 * seconds + 10000)])});
    if (!response.ok) throw new Error(at.pathname + ' answered ' + response.status);
    const records = await response.json();
    if (!Array.isArray(records)) throw new Error(at.pathname + ' answered no list');
    return records;
  }

  function tell(now, error) {
    if (state === now) return;
    state = now;
    onState(now, error);
  }

  function take(records) {
    // newest first as they come; a record that is known is not told twice
    const fresh = records.filter(record => id === null || record[kind.id] > id).reverse();
    if (fresh.length >= most && id !== null && id >= 0) onGap();
    for (const record of fresh) {
      id = record[kind.id];
      try {
        onRecord(record);
      } catch (error) {
        console.error(error);
      }
    }
  }

  async function step() {
    if (id === null) {
      const newest = await ask({[kind.id]: -1, [kind.most]: 1, timeout: 0}, 0);
      id = newest.length ? newest[0][kind.id] : -1;
      tell('live');
    }
    const records = await ask({[kind.id]: id, [kind.most]: most, timeout: wait}, wait);
    tell('live');
    take(records);
  }

  (async () => {
    let pause = first;
    while (!stopped.signal.aborted) {
      try {
        await step();
        pause = first;
      } catch (error) {
        if (stopped.signal.aborted) return;
        tell('broken', error);
        await new Promise(done => {
          const timer = setTimeout(done, pause * (0.75 + 0.5 * Math.random()));
          stopped.signal.addEventListener('abort', () => { clearTimeout(timer); done(); }, {once: true});
        });
        pause = Math.min(30000, 2 * pause);
      }
    }
  })();

  return {
    get id() { return id; },
    get state() { return state; },
    stop: () => stopped.abort()
  };
}
