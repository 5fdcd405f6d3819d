// SPDX-License-Identifier: Apache-2.0
// A bounded buffer of what happened over time, fed by a script's `…/trend/json`.
//
//   import {Trend} from '/lib/weir/0.1/trend.js';
//   const trend = new Trend(300);
//   const stop = trend.follow('../scripts/metrics.js/trend/json', {onUpdate: t => plot.setData(t.plot(['load']))});
//
// Answers are {trend: {times: [ms …], trends: {name: [value …]}, values: {name: number}, maxPoints}}, of which only points after
// the last one are asked for (?after=) and taken. A series that comes late, or misses points, has null where it had none, so that
// all series are as long as `times`. onError(error) is told what failed; it is tried again after 1 s, 2 s, … 30 s.

export class Trend {
  constructor(most = 300) {
    this.most = Math.max(1, Number(most) || 300);
    this.times = [];
    this.values = {};
    this.series = new Map();
  }

  /** The time of the last point, 0 without one. */
  get last() {
    return this.times.length ? this.times[this.times.length - 1] : 0;
  }

  /** The names of all series. */
  get names() {
    return [...this.series.keys()];
  }

  /** Takes in what is new; returns how many points were. */
  merge(answer) {
    const trend = (answer && answer.trend) || answer || {};
    const times = Array.isArray(trend.times) ? trend.times : [];
    const given = new Map(Object.entries(trend.trends || {}).filter(([, row]) => Array.isArray(row)));
    if (trend.maxPoints > 0) this.most = trend.maxPoints;
    this.values = trend.values || {};
    for (const name of given.keys()) {
      if (!this.series.has(name)) this.series.set(name, this.times.map(() => null));
    }
    let added = 0;
    times.forEach((time, i) => {
      if (!(time > this.last)) return;
      this.times.push(time);
      for (const [name, row] of this.series) {
        const value = given.has(name) ? given.get(name)[i] : null;
        row.push(value === undefined ? null : value);
      }
      added++;
    });
    const over = this.times.length - this.most;
    if (over > 0) {
      this.times.splice(0, over);
      for (const row of this.series.values()) row.splice(0, over);
    }
    return added;
  }

  /** The values of a series; null where there is none. */
  row(name) {
    return this.series.get(name) || this.times.map(() => null);
  }

  /** Data for uPlot: seconds, then a row of numbers for each name. */
  plot(names = this.names) {
    const number = value => (typeof value === 'number' && Number.isFinite(value) ? value : null);
    return [this.times.map(ms => ms / 1000), ...names.map(name => this.row(name).map(number))];
  }

  /** Asks for what is new every second; returns the function that stops. */
  follow(url, {every = 1000, onUpdate = () => {}, onError = () => {}} = {}) {
    const stopped = new AbortController();
    let wait = 1000;
    let timer = null;
    const ask = async () => {
      let next = every;
      try {
        const at = new URL(url, document.baseURI);
        at.searchParams.set('after', this.last);
        const response = await fetch(at, {signal: AbortSignal.any([stopped.signal, AbortSignal.timeout(60000)])});
        if (!response.ok) throw new Error(at.pathname + ' answered ' + response.status);
        this.merge(await response.json());
        wait = 1000;
        onUpdate(this);
      } catch (error) {
        if (stopped.signal.aborted) return;
        next = wait;
        wait = Math.min(30000, 2 * wait);
        onError(error);
      }
      if (!stopped.signal.aborted) timer = setTimeout(ask, next);
    };
    ask();
    return () => {
      stopped.abort();
      clearTimeout(timer);
    };
  }
}
