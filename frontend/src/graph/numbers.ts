/**
 * The numbers that the picture shows.
 *
 * Owns which number stands at an event, a cause or a modifier: the engine's while it answers, and otherwise what was computed with the page.
 */

import type { LiveAnswer } from "../engine/answer";
import type { Modifier, Page, Reading } from "../model/page";

export interface EventNumbers {
  /** By the question's date, under the first reading; null where it is not known. */
  chance: number | null;
  /** Years by which half of the worlds in which it happens have it. */
  median: number | null;
  /** What is not left to chance: `made to happen`, `prevented` or `has happened`. */
  fixed: string;
}

export function eventNumbers(page: Page, view: string, first: Reading, live: LiveAnswer | null, event: string): EventNumbers {
  const fixed = fixedOf(page, view, first, event);
  const found = live?.events[event];
  if (found) return { chance: found.chance[first] ?? null, median: found.median, fixed };
  if (event === page.question.then.event) {
    const chance = page.answer?.views.find((v) => v.view === view)?.chances[first]?.value;
    if (chance !== undefined) return { chance, median: null, fixed };
  }
  const watched = page.watch?.views.find((v) => v.view === view)?.readings.find((r) => r.reading === first);
  const dates = watched?.events.find((e) => e.event === event)?.dates ?? [];
  const last = dates[dates.length - 1];
  return { chance: last && last.date >= page.question.by ? last.chance : null, median: null, fixed };
}

function fixedOf(page: Page, view: string, first: Reading, event: string): string {
  const antecedent = page.question.antecedent;
  if (antecedent?.event === event && first === "do") return "made to happen";
  const also = page.also?.find((a) => a.event === event);
  if (also) return also.made_to_happen === null ? "prevented" : "made to happen";
  const time = page.programs[view]?.fixed[event];
  return typeof time === "number" ? "has happened" : "";
}

/** The causes of the commonest way to the outcome; the page's own where the engine has none. */
export function mainCauses(page: Page, view: string, live: LiveAnswer | null): string[] {
  const now = live?.paths?.[0]?.causes;
  if (now) return now;
  return page.paths?.views.find((v) => v.view === view)?.paths[0]?.links.map((link) => link.cause) ?? [];
}

/** Which events the commonest way to the outcome touches: what its causes bring about, and, of the first, what sets it off. */
export function mainEvents(page: Page, causes: readonly string[]): Set<string> {
  const byName = new Map(page.causes.map((c) => [c.name, c]));
  const found = causes.flatMap((name) => byName.get(name)?.event ?? []);
  const first = causes[0] === undefined ? undefined : byName.get(causes[0]);
  return new Set([...found, ...(first && first.trigger.length === 1 ? first.trigger : [])]);
}

export type Effect = "speeds up" | "slows" | "blocks" | "changes nothing";

/** What a modifier does to its cause at a hazard ratio; null where the ratio is not known. */
export function effectOf(modifier: Modifier, ratio: number): Effect | null {
  if (modifier.ratio === null || ratio === 0) return "blocks";
  if (!Number.isFinite(ratio)) return null;
  return ratio > 1 ? "speeds up" : ratio < 1 ? "slows" : "changes nothing";
}

export const SIGN: Record<Effect, string> = { "speeds up": "+", slows: "−", blocks: "×", "changes nothing": "=" };
