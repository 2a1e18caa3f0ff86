import { expect, test } from "vitest";
import { wrap, type Measure } from "../../src/graph/text";

/** Every sign is as wide as its size. */
const even: Measure = (text, size) => [...text].length * size;

test("text breaks between words", () => {
  expect(wrap("the war ends soon", 8, 1, even)).toEqual(["the war", "ends", "soon"]);
});

test("what does not fit ends in an ellipsis that fits", () => {
  expect(wrap("one two three four", 6, 1, even, 2)).toEqual(["one", "two…"]);
  expect(wrap("abcdef ghijkl mnopqr", 6, 1, even, 2)).toEqual(["abcdef", "ghijk…"]);
});

test("a word wider than a line is broken", () => {
  expect(wrap("unprecedentedly", 6, 1, even, 5)).toEqual(["unprec", "edente", "dly"]);
});

test("a sign that is made of two code units stays whole", () => {
  expect(wrap("𝄞𝄞𝄞", 2, 1, even, 5)).toEqual(["𝄞𝄞", "𝄞"]);
});

test("no text has no lines", () => {
  expect(wrap("  ", 10, 1, even)).toEqual([]);
});
