/**
 * What two views' disagreement comes from, as a waterfall from the first view's answer to the second's.
 *
 * Owns the order of the bars, which small ones are added up, and the turning round of a pair. The parts add up to the whole difference.
 */

import type { Cruxes, Page } from "../model/page";

export interface Bar {
  /** Null for those that are added up. */
  name: string | null;
  is: Cruxes["cruxes"][number]["is"] | "others";
  /** How much it moves the answer from the first view's towards the second's; below 0 downward. */
  value: number;
  error: number | null;
  from: number;
  to: number;
  /** Whether it brings the answers apart; else it brings them closer. */
  apart: boolean;
  claim: string;
  held: Cruxes["cruxes"][number]["held"];
  /** How many are added up in it. */
  count: number;
}

/** The part of the largest crux that one must be to have a bar of its own. */
const LEAST = 0.02;

/** The key of a pair, and whether it has to be turned round; null for a view with itself. */
export function pairOf(page: Page, first: string, second: string): { key: string; turned: boolean } | null {
  const place = (view: string) => page.views.findIndex((v) => v.name === view);
  if (first === second) return null;
  const turned = place(first) > place(second);
  return { key: turned ? `${second} | ${first}` : `${first} | ${second}`, turned };
}

/** The bars of a pair from the answer of the first view to that of the second; `most` have bars of their own, fewer where the rest are small. */
export function bars(found: Cruxes, turned: boolean, most: number): Bar[] {
  const sign = turned ? -1 : 1;
  const [one, other] = turned ? [1, 0] : [0, 1];
  const begin = found.views[one].answer.value;
  const whole = found.views[other].answer.value - begin;
  const largest = Math.max(0, ...found.cruxes.map((c) => Math.abs(c.value)));
  const worth = found.cruxes.filter((c) => Math.abs(c.value) >= LEAST * largest && c.value !== 0);
  const own = worth.slice(0, most);
  const rest = found.cruxes.filter((c) => !own.includes(c));
  let at = begin;
  const bar = (value: number): Pick<Bar, "value" | "from" | "to" | "apart"> => {
    const from = at;
    at += value;
    return { value, from, to: at, apart: whole === 0 ? true : value * whole >= 0 };
  };
  const drawn: Bar[] = own.map((c) => ({ name: c.name, is: c.is, ...bar(sign * c.value), error: c.error, claim: c.claim, held: c.held, count: 1 }));
  if (rest.length > 0) {
    const value = sign * rest.reduce((sum, c) => sum + c.value, 0);
    drawn.push({ name: null, is: "others", ...bar(value), error: null, claim: "", held: {}, count: rest.length });
  }
  return drawn;
}

/** A sentence on cruxes with their names put in words. */
export function saidInWords(says: string, names: readonly string[], inWords: (name: string) => string): string {
  const known = new Set(names);
  return says.replace(/[A-Za-z_][\w.]*\w/g, (name) => (known.has(name) ? inWords(name) : name));
}
