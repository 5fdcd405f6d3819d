// SPDX-License-Identifier: Apache-2.0
// Numbers with SI units, as network people write them.
//
//   import {bits, bytes, frames, si} from '/lib/weir/0.1/units.js';
//   bits(1234567890)      '1.23 Gbit/s'       a rate in bits per second
//   bytes(2048)           '2.05 kB'           an amount; bytes(2048, '/s') a rate
//   frames(1500)          '1.5 kframes/s'
//   si(0.0021, 's')       '2.1 ms'            any unit
//
// What is no finite number (null, undefined, NaN, '') reads as '–'.

const UNITS = [[1e18, 'E'], [1e15, 'P'], [1e12, 'T'], [1e9, 'G'], [1e6, 'M'], [1e3, 'k'], [1, ''], [1e-3, 'm'], [1e-6, 'µ'], [1e-9, 'n']];

export function si(value, unit = '', digits = 3) {
  const number = value === null || value === undefined || value === '' || typeof value === 'boolean' ? NaN : Number(value);
  if (!Number.isFinite(number)) return '–';
  if (number === 0) return unit ? '0 ' + unit : '0';
  // rounded before the unit is chosen: 999.9 is 1 k, not 1000
  const rounded = Number(number.toPrecision(digits));
  const [size, prefix] = UNITS.find(([least]) => Math.abs(rounded) >= least) || UNITS[UNITS.length - 1];
  const text = String(Number((rounded / size).toPrecision(digits)));
  return prefix || unit ? text + ' ' + prefix + unit : text;
}

export const bits = (value, per = '/s') => si(value, 'bit' + per);
export const bytes = (value, per = '') => si(value, 'B' + per);
export const frames = (value, per = '/s') => si(value, 'frames' + per);
