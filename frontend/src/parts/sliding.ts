/**
 * How a slider runs: its track, the numbers on which it stops, the steps of its keys.
 *
 * Owns the scale alone. A slider stands only on numbers that can be written short, so that what is shown is what is computed with.
 */

import type { Assumption } from "../model/page";

type Kind = Assumption["kind"];
export type Track = Assumption["track"];

function bend(scale: Track["scale"], x: number): number {
  return scale === "logit" ? Math.log(x / (1 - x)) : scale === "log" ? Math.log(x) : x;
}

function unbend(scale: Track["scale"], y: number): number {
  return scale === "logit" ? 1 / (1 + Math.exp(-y)) : scale === "log" ? Math.exp(y) : y;
}

function clamped(x: number, low: number, high: number): number {
  return Math.min(Math.max(x, low), high);
}

/** The place of a value on its track, from 0 to 1; what lies beyond an end is put there. */
export function placeOf(track: Track, value: number): number {
  const [low, high] = [bend(track.scale, track.low), bend(track.scale, track.high)];
  return (bend(track.scale, clamped(value, track.low, track.high)) - low) / (high - low);
}

/** The value at a place on a track, on a number that can be written short. */
export function valueAt(kind: Kind, track: Track, place: number): number {
  const [low, high] = [bend(track.scale, track.low), bend(track.scale, track.high)];
  if (place <= 0) return track.low;
  if (place >= 1) return track.high;
  return clamped(short(kind, unbend(track.scale, low + place * (high - low)), track), track.low, track.high);
}

/** The width of the step on which a value stands. */
function stepAt(kind: Kind, value: number, track: Track): number {
  if (kind === "chance") {
    const edge = Math.min(value, 1 - value);
    return edge < 0.00995 ? 0.0005 : edge < 0.0995 ? 0.001 : 0.01;
  }
  if (track.scale === "log") return 10 ** (Math.floor(Math.log10(value) + 1e-9) - 1);
  const span = (track.high - track.low) / 200;
  return 10 ** Math.floor(Math.log10(span) + 1e-9) * (span / 10 ** Math.floor(Math.log10(span) + 1e-9) >= 5 ? 5 : 1);
}

/** The nearest number on which a slider stands. */
export function short(kind: Kind, value: number, track: Track): number {
  const step = stepAt(kind, value, track);
  return Number((Math.round(value / step) * step).toPrecision(10));
}

/** The value so many steps on: one for an arrow, ten for a page; the steps grow and shrink with the value. */
export function stepped(kind: Kind, track: Track, value: number, steps: number): number {
  let now = value;
  const direction = Math.sign(steps);
  for (let i = 0; i < Math.abs(steps); i++) {
    // Just below the edge where steps get wider, those of the side that is entered count.
    const step = stepAt(kind, now + direction * 1e-9, track);
    now = Number((direction > 0 ? (Math.floor(now / step + 1e-6) + 1) * step : (Math.ceil(now / step - 1e-6) - 1) * step).toPrecision(10));
    if (now <= track.low || now >= track.high) break;
  }
  return clamped(now, track.low, track.high);
}

/** Where marks stand under a track: round numbers that lie on it. */
export function ticks(track: Track): number[] {
  const candidates =
    track.scale === "logit"
      ? [0.001, 0.01, 0.05, 0.2, 0.5, 0.8, 0.95, 0.99, 0.999]
      : track.scale === "log"
        ? [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100]
        : [track.low, 0, track.high];
  return [...new Set(candidates)].filter((x) => x >= track.low && x <= track.high);
}
