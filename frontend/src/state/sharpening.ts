/**
 * What is known better of a view as written than the page's engine says at once.
 *
 * Owns putting the chances and curves of the outcome that were computed from more worlds in the place of the engine's, so that the page does not say
 * two things of one number. For numbers of the reader's there are only the engine's.
 */

import type { LiveAnswer, LiveEvent } from "../engine/answer";
import type { AnswerView, Reading } from "../model/page";

export function sharpened(live: LiveAnswer, written: AnswerView, outcome: string): LiveAnswer {
  const event = live.events[outcome];
  if (!event) return live;
  const { chances, difference, ratio } = written;
  const chance: LiveEvent["chance"] = { ...event.chance };
  const curve: LiveEvent["curve"] = { ...event.curve };
  for (const reading of Object.keys(chance) as Reading[]) {
    const estimate = chances[reading];
    if (estimate) chance[reading] = estimate.value;
    const values = written.curves[reading]?.values;
    if (values && values.length > 1) curve[reading] = live.times.map((_, i) => between(values, i / Math.max(1, live.times.length - 1)));
  }
  return { ...live, chances, difference, ratio, events: { ...live.events, [outcome]: { ...event, chance, curve } } };
}

/** A value of an even series at a place from 0 to 1. */
function between(values: readonly number[], place: number): number {
  const at = place * (values.length - 1);
  const below = Math.min(Math.floor(at), values.length - 2);
  return values[below]! + (at - below) * (values[below + 1]! - values[below]!);
}
