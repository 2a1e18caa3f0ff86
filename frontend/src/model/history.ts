/** What history was asked, and what it answered. */

/** What history answered, as `ifso base-rate --json`; what a lock holds of it. */
export interface BaseRate {
  name: string;
  asks: string;
  query: Record<string, unknown>;
  limits: string;
  k: number;
  n: number;
  unknown: number;
  countries: number;
  interval: [number, number];
  clustered: [number, number] | null;
  /** Years ahead that it looks; 0: a chance per year. */
  window: number;
  years: string;
  /** Datasets whose end ends the years. */
  ended_by: string[];
  /** In the order of years, then of states. */
  cases: Case[];
  /** The comparison in a sentence, and its numbers; null without one. */
  comparison: { says: string; k: number; n: number; standardised: number | null; difference: Interval | null; ratio: Interval | null } | null;
  warnings: string[];
  /** Assumptions that take their number from it, by view. */
  used_by: Record<string, string[]>;
}

export interface Interval {
  value: number;
  low: number | null;
  high: number | null;
}

/** One occasion; the optional entries are left out where there is nothing to say. */
export interface Case {
  state: string;
  /** The partner, where occasions are pairs. */
  other?: string;
  year: number;
  outcome: "hit" | "miss" | "unknown";
  /** Of a hit: the years in which it was seen. */
  seen?: number[];
  /** Of a hit that was looked for in other states: where, for example `Iraq 1958`. */
  who?: string[];
}
