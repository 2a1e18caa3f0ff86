import { expect, test } from "vitest";
import { packed, packedRings, unpacked, unpackedRings } from "../../src/map/packing";

test("lines are read as they were written", () => {
  const lines: [number, number][][] = [
    [
      [0, 0],
      [1, -1],
      [15, -16],
      [2879, 1439],
    ],
    [[-1024, 31]],
  ];
  expect(unpacked(packed(lines))).toEqual(lines);
});

test("a small step takes one sign", () => {
  expect(packed([[[1, -1]]])).toHaveLength(2);
});

test("shapes are read as they were written, with lines that run backwards", () => {
  const shapes: [string, number[][]][] = [
    ["004", [[0, 1, ~5], [7]]],
    ["840", [[~0], [12, 594]]],
  ];
  expect(unpackedRings(packedRings(shapes))).toEqual(shapes);
});
