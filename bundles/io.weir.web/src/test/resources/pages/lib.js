// SPDX-License-Identifier: Apache-2.0
import uPlot from '/lib/uplot/1.6.24/dist/uPlot.esm.js';
import * as preact from '/lib/preact/10.25.4/dist/preact.module.js';
import * as hooks from '/lib/preact/10.25.4/hooks/dist/hooks.module.js';
import * as force from '/lib/d3-force/3.0.0/src/index.js';
import * as units from '/lib/weir/0.1/units.js';
import {Trend} from '/lib/weir/0.1/trend.js';
import {live} from '/lib/weir/0.1/live.js';
import {topN, sampleError} from '/lib/weir/0.1/topn.js';

Object.assign(window, {uPlot, preact, hooks, force, units, Trend, live, topN, sampleError});
window.until = (check, ms = 15000) => new Promise((done, fail) => {
  const end = Date.now() + ms;
  (function look() {
    if (check()) done(true);
    else if (Date.now() > end) fail('not within ' + ms + ' ms: ' + check);
    else setTimeout(look, 20);
  })();
});
