/**
 * Curves in a box.
 *
 * Owns what a line and a band through points look like as SVG paths, and what a curve says between its points. Boxes are stretched to their
 * place, so that lines carry `vector-effect: non-scaling-stroke`.
 */

export const WIDE = 1000;
export const TALL = 100;

/** Points of a curve: times from 0 to `until`, and chances. */
export interface Points {
  times: readonly number[];
  values: readonly number[];
}

function x(time: number, until: number): string {
  return ((time / until) * WIDE).toFixed(1);
}

function y(value: number): string {
  return ((1 - value) * TALL).toFixed(2);
}

export function line({ times, values }: Points, until: number): string {
  let path = "";
  for (let i = 0; i < times.length; i++) path += `${i ? "L" : "M"}${x(times[i], until)} ${y(values[i])}`;
  return path;
}

export function band(times: readonly number[], low: readonly number[], high: readonly number[], until: number): string {
  let path = "";
  for (let i = 0; i < times.length; i++) path += `${i ? "L" : "M"}${x(times[i], until)} ${y(high[i])}`;
  for (let i = times.length - 1; i >= 0; i--) path += `L${x(times[i], until)} ${y(low[i])}`;
  return path && `${path}Z`;
}

/** The value of a curve at a time: on the straight line between the points beside it. */
export function valueAt({ times, values }: Points, time: number): number {
  const last = times.length - 1;
  if (last < 0) return NaN;
  if (time <= times[0]) return values[0];
  if (time >= times[last]) return values[last];
  let before = 0;
  let after = last;
  while (after - before > 1) {
    const middle = (before + after) >> 1;
    if (times[middle] <= time) before = middle;
    else after = middle;
  }
  const share = (time - times[before]) / (times[after] - times[before]);
  return values[before] + share * (values[after] - values[before]);
}
