/**
 * What an answer hinges on, one picture for each thing that can be varied.
 *
 * Owns which assumptions a picture shows, in which order, where its marks stand and on what scale. Each picture varies one thing alone, and says
 * what; they are never laid over each other.
 */

import type { Linchpin, Measured } from "../model/page";
import { fixed, percent, points, valued } from "../words/numbers";
import { around } from "./scale";

export type Varied = "swing" | "instead" | "others" | "share" | "flip";

export const VARIED: { is: Varied; name: string }[] = [
  { is: "swing", name: "Over its own range" },
  { is: "instead", name: "Never or certain" },
  { is: "others", name: "As others have it" },
  { is: "share", name: "Share of the doubt" },
  { is: "flip", name: "Flip point" },
];

/** What a picture varies, in a sentence. */
export function variedInWords(varied: Varied, threshold: number | null, others: readonly string[]): string {
  switch (varied) {
    case "swing":
      return "One number at a time goes from its 5% value to its 95% value, all others stay at their medians. A bar begins at the answer with all at their medians, is light towards the 5% value and full towards the 95% value; at its ends stand the two values.";
    case "instead":
      return "One link at a time never works (a chance of 0) or always does (a chance of 1), in every draw of the other numbers; of what is not a chance, it goes without it (a ratio of 1, a weight of 0).";
    case "others":
      return `One number at a time becomes that of ${others.length > 0 ? "another view" : "another view, of which there is none"}, with its timing, in every draw of the other numbers. A line leads from the answer as it is to the answer as it would be.`;
    case "share":
      return "All numbers vary over their ranges at once. Full: the part of the answer's variance that one number explains alone; light: all in which it has a part. The thin lines are two standard errors of the simulation.";
    case "flip":
      return `One number at a time goes over its whole possible range, all others stay at their medians. The diamond is the value, nearest to the median, at which the answer crosses ${threshold === null ? "the threshold" : percent(threshold)}; the bar is the view's own range and the line in it its median.`;
  }
}

/** A value of what hinges: a chance, or a difference in points. */
export function level(of: string, value: number): string {
  return of === "difference" ? points(value) : percent(Math.min(1, Math.max(0, value)));
}

/** Two values of what hinges, with a decimal where they would look the same without. */
export function pair(of: string, one: number, other: number): [string, string] {
  const [first, second] = [level(of, one), level(of, other)];
  if (first !== second || of === "difference" || one === other) return [first, second];
  const finer = (value: number) => `${(Math.min(1, Math.max(0, value)) * 100).toFixed(1)}%`;
  return [finer(one), finer(other)];
}

/** A share of the variance with its standard error, in percent. */
export function share(m: Measured | null): string {
  return m ? `${fixed(m.value * 100, 0)}%${m.error === null ? "" : ` ±${fixed(m.error * 100, 0)}`}` : "–";
}

/** How much a picture has to show of an assumption; negative where it has nothing. */
export function size(l: Linchpin, varied: Varied): number {
  const most = (effects: { change: Measured }[]) => Math.max(-1, ...effects.map((e) => Math.abs(e.change.value)));
  switch (varied) {
    case "swing":
      return l.swing ? Math.abs(l.swing.change.value) : -1;
    case "instead":
      return most(Object.values(l.instead));
    case "others":
      return most(Object.values(l.as_others));
    case "share":
      return l.total ? Math.max(l.total.value, l.first?.value ?? 0) : -1;
    case "flip":
      return l.flip ? (l.kind === "chance" ? 2 : 1) - far(l, l.flip.value) : -1;
  }
}

/** How far a value lies from the median, as a part of the range that was searched. Chances come before ratios and weights, whose ranges are others. */
function far(l: Linchpin, value: number): number {
  const place = placing(l);
  return place ? Math.abs(place(value) - place(l.median)) : 1;
}

/** The assumptions that a picture shows, what says most first. */
export function shown(linchpins: readonly Linchpin[], varied: Varied): Linchpin[] {
  return linchpins
    .map((l, i) => ({ l, i, size: size(l, varied) }))
    .filter((one) => one.size >= 0)
    .sort((a, b) => b.size - a.size || a.i - b.i)
    .map((one) => one.l);
}

/** A swing below which no single number's own range says much about the answer. */
const TELLING = 0.05;

/** The picture to begin with: swings, unless a view is so sure of its numbers that none of them moves the answer far. */
export function firstVaried(linchpins: readonly Linchpin[]): Varied {
  return Math.max(0, ...linchpins.map((l) => size(l, "swing"))) >= TELLING ? "swing" : "instead";
}

/** The ends of a picture's scale. That of flip points is each assumption's own, from 0 to 1. */
export function ends(rows: readonly Linchpin[], varied: Varied, of: string, answer: number): [number, number] {
  const bounds: [number, number] = of === "difference" ? [-1, 1] : [0, 1];
  switch (varied) {
    case "swing":
      return around([answer, ...rows.flatMap((l) => (l.swing ? [l.swing.at_low.value, l.swing.at_high.value] : []))], 5, bounds);
    case "instead":
      return around([answer, ...rows.flatMap((l) => Object.values(l.instead).map((e) => e.answer))], 5, bounds);
    case "others":
      return around([answer, ...rows.flatMap((l) => Object.values(l.as_others).map((e) => e.answer))], 5, bounds);
    case "share":
      return around([0, ...rows.flatMap((l) => [l.first, l.total].flatMap((m) => (m ? [m.value + 2 * (m.error ?? 0)] : [])))], 5, [0, 1]);
    case "flip":
      return [0, 1];
  }
}

/** Where a value of an assumption stands in the range that was searched for its flip point; null where none was. */
export function placing(l: Linchpin): ((value: number) => number) | null {
  if (!l.flip_sought) return null;
  const [low, high] = l.flip_sought;
  const held = (x: number) => Math.min(1, Math.max(0, x));
  if (l.kind === "ratio" && low > 0) return (value) => held(Math.log(Math.max(value, low) / low) / Math.log(high / low));
  return (value) => held((value - low) / (high - low));
}

export interface Mark {
  at: number;
  says: string;
}

/** The ends of a swing: where they stand, and the value of the assumption there; the lower answer first. */
export function swingEnds(l: Linchpin): [Mark, Mark] | null {
  if (!l.swing) return null;
  const kind = l.kind as "chance" | "ratio" | "weight";
  const low = { at: l.swing.at_low.value, says: valued(kind, l.swing.low) };
  const high = { at: l.swing.at_high.value, says: valued(kind, l.swing.high) };
  return low.at <= high.at ? [low, high] : [high, low];
}

/** How it was computed. */
export function linchpinsMethod(method: Record<string, unknown>, weighed: boolean): string {
  const sizes = (method["sizes"] ?? {}) as Record<string, number>;
  const blocks = sizes["blocks"] ?? 0;
  const n = (x: number) => Math.round(x).toLocaleString("en-US");
  const parts = [
    `Swings on ${n(blocks * (sizes["swing_worlds"] ?? 0))} worlds`,
    `shares from ${n(sizes["draws"] ?? 0)} base draws, each with the others that it needs on ${n(sizes["worlds"] ?? 0)} worlds`,
    `never, certain and others' numbers from ${n(blocks * (sizes["effect_draws"] ?? 0))} draws on ${n(blocks * (sizes["effect_worlds"] ?? 0))} worlds`,
    `flip points on ${n((sizes["flip_blocks"] ?? 0) * (sizes["flip_worlds"] ?? 0))} worlds`,
  ];
  const half = weighed ? " Half as many worlds for shares and flip points and a quarter for the rest, since actors weigh every profile of their choices." : "";
  return `${parts.join("; ")}; seed ${String(method["seed"] ?? 0)}.${half} Errors are standard errors of the simulation. ifso ${String(method["ifso"] ?? "")}.`;
}
