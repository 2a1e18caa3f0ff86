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

const NUDGE = 1e-6;
/** How much of a track an end takes that lies beyond the part with even steps. */
const BEYOND = 0.03;

/** Where on a track the part with even steps begins and ends. */
function evenPart({ low, high, even }: Track): [number, number] {
  return [even[0] > low ? BEYOND : 0, even[1] < high ? 1 - BEYOND : 1];
}

/** The place of a value on its track, from 0 to 1; what lies beyond an end is put there. */
export function placeOf(track: Track, value: number): number {
  const [begin, end] = evenPart(track);
  const [low, high] = track.even;
  if (value < low) return low > track.low ? begin * clamped((value - track.low) / (low - track.low), 0, 1) : 0;
  if (value > high) return high < track.high ? end + (1 - end) * clamped((value - high) / (track.high - high), 0, 1) : 1;
  const [first, last] = [bend(track.scale, low), bend(track.scale, high)];
  return begin + ((end - begin) * (bend(track.scale, value) - first)) / (last - first);
}

/** The value at a place on a track, on a number that can be written short; beyond the even part there is only the end. */
export function valueAt(kind: Kind, track: Track, place: number): number {
  const [begin, end] = evenPart(track);
  if (place <= begin / 2) return track.low;
  if (place >= (1 + end) / 2) return track.high;
  const [low, high] = track.even;
  const [first, last] = [bend(track.scale, low), bend(track.scale, high)];
  const within = clamped((place - begin) / (end - begin), 0, 1);
  return clamped(short(kind, unbend(track.scale, first + within * (last - first)), track), low, high);
}

/** The width of the step on which a value stands. */
function stepAt(kind: Kind, value: number, track: Track): number {
  if (kind === "chance") {
    const edge = Math.min(value, 1 - value);
    return edge < 0.00995 ? 0.0005 : edge < 0.0995 ? 0.001 : 0.01;
  }
  if (track.scale === "log") return value <= 0 ? track.even[0] : 10 ** (Math.floor(Math.log10(value) + 1e-9) - 1);
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
  const up = steps > 0;
  let now = clamped(value, track.low, track.high);
  for (let i = 0; i < Math.abs(steps); i++) {
    // Just below the edge where steps get wider, those of the side that is entered count.
    const step = stepAt(kind, track.scale === "linear" && kind === "weight" ? now : now * (up ? 1 + NUDGE : 1 - NUDGE), track);
    const next = Number((up ? (Math.floor(now / step + NUDGE) + 1) * step : (Math.ceil(now / step - NUDGE) - 1) * step).toPrecision(10));
    if (next < track.even[0]) now = up || now > track.even[0] ? track.even[0] : track.low;
    else if (next > track.even[1]) now = !up || now < track.even[1] ? track.even[1] : track.high;
    else now = next;
  }
  return now;
}

/** Where marks stand under a track: round numbers that lie on it. */
export function ticks(track: Track): number[] {
  const candidates =
    track.scale === "logit"
      ? [0.001, 0.01, 0.05, 0.2, 0.5, 0.8, 0.95, 0.99, 0.999]
      : track.scale === "log"
        ? [0.01, 0.1, 0.3, 1, 3, 10, 100]
        : track.low < 0
          ? [track.low, 0, track.high]
          : [0, 0.2, 0.5, 0.8, 1];
  return [...new Set(candidates)].filter((x) => x >= track.low && x <= track.high);
}
