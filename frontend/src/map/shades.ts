/**
 * How a probability becomes a colour.
 *
 * Owns the steps: the ranges of the words of likelihood, from pale to dark, so that a map says no more than the words do.
 */

import { ICD_203, rangeOf } from "../words/words";

export interface Shade {
  low: number;
  high: number;
  /** As in the legend: `likely (55–80%)`. */
  says: string;
  /** The colour, as a CSS value. */
  colour: string;
  /** Whether text on it is to be light. */
  dark: boolean;
}

const STEPS = [{ low: 0, high: 0.01, says: "below 1%" }, ...ICD_203.map((w) => ({ low: w.low, high: w.high, says: `${w.word} (${rangeOf(w)})` })), { low: 0.99, high: 1, says: "above 99%" }];

export const SHADES: readonly Shade[] = STEPS.map((step, i) => {
  const part = Math.round((100 * i) / (STEPS.length - 1));
  return { ...step, colour: `color-mix(in oklab, var(--map-high) ${part}%, var(--map-low))`, dark: part > 50 };
});

/** On a boundary, the less extreme. */
export function shadeOf(chance: number): Shade {
  const within = SHADES.filter((s) => s.low <= chance && chance <= s.high);
  const [nearest] = [...within].sort((a, b) => Math.abs((a.low + a.high) / 2 - 0.5) - Math.abs((b.low + b.high) / 2 - 0.5));
  return nearest ?? SHADES[0]!;
}
