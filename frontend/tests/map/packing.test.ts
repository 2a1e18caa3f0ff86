import { expect, test } from "vitest";
import { packed, unpacked } from "../../src/map/packing";

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
