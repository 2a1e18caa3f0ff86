/**
 * Which events tell of the outcome before it comes, under one reading.
 *
 * Owns what is listed and in which order, and the sentence of an event. Readings are never mixed.
 */

import type { Page, WatchedEvent, WatchReading } from "../model/page";

export function readingsOf(page: Page, view: string): WatchReading[] {
  return page.watch?.views.find((v) => v.view === view)?.readings ?? [];
}

export type WatchedDate = WatchedEvent["dates"][number];

export interface Indicator {
  event: WatchedEvent;
  /** The date that tells nearly most. */
  best: WatchedDate;
}

/** Events that are worth watching, those that tell most first. */
export function indicators(reading: WatchReading): Indicator[] {
  return reading.events
    .filter((event) => event.indicator && !event.hidden)
    .flatMap((event) => {
      const best = event.dates.find((d) => d.date === event.best);
      return best ? [{ event, best }] : [];
    })
    .sort((a, b) => b.best.bits - a.best.bits);
}

/** Events that tell of the outcome mostly once it is there. */
export function afterwards(reading: WatchReading): WatchedEvent[] {
  return reading.events.filter((e) => !e.indicator && !e.hidden && e.before_outcome !== null && e.before_outcome < 0.5 && e.dates.some((d) => d.above_noise));
}

/** The most bits that any date of any of the events tells. */
export function mostBits(listed: readonly Indicator[]): number {
  return Math.max(1e-9, ...listed.flatMap(({ event }) => event.dates.map((d) => d.bits)));
}

/** The bits of an event by date as points of a line in a box of the given size, whose top is `most`. */
export function sparkline(dates: readonly WatchedDate[], most: number, wide: number, tall: number): { x: number; y: number; date: string }[] {
  const step = dates.length > 1 ? wide / (dates.length - 1) : 0;
  return dates.map((d, i) => ({ x: i * step, y: tall * (1 - Math.min(1, Math.max(0, d.bits / most))), date: d.date }));
}
