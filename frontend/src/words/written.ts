/**
 * Values as they are written in a scenario, to be read by people.
 *
 * Owns one thing: a word of likelihood in them never stands without its range.
 */

import { ICD_203, rangeOf } from "./words";

/** The second column of the directive's table, in the order of the first. */
const SYNONYMS = ["remote", "highly improbable", "improbable", "roughly even odds", "probable", "highly probable", "nearly certain"];

const RANGES = new Map(ICD_203.flatMap((word, i) => [[word.word, rangeOf(word)] as const, [SYNONYMS[i], rangeOf(word)] as const]));

const WORDS = new RegExp(`\\b(${[...RANGES.keys()].sort((a, b) => b.length - a.length).join("|")})\\b(?! \\()`, "g");

/** `likely within 2 years` as `likely (55–80%) within 2 years`; what has no such word as it is. */
export function withRange(written: string): string {
  return written.replace(WORDS, (word) => `${word} (${RANGES.get(word)})`);
}
