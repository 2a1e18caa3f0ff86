/**
 * What the engine says of one view under present values.
 *
 * Owns the form alone; `client.ts` is asked, `worker.ts` computes.
 */

import type { Estimate, Reading } from "../model/page";

export interface LiveAnswer {
  view: string;
  /** Assumptions that stand at one number of the reader's; all others keep their distributions. */
  values: Record<string, number>;
  /** Options that the reader has chosen, by choice; all others are taken as the program's profiles say. */
  chosen: Record<string, string>;
  worlds: number;
  draws: number;
  /** Milliseconds of computing. */
  took: number;
  /** Chances by reading, of the outcome by the question's date; `low` and `high` are null until settled. */
  chances: Partial<Record<Reading, Estimate>>;
  difference: Estimate | null;
  ratio: Estimate | null;
  /** Times, in years, of the points of all curves: evenly spaced, the last the question's date. */
  times: number[];
  /** By event and option, under every reading. */
  events: Record<string, LiveEvent>;
  /** By cause: share of the worlds, under the first reading, in which it brought its event about by the question's date. */
  causes: Record<string, number>;
  /** Chains of causes that ended in the outcome under the first reading, the most common first; null until settled. */
  paths: LivePath[] | null;
  /** Whether intervals, bands and paths are there: they follow when the slider rests. */
  settled: boolean;
  /** Whether what actors do was left as the view had it, although something has been moved by which they reason. */
  held: boolean;
}

export interface LiveEvent {
  chance: Partial<Record<Reading, number>>;
  /** Under the first reading: years by which half of the worlds in which it happens have it; null where it never does. */
  median: number | null;
  curve: Partial<Record<Reading, number[]>>;
  /** 90% band over the draws, under the first reading; null until settled. */
  band: { low: number[]; high: number[] } | null;
}

export interface LivePath {
  /** Of the worlds in which the outcome came about. */
  share: number;
  /** Causes, the first of the chain first. */
  causes: string[];
}
