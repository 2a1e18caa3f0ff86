/**
 * A source's text in pieces that can be shown.
 *
 * Owns paragraphs, headings, sentences and the stretches that passages cut them into. The text is text throughout: of Markdown, only a line that
 * begins with `#` is taken as a heading. Places are counted in UTF-16 code units of the source's text.
 */

import type { Source } from "../model/page";

/** A stretch of text on which the same passages lie. */
export interface Stretch {
  begin: number;
  end: number;
  text: string;
  /** Which of the source's passages, by their place in its list. */
  passages: number[];
  /** It lies in a sentence on which nothing rests. */
  unused: boolean;
}

export interface Paragraph {
  /** 0 for text, 1 and up for a heading. */
  heading: number;
  stretches: Stretch[];
}

export interface Reading {
  paragraphs: Paragraph[];
  /** Sentences outside headings, and those of them that a passage touches. */
  sentences: number;
  used: number;
}

interface Span {
  begin: number;
  end: number;
}

const sentences = new Intl.Segmenter("en", { granularity: "sentence" });

export function readingOf({ text, passages }: Pick<Source, "text" | "passages">): Reading {
  const read: Reading = { paragraphs: [], sentences: 0, used: 0 };
  for (const { begin, end, heading } of paragraphsOf(text)) {
    const found = sentencesOf(text, begin, end);
    const touched = found.map((s) => passages.some((p) => p.begin < s.end && p.end > s.begin));
    if (heading === 0) {
      read.sentences += found.length;
      read.used += touched.filter(Boolean).length;
    }
    const unused = heading === 0 ? found.filter((_, i) => !touched[i]) : [];
    read.paragraphs.push({ heading, stretches: stretchesOf(text, begin, end, passages, unused) });
  }
  return read;
}

function paragraphsOf(text: string): (Span & { heading: number })[] {
  const found: (Span & { heading: number })[] = [];
  for (const { index, 0: block } of text.matchAll(/(?:[^\n]*\S[^\n]*(?:\n|$))+/g)) {
    let begin = index;
    for (const { index: at, 0: line, 1: marks } of block.matchAll(/^(#{1,6})[ \t]+.*$/gm)) {
      const place = index + at;
      if (text.slice(begin, place).trim()) found.push({ ...trimmed(text, begin, place), heading: 0 });
      found.push({ ...trimmed(text, place + marks!.length, place + line.length), heading: marks!.length });
      begin = place + line.length;
    }
    const end = index + block.length;
    if (text.slice(begin, end).trim()) found.push({ ...trimmed(text, begin, end), heading: 0 });
  }
  return found;
}

function sentencesOf(text: string, begin: number, end: number): Span[] {
  // A line's end within a paragraph ends no sentence.
  const flat = text.slice(begin, end).replaceAll(/[\r\n]/g, " ");
  return [...sentences.segment(flat)].map(({ index, segment }) => trimmed(text, begin + index, begin + index + segment.length)).filter((s) => s.end > s.begin);
}

function trimmed(text: string, begin: number, end: number): Span {
  const piece = text.slice(begin, end);
  return { begin: begin + (piece.length - piece.trimStart().length), end: end - (piece.length - piece.trimEnd().length) };
}

function stretchesOf(text: string, begin: number, end: number, passages: Span[], unused: Span[]): Stretch[] {
  const within = (at: number): boolean => at > begin && at < end;
  const cuts = [begin, end, ...[...passages, ...unused].flatMap((p) => [p.begin, p.end]).filter(within)];
  const places = [...new Set(cuts)].sort((a, b) => a - b);
  return places.slice(0, -1).map((from, i) => {
    const to = places[i + 1]!;
    return {
      begin: from,
      end: to,
      text: text.slice(from, to),
      passages: passages.flatMap((p, k) => (p.begin <= from && p.end >= to ? [k] : [])),
      unused: unused.some((s) => s.begin <= from && s.end >= to),
    };
  });
}
