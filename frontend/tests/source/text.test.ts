import { expect, test } from "vitest";
import { readingOf, type Paragraph } from "../../src/source/text";

const passage = (text: string, piece: string): { begin: number; end: number; quoted_by: [] } => {
  const begin = text.indexOf(piece);
  return { begin, end: begin + piece.length, quoted_by: [] };
};

const words = (paragraph: Paragraph): string => paragraph.stretches.map((s) => s.text).join("");

const TEXT = "# The dam\n\nThe dam will break. Nobody says when,\nor why. It rains.\n\n\nThe end.";

test("paragraphs are apart by blank lines, and hold all of the text", () => {
  const { paragraphs } = readingOf({ text: TEXT, passages: [] });
  expect(paragraphs.map((p) => [p.heading, words(p)])).toEqual([
    [1, "The dam"],
    [0, "The dam will break. Nobody says when,\nor why. It rains."],
    [0, "The end."],
  ]);
});

test("a heading that is followed by text without a blank line stands alone", () => {
  const { paragraphs } = readingOf({ text: "Before.\n## Then\nAfter.", passages: [] });
  expect(paragraphs.map((p) => [p.heading, words(p)])).toEqual([
    [0, "Before."],
    [2, "Then"],
    [0, "After."],
  ]);
});

test("no other markup is read", () => {
  const { paragraphs } = readingOf({ text: "<b>**Bold**</b> &amp; #not a heading", passages: [] });
  expect(words(paragraphs[0]!)).toBe("<b>**Bold**</b> &amp; #not a heading");
});

test("sentences are counted over lines, headings are not, and a passage counts for each that it touches", () => {
  const passages = [passage(TEXT, "will break. Nobody")];
  const read = readingOf({ text: TEXT, passages });
  expect([read.sentences, read.used]).toEqual([4, 2]);
});

test("sentences on which nothing rests are marked, the rest of a quoted one is not", () => {
  const { paragraphs } = readingOf({ text: TEXT, passages: [passage(TEXT, "when,\nor")] });
  expect(paragraphs[1]!.stretches.map((s) => [s.text, s.passages, s.unused])).toEqual([
    ["The dam will break.", [], true],
    [" Nobody says ", [], false],
    ["when,\nor", [0], false],
    [" why. ", [], false],
    ["It rains.", [], true],
  ]);
});

test("passages that overlap are cut where they begin and end", () => {
  const text = "one two three four";
  const { paragraphs } = readingOf({ text, passages: [passage(text, "one two three"), passage(text, "two three four"), passage(text, "three")] });
  expect(paragraphs[0]!.stretches.map((s) => [s.text, s.passages])).toEqual([
    ["one ", [0]],
    ["two ", [0, 1]],
    ["three", [0, 1, 2]],
    [" four", [1]],
  ]);
});

test("a passage over several paragraphs is marked in each", () => {
  const text = "First part.\n\nSecond part.";
  const { paragraphs } = readingOf({ text, passages: [passage(text, "part.\n\nSecond")] });
  expect(paragraphs.map((p) => p.stretches.filter((s) => s.passages.length > 0).map((s) => s.text))).toEqual([["part."], ["Second"]]);
});

test("an empty text has nothing in it", () => {
  expect(readingOf({ text: " \n\n ", passages: [] })).toEqual({ paragraphs: [], sentences: 0, used: 0 });
});
