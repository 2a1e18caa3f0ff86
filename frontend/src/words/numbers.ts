/**
 * How numbers are written, as the terminal writes them.
 *
 * Owns probabilities, differences, ratios, intervals and the values of assumptions. Leaves words of likelihood to `words.ts`.
 */

import type { Assumption } from "../model/page";

/** Decimals that tell whether a number lies exactly between two shorter ones. */
const EXACT = 40;

/** A number with so many decimals; what lies exactly between two goes to the even one, as in Python. */
export function fixed(x: number, digits: number): string {
  const rounded = x.toFixed(digits);
  const exact = Math.abs(x).toFixed(EXACT);
  const rest = exact.slice(exact.length - EXACT + digits);
  if (!/^50*$/.test(rest)) return rounded;
  const cut = exact.slice(0, exact.length - EXACT + digits).replace(/\.$/, "");
  const even = Number(cut.at(-1)) % 2 === 0 ? cut : Math.abs(x).toFixed(digits);
  return x < 0 ? `-${even}` : even;
}

/** A number in so many significant digits, without zeros at its end. */
export function significant(x: number, digits: number): string {
  return String(Number(x.toPrecision(digits)));
}

/** A probability as a percentage: whole in the middle, with a decimal near the ends, never 0% or 100% for what is neither. */
export function percent(p: number): string {
  if (p === 0 || p === 1) return p === 0 ? "0%" : "100%";
  if (p < 0.0005 || p > 0.9995) return p < 0.5 ? "<0.1%" : ">99.9%";
  return `${fixed(p * 100, p < 0.0995 || p > 0.9905 ? 1 : 0)}%`;
}

/** A difference of probabilities in percentage points, signed. */
export function points(d: number): string {
  if (Math.abs(d) < 0.0005) return d === 0 ? "0 points" : "under 0.1 points";
  return `${signed(d * 100, Math.abs(d) < 0.0995 ? 1 : 0)} points`;
}

/** A number with its sign, the minus a true one. */
export function signed(x: number, digits: number): string {
  return x < 0 ? `−${fixed(-x, digits)}` : `+${fixed(x, digits)}`;
}

/** A ratio of probabilities. */
export function times(r: number): string {
  return `${fixed(r, r >= 19.5 ? 0 : r >= 1.95 ? 1 : 2)} times`;
}

/** An interval without its unit where that is said beside it; empty where there is none, or where it is a point. */
export function interval(e: { low: number | null; high: number | null } | null | undefined, form: "percent" | "points" | "times" = "percent"): string {
  if (!e || e.low === null || e.high === null || e.low === e.high) return "";
  if (form === "percent") return `${percent(e.low).replace(/%$/, "")} to ${percent(e.high)}`;
  const write = form === "points" ? points : times;
  const bare = (x: number) => write(x).replace(/ (points|times)$/, "");
  return `${bare(e.low)} to ${bare(e.high)}`;
}

/** How far the simulation can be off: a standard error in percentage points, with its unit; empty where it is unknown. */
export function plusMinus(error: number | null | undefined): string {
  if (error === null || error === undefined) return "";
  return `±${fixed(error * 100, error < 0.00095 ? 2 : 1)} points`;
}

/** The value of an assumption: a chance in percent, a ratio or a weight in three significant digits. */
export function valued(kind: Assumption["kind"], value: number): string {
  if (kind === "chance") return percent(value);
  return (value < 0 ? "−" : "") + significant(Math.abs(value), Math.abs(value) < 1 ? 2 : 3);
}

/** A number as short as it is written into a file: three significant digits, close to 100% of what is lacking to it. */
export function brief(kind: Assumption["kind"], value: number): number {
  if (kind !== "chance" || value <= 0.5) return Number(value.toPrecision(3));
  return Number((1 - Number((1 - value).toPrecision(3))).toPrecision(12));
}

/** A range of values of an assumption, or the number where it is a single one. */
export function valuedRange(kind: Assumption["kind"], low: number, high: number): string {
  if (low === high) return valued(kind, low);
  return kind === "chance" ? `${percent(low).replace(/%$/, "")} to ${percent(high)}` : `${valued(kind, low)} to ${valued(kind, high)}`;
}

/** A whole number with its thousands kept apart. */
export function thousands(n: number): string {
  return String(Math.round(n)).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}
