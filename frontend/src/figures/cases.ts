/**
 * The cases of a base rate, as dots in rows of decades, and in words.
 *
 * Owns the rows, the words for one case and the rows of its chart.
 */

import type { BaseRate, Case, Page } from "../model/page";
import { interval, percent, thousands } from "../words/numbers";

export const OUTCOME: Record<Case["outcome"], string> = { hit: "it followed", miss: "it did not follow", unknown: "unknown" };

export interface Decade {
  decade: string;
  /** Cases with their places in the whole list. */
  cases: { case: Case; place: number }[];
}

export function decades(cases: readonly Case[]): Decade[] {
  const rows: Decade[] = [];
  cases.forEach((one, place) => {
    const decade = `${Math.floor(one.year / 10) * 10}s`;
    if (rows.at(-1)?.decade !== decade) rows.push({ decade, cases: [] });
    rows.at(-1)?.cases.push({ case: one, place });
  });
  return rows;
}

/** Whose case it is and when: `Kuwait 1991`. */
export function caseName(one: Case): string {
  return `${one.state}${one.other ? ` and ${one.other}` : ""} ${one.year}`;
}

/** Years in a row, those that follow each other as a span: `1979 to 1983`. */
export function yearsInWords(years: readonly number[]): string {
  const spans: [number, number][] = [];
  for (const year of years) {
    const last = spans.at(-1);
    if (last && year === last[1] + 1) last[1] = year;
    else spans.push([year, year]);
  }
  return spans.map(([from, to]) => (from === to ? `${from}` : `${from} to ${to}`)).join(", ");
}

/** A case in a sentence. */
export function caseInWords(one: Case): string {
  const seen = one.seen && one.seen.length > 0 ? `, seen ${yearsInWords(one.seen)}` : "";
  const who = one.who && one.who.length > 0 ? `: ${one.who.join(", ")}` : "";
  return `${caseName(one)}: ${OUTCOME[one.outcome]}${seen}${who}`;
}

export interface Row {
  name: string;
  low: number;
  value: number;
  high: number;
  says: string;
  own: boolean;
}

interface Links {
  author: string;
  links: { assumption: string; base_rate: string; author: { value: string; low: number; median: number; high: number }; years: number | null }[];
}

/** The rows of a base rate's chart: its own intervals, what happened without it, and what the author's view says over the same years. */
export function rows(page: Page, rate: BaseRate): Row[] {
  const value = rate.n > 0 ? rate.k / rate.n : 0;
  const span = ([low, high]: [number, number]) => interval({ low, high });
  const drawn: Row[] = [{ name: "each case for itself", low: rate.interval[0], value, high: rate.interval[1], says: span(rate.interval), own: true }];
  if (rate.clustered) drawn.push({ name: `by country (${rate.countries})`, low: rate.clustered[0], value, high: rate.clustered[1], says: span(rate.clustered), own: true });
  if (rate.comparison && rate.comparison.n > 0) {
    const share = rate.comparison.k / rate.comparison.n;
    drawn.push({ name: "without it", low: share, value: share, high: share, says: `${percent(share)}, ${thousands(rate.comparison.k)} of ${thousands(rate.comparison.n)}`, own: false });
  }
  for (const { author, links } of (page.answer?.history ?? []) as Links[]) {
    for (const link of links.filter((l) => l.base_rate === rate.name && l.author.high <= 1)) {
      const { low, median, high } = link.author;
      drawn.push({ name: author, low, value: median, high, says: `${interval({ low, high }) || percent(median)}${link.years === null ? "" : ` over ${link.years} ${link.years === 1 ? "year" : "years"}`}`, own: false });
    }
  }
  return drawn;
}
