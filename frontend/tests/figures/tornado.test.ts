import { describe, expect, it } from "vitest";
import { VARIED, ends, firstVaried, level, pair, placing, shown, swingEnds, variedInWords } from "../../src/figures/tornado";
import type { Linchpin } from "../../src/model/page";

const measured = (value: number) => ({ value, error: 0.001 });

function linchpin(name: string, more: Partial<Linchpin>): Linchpin {
  return { assumption: name, kind: "chance", value: "", median: 0.5, swing: null, first: null, total: null, instead: {}, flip: null, flip_sought: [0, 1], as_others: {}, says: [], ...more };
}

const swing = (low: number, high: number, at_low: number, at_high: number) => ({ low, high, at_low: measured(at_low), at_high: measured(at_high), change: measured(at_high - at_low) });

const A = linchpin("a", { swing: swing(0.2, 0.4, 0.6, 0.58), instead: { never: { answer: 0.1, change: measured(-0.5) } }, flip: { value: 0.1, error: null, above: false } });
const B = linchpin("b", { swing: swing(0.1, 0.9, 0.5, 0.7), flip: { value: 0.45, error: null, above: true } });
const C = linchpin("c", { kind: "ratio", flip_sought: [0.01, 100], as_others: { calm: { answer: 0.3, change: measured(-0.3) } } });

describe("each picture", () => {
  it.each([
    ["swing", ["b", "a"]],
    ["instead", ["a"]],
    ["others", ["c"]],
    ["share", []],
    ["flip", ["b", "a"]],
  ] as const)("shows in %s what it has, what says most first", (varied, names) => expect(shown([A, B, C], varied).map((l) => l.assumption)).toEqual(names));

  it.each(VARIED)("says what it varies: $name", ({ is }) => expect(variedInWords(is, 0.5, ["calm"])).toMatch(/numbers?|link/));

  it("has room for all its marks", () => {
    const [low, high] = ends([A, B], "swing", "chance", 0.6);
    expect(low).toBeLessThanOrEqual(0.5);
    expect(high).toBeGreaterThanOrEqual(0.7);
    expect(ends([A], "instead", "chance", 0.6)).toEqual([0.1, 0.6]);
  });
});

it("begins with swings, unless no number moves the answer far", () => {
  expect(firstVaried([A, B])).toBe("swing");
  expect(firstVaried([A, C])).toBe("instead");
});

it("writes at the ends of a bar the numbers that lead there, the lower answer first", () =>
  expect(swingEnds(A)).toEqual([
    { at: 0.58, says: "40%" },
    { at: 0.6, says: "20%" },
  ]));

it("places a ratio by its logarithm", () => expect([0.01, 1, 100, 1000].map(placing(C)!)).toEqual([0, 0.5, 1, 1]));

it("tells two answers apart that round to the same", () => {
  expect(pair("chance", 0.921, 0.924)).toEqual(["92.1%", "92.4%"]);
  expect(pair("chance", 0.9, 0.93)).toEqual(["90%", "93%"]);
});

it("writes a difference in points", () => expect(level("difference", -0.07)).toBe("−7.0 points"));
