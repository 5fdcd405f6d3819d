// SPDX-License-Identifier: Apache-2.0
// The largest flows over time, stacked; each keeps its colour as long as it is shown.

const POINTS = 120;
const COLOURS = 8;

export class Trend {
  /** @param {HTMLCanvasElement} canvas @param {(value: number) => string} label */
  constructor(canvas, label) {
    this.canvas = canvas;
    this.label = label;
    this.clear();
  }

  clear() {
    this.points = [];
    this.slots = new Map();
  }

  /** Takes in the flows of a moment, largest first. */
  add(flows) {
    const shown = flows.slice(0, COLOURS);
    const keys = new Set(shown.map(flow => flow.key));
    const used = new Set([...this.slots].filter(([key]) => keys.has(key)).map(([, slot]) => slot));
    const free = [...Array(COLOURS).keys()].filter(slot => !used.has(slot));
    for (const key of [...this.slots.keys()]) {
      if (!keys.has(key) && !this.points.some(point => point.has(key))) this.slots.delete(key);
    }
    for (const key of keys) {
      if (!used.has(this.slots.get(key))) this.slots.set(key, free.shift());
      else used.delete(this.slots.get(key));
    }
    this.points.push(new Map(shown.map(flow => [flow.key, flow.value])));
    this.points.splice(0, this.points.length - POINTS);
    this.draw();
  }

  /** The colour of a flow that is shown now; the smaller ones have none. */
  colour(key) {
    return this.points.at(-1)?.has(key) ? this.style('--s' + this.slots.get(key)) : this.style('--rest');
  }

  style(name) {
    return getComputedStyle(this.canvas).getPropertyValue(name).trim();
  }

  draw() {
    const scale = window.devicePixelRatio || 1;
    const width = this.canvas.clientWidth;
    const height = this.canvas.clientHeight;
    this.canvas.width = width * scale;
    this.canvas.height = height * scale;
    const pen = this.canvas.getContext('2d');
    pen.scale(scale, scale);
    const totals = this.points.map(point => [...point.values()].reduce((sum, value) => sum + value, 0));
    const top = Math.max(1, ...totals) * 1.08;
    const x = i => width * (POINTS - this.points.length + i) / (POINTS - 1);
    const y = value => height - 18 - (height - 30) * value / top;
    this.grid(pen, width, y, top);
    this.areas(pen, x, y);
  }

  grid(pen, width, y, top) {
    pen.font = '12px system-ui, sans-serif';
    pen.strokeStyle = this.style('--line');
    pen.fillStyle = this.style('--quiet');
    for (const part of [0, 0.25, 0.5, 0.75, 1]) {
      const at = Math.round(y(top * part)) + 0.5;
      pen.beginPath();
      pen.moveTo(0, at);
      pen.lineTo(width, at);
      pen.stroke();
      if (part > 0 && this.points.length) pen.fillText(this.label(top * part), 4, at + 13);
    }
    for (const seconds of [120, 90, 60, 30]) {
      const at = width * (1 - seconds / 120);
      pen.fillText('−' + seconds + ' s', Math.max(4, at - 12), y(0) + 14);
    }
  }

  areas(pen, x, y) {
    const keys = [...this.slots.keys()];
    const base = this.points.map(() => 0);
    for (const key of keys) {
      const upper = this.points.map((point, i) => base[i] + (point.get(key) ?? 0));
      if (!this.points.some(point => point.has(key))) continue;
      pen.beginPath();
      upper.forEach((value, i) => pen.lineTo(x(i), y(value)));
      for (let i = base.length - 1; i >= 0; i--) pen.lineTo(x(i), y(base[i]));
      pen.closePath();
      pen.globalAlpha = 0.85;
      pen.fillStyle = this.style('--s' + this.slots.get(key));
      pen.fill();
      upper.forEach((value, i) => { base[i] = value; });
    }
    pen.globalAlpha = 1;
  }
}
