// SPDX-License-Identifier: Apache-2.0
// Numbers as people read them.

function scaled(value, units) {
  let rest = Math.abs(value);
  let unit = 0;
  while (rest >= 999.5 && unit < units.length - 1) {
    rest /= 1000;
    unit++;
  }
  const digits = rest >= 99.95 || Number.isInteger(rest) ? rest.toFixed(0) : rest.toFixed(1);
  return (value < 0 ? '−' : '') + digits + units[unit];
}

export const amount = value => scaled(value, ['', ' k', ' M', ' G', ' T', ' P']);
export const bits = perSecond => scaled(perSecond, [' bit/s', ' kbit/s', ' Mbit/s', ' Gbit/s', ' Tbit/s']);
export const percent = value => (value >= 99.95 ? value.toFixed(0) : value.toFixed(1)) + ' %';

/** A flow's value in the unit that its definition measures. */
export function rate(value, measure) {
  if (measure === 'bytes') {
    return bits(value * 8);
  }
  return amount(value) + (measure === 'frames' ? ' frames/s' : '/s');
}

export function duration(ms) {
  const seconds = Math.floor(ms / 1000);
  if (seconds < 60) return seconds + ' s';
  if (seconds < 3600) return Math.floor(seconds / 60) + ' min';
  if (seconds < 86400) return Math.floor(seconds / 3600) + ' h ' + Math.floor(seconds % 3600 / 60) + ' min';
  return Math.floor(seconds / 86400) + ' d ' + Math.floor(seconds % 86400 / 3600) + ' h';
}
