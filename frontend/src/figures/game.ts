/**
 * What actors face, as a table of profiles and as a matrix.
 *
 * Owns which profile is whose best reply, how likely it is and what the answer would be under it. A strategy is an actor's options joined
 * by ` + `, one for each of its choices.
 */

import type { Estimate, FacedView, Reading } from "../model/page";

export interface Profile {
  /** By actor. */
  strategies: Record<string, string>;
  worth: Record<string, Estimate>;
  /** Actors whose strategy is the best reply to what the others do in it. */
  best: string[];
  chance: Estimate | null;
  answers: Partial<Record<Reading, Estimate>>;
}

export interface Nash {
  equilibria: { mixes: Record<string, Record<string, number>>; pure: boolean; strict: boolean; branch_leads_here: boolean }[];
  complete: boolean;
  degenerate: boolean;
}

export function nashOf(view: FacedView): Nash | null {
  return (view.nash ?? null) as Nash | null;
}

/** The strategy that an actor follows in an outcome. */
function followed(view: FacedView, actor: string, options: Record<string, string>): string {
  const own = view.actors.find((a) => a.actor === actor)?.choices ?? [];
  return own.map((choice) => options[choice]).join(" + ");
}

export function profilesOf(view: FacedView): Profile[] {
  return view.payoffs.map(({ strategies, worth }) => {
    const actors = Object.keys(strategies);
    const outcomes = view.outcomes.filter((o) => actors.every((actor) => followed(view, actor, o.options) === strategies[actor]));
    const one = outcomes.length === 1 ? outcomes[0] : null;
    return {
      strategies,
      worth,
      best: actors.filter((actor) => isBest(view, actor, strategies)),
      chance: one?.chance ?? null,
      answers: (one?.answers ?? {}) as Partial<Record<Reading, Estimate>>,
    };
  });
}

function isBest(view: FacedView, actor: string, strategies: Record<string, string>): boolean {
  const replies = view.actors.find((a) => a.actor === actor)?.best_replies ?? [];
  return replies.some((reply) => reply.best === strategies[actor] && Object.entries(reply.to).every(([other, does]) => strategies[other] === does));
}

export interface Matrix {
  rows: { actor: string; strategies: string[] };
  columns: { actor: string; strategies: string[] };
  /** By row, then by column. */
  cells: Profile[][];
}

/** The profiles of two actors as a matrix; null where there are not two. */
export function matrixOf(view: FacedView, profiles: readonly Profile[]): Matrix | null {
  if (view.actors.length !== 2 || profiles.length === 0) return null;
  const [rows, columns] = view.actors.map(({ actor }) => ({ actor, strategies: [...new Set(profiles.map((p) => p.strategies[actor]))] }));
  const at = (row: string, column: string) => profiles.find((p) => p.strategies[rows.actor] === row && p.strategies[columns.actor] === column);
  const cells = rows.strategies.map((row) => columns.strategies.flatMap((column) => at(row, column) ?? []));
  return cells.every((row) => row.length === columns.strategies.length) ? { rows, columns, cells } : null;
}

/** A mix of strategies in words: the one that is certain, or each with its chance. */
export function mixInWords(mix: Record<string, number>, percent: (p: number) => string, name: (strategy: string) => string): string {
  const some = Object.entries(mix).filter(([, chance]) => chance > 1e-6);
  if (some.length === 1) return name(some[0][0]);
  return some.map(([strategy, chance]) => `${name(strategy)} ${percent(chance)}`).join(", ");
}

/** The chance of a strategy at a rationality, between the points of the branch; the last value beyond them. */
export function alongBranch(rationality: readonly number[], chances: readonly number[], at: number): number {
  const i = rationality.findIndex((r) => r >= at);
  if (i < 0) return chances[chances.length - 1];
  if (i === 0) return chances[0];
  const share = (at - rationality[i - 1]) / (rationality[i] - rationality[i - 1]);
  return chances[i - 1] + share * (chances[i] - chances[i - 1]);
}
