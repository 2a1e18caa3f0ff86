/**
 * A chance over another time than the one it is stated for.
 *
 * Owns the conversion that makes two views' numbers for one link comparable: `20% within 5 years` beside `30% within 2 years`. Follows
 * `ifso.report.gap`. Leaves simulated times to the engine.
 */

import type { Page } from "../model/page";

const WINDOW = 0;
const RATE = 1;

export interface Timing {
  clock: number;
  /** Years from the trigger to the begin of a window. */
  opens: number;
  /** Years of a window, or the period of a rate. */
  span: number;
}

/** The timing with which a view states a chance; null for ratios and weights, and where the view does not use it. */
export function timingOf(page: Page, assumption: string, view: string): Timing | null {
  const program = page.programs[view];
  if (!program) return null;
  const place = program.assumptions.indexOf(assumption);
  const cause = place < 0 ? -1 : program.chance.indexOf(place);
  if (cause < 0) return null;
  return { clock: program.clock[cause]!, opens: program.opens[cause]!, span: program.span[cause]! };
}

/** The years in which a chance counts: the end of its window, the period of its rate, 0 for at once. */
export function yearsOf(timing: Timing): number {
  return timing.clock === WINDOW ? timing.opens + timing.span : timing.clock === RATE ? timing.span : 0;
}

/** The chance that has been reached some years after the trigger, where `p` is the chance over the timing's own time. */
export function chanceBy(p: number, timing: Timing, years: number): number {
  if (timing.clock === WINDOW) return p * Math.min(Math.max((years - timing.opens) / timing.span, 0), 1);
  if (timing.clock === RATE) return p < 1 ? -Math.expm1((Math.log1p(-p) * years) / timing.span) : 1;
  return p;
}

/** A number of one view as another would state it: a chance over the other's time; ratios and weights as they are. */
export function asStatedBy(page: Page, assumption: string, value: number, from: string, to: string): number {
  const theirs = timingOf(page, assumption, from);
  const own = timingOf(page, assumption, to);
  if (!theirs || !own || (theirs.clock === own.clock && theirs.opens === own.opens && theirs.span === own.span)) return value;
  const years = yearsOf(own);
  return years > 0 && yearsOf(theirs) > 0 ? chanceBy(value, theirs, years) : value;
}
