/**
 * What the timeline draws: which events, in which order, and the curves of each.
 *
 * Owns both. The present view's curves are the engine's while it answers, and otherwise those that were computed with the page, which has
 * them for the outcome alone.
 */

import type { LiveAnswer } from "../engine/answer";
import type { Curve, Page, Reading } from "../model/page";
import { yearsBetween } from "../words/dates";
import type { Points } from "./curve";

export interface Drawn extends Points {
  reading: Reading;
  band: { low: readonly number[]; high: readonly number[] } | null;
}

export interface Ordered {
  outcome: string;
  /** Events on the commonest path to the outcome, in its order. */
  path: string[];
  others: string[];
}

/** The causes of the commonest path to the outcome under a view, the first one first; empty where none is known yet. */
export function mainPath(page: Page, view: string, live: LiveAnswer | null): string[] {
  const computed = page.paths?.views.find((v) => v.view === view)?.paths[0];
  if (computed) return computed.links.map((link) => link.cause);
  return live?.paths?.[0]?.causes ?? [];
}

export function ordered(page: Page, path: readonly string[]): Ordered {
  const outcome = page.question.then.event;
  const eventOf = new Map(page.causes.map((c) => [c.name, c.event]));
  const onPath = [...new Set(path.map((cause) => eventOf.get(cause)).filter((e): e is string => e !== undefined && e !== outcome))];
  const known = new Set([outcome, ...onPath]);
  return { outcome, path: onPath, others: page.events.map((e) => e.name).filter((e) => !known.has(e)) };
}

/** Curves that were computed with the page, as points in time. */
function drawn(start: string, reading: Reading, curve: Curve): Drawn {
  const band = curve.low && curve.high ? { low: curve.low, high: curve.high } : null;
  return { reading, times: curve.dates.map((d) => yearsBetween(start, d)), values: curve.values, band };
}

/** The outcome's curves under a view as written, the given readings alone, in their order. */
export function writtenCurves(page: Page, view: string, readings: readonly (Reading | null)[]): Drawn[] {
  const curves = page.answer?.views.find((v) => v.view === view)?.curves ?? {};
  return readings.flatMap((reading) => {
    const curve = reading && curves[reading];
    return curve ? [drawn(page.scenario.start, reading, curve)] : [];
  });
}

/** An event's curves as the engine has them now. The band is that of the first reading, and absent while a slider moves. */
export function liveCurves(live: LiveAnswer | null, event: string, readings: readonly (Reading | null)[]): Drawn[] {
  const found = live?.events[event];
  if (!live || !found) return [];
  return readings.flatMap((reading, i) => {
    const values = reading && found.curve[reading];
    return values ? [{ reading, times: live.times, values, band: i === 0 ? found.band : null }] : [];
  });
}
