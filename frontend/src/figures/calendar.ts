/**
 * Time from a scenario's start to a question's date, as an axis.
 *
 * Owns which years are named on it. Times are in years from the start; how they become dates is `words/dates`'s to say.
 */

import { yearsBetween } from "../words/dates";

export interface Mark {
  time: number;
  year: number;
}

/** Beginnings of years from a start to a date, as many as are a round number of years apart and at most so many. */
export function yearMarks(start: string, by: string, most: number): Mark[] {
  const begins = start.slice(5) === "01-01";
  const first = Number(start.slice(0, 4)) + (begins ? 0 : 1);
  const last = Number(by.slice(0, 4));
  const every = [1, 2, 5, 10, 20, 25, 50].find((step) => (last - first) / step < most) ?? 100;
  const marks: Mark[] = [];
  for (let year = Math.ceil(first / every) * every; year <= last; year += every) marks.push({ time: yearsBetween(start, `${year}-01-01`), year });
  return marks;
}

export interface Step {
  date: string;
  time: number;
}

/** Dates from a start to a question's date, both included: a month apart, or a week where that is less than two years. */
export function dateSteps(start: string, by: string): Step[] {
  const [year, month, day] = start.split("-").map(Number) as [number, number, number];
  const monthly = yearsBetween(start, by) >= 2;
  const steps: Step[] = [];
  for (let i = 0; ; i++) {
    const last = new Date(Date.UTC(year, month + i, 0)).getUTCDate();
    const then = monthly ? Date.UTC(year, month - 1 + i, Math.min(day, last)) : Date.UTC(year, month - 1, day + 7 * i);
    const date = new Date(then).toISOString().slice(0, 10);
    if (date >= by) break;
    steps.push({ date, time: yearsBetween(start, date) });
  }
  return [...steps, { date: by, time: yearsBetween(start, by) }];
}

/** The step nearest to a time. */
export function nearestStep(steps: readonly Step[], time: number): number {
  let best = 0;
  steps.forEach((step, i) => {
    if (Math.abs(step.time - time) < Math.abs(steps[best].time - time)) best = i;
  });
  return best;
}
