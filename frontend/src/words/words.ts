/**
 * Words of likelihood, and other words that every part says alike.
 *
 * Owns the table of Intelligence Community Directive 203, *Analytic Standards* (Office of the Director of National Intelligence, 2015, section
 * D.6.e.2.a), and the rule that a word never stands without its range.
 */

import type { Assumption, Page, Reading } from "../model/page";
import { fixed } from "./numbers";

export interface Word {
  word: string;
  low: number;
  high: number;
}

export const ICD_203: readonly Word[] = [
  { word: "almost no chance", low: 0.01, high: 0.05 },
  { word: "very unlikely", low: 0.05, high: 0.2 },
  { word: "unlikely", low: 0.2, high: 0.45 },
  { word: "roughly even chance", low: 0.45, high: 0.55 },
  { word: "likely", low: 0.55, high: 0.8 },
  { word: "very likely", low: 0.8, high: 0.95 },
  { word: "almost certain", low: 0.95, high: 0.99 },
];

/** The word whose range holds a probability, or null below 1% and above 99%. On a boundary the less extreme word is chosen. */
export function wordFor(p: number): Word | null {
  let found: Word | null = null;
  const extreme = (w: Word) => Math.abs((w.low + w.high) / 2 - 0.5);
  for (const w of ICD_203) if (w.low <= p && p <= w.high && (found === null || extreme(w) < extreme(found))) found = w;
  return found;
}

/** The range of a word, `80–95%`. */
export function rangeOf(w: Word): string {
  return `${fixed(w.low * 100, 0)}–${fixed(w.high * 100, 0)}%`;
}

/** The word for a probability and, apart from it so that it can be set smaller, its range in brackets; empty where there is no word. */
export function likelihoodParts(p: number): { word: string; range: string } {
  if (p === 0 || p === 1) return { word: p === 0 ? "in no simulated world" : "in every simulated world", range: "" };
  const w = wordFor(p);
  if (w === null) return { word: p < 0.5 ? "below 1%" : "above 99%", range: "" };
  return { word: w.word, range: `(${rangeOf(w)})` };
}

/** The word for a probability with its range beside it: `very likely (80–95%)`. */
export function likelihood(p: number): string {
  const { word, range } = likelihoodParts(p);
  return range ? `${word} ${range}` : word;
}

/** A probability in words and number: `very likely (80–95%), 91%`. */
export function chanceInWords(p: number, percent: string): string {
  const w = wordFor(p);
  return w ? `${w.word} (${rangeOf(w)}), ${percent}` : percent;
}

const READINGS: Record<Reading, string> = {
  do: "made to happen",
  "do not": "prevented",
  given: "known to have happened",
  "given not": "known not to have",
  "left alone": "left alone",
  had: "had it been so",
};

/** What a chance is conditional on, as the terminal says it; a question without a condition is asked as things stand. */
export function readingInWords(reading: Reading, conditional: boolean): string {
  return reading === "left alone" && !conditional ? "as things stand" : READINGS[reading];
}

/** A sentence of the reports as the page sets it: ranges of percentages with a dash of their own. */
export function ranged(says: string): string {
  return says.replace(/(\d)-(\d+%)/g, "$1–$2");
}

/** Words in a row: commas, and an "and" before the last. */
export function listed(parts: readonly string[], last = "and"): string {
  return parts.length > 1 ? `${parts.slice(0, -1).join(", ")} ${last} ${parts[parts.length - 1]}` : (parts[0] ?? "");
}

/** `1 world`, `2 worlds`. */
export function counted(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

/** A text of a scenario in one line and without its full stop. */
export function unstopped(text: string): string {
  return oneLine(text).replace(/\.$/, "");
}

export function oneLine(text: string): string {
  return text.split(/\s+/).filter(Boolean).join(" ");
}

/** A name as it may be read: `government_falls` as `government falls`. */
export function spaced(name: string): string {
  return name.replaceAll("_", " ").replaceAll(".", ": ");
}

/** What a kind of assumption is called. */
export function kindInWords(kind: Assumption["kind"]): string {
  return { chance: "chance", ratio: "times as fast", weight: "weight" }[kind];
}

/** The sentence of an event, or of an option (`choice.option`), or the name where there is none. */
export function eventSays(page: Page, name: string): string {
  const event = page.events.find((e) => e.name === name);
  if (event) return oneLine(event.says);
  const [choice, option] = name.split(".");
  const says = page.choices.find((c) => c.name === choice)?.options.find((o) => o.name === option)?.says;
  return says ? oneLine(says) : spaced(name);
}
