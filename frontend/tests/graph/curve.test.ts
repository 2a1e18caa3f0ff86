import { expect, test } from "vitest";
import { head, path } from "../../src/graph/curve";

test("an upright line is straight", () => {
  expect(path([{ x: 5, y: 0 }, { x: 5, y: 40 }])).toBe("M5,0L5,40");
});

test("a line to the side leaves and arrives upright", () => {
  expect(path([{ x: 0, y: 0 }, { x: 20, y: 40 }])).toBe("M0,0C0,20 20,20 20,40");
});

test("a corner is rounded", () => {
  expect(path([{ x: 0, y: 0 }, { x: 0, y: 40 }, { x: 40, y: 40 }])).toBe("M0,0L0,33Q0,40 7,40L40,40");
});

test("no points, no path", () => {
  expect(path([])).toBe("");
});

test("an arrowhead has its tip where the line ends, and is wider for a thicker line", () => {
  const corners = head({ x: 0, y: 0 }, { x: 0, y: 30 }, 2).split(" ").map((p) => p.split(",").map(Number));
  expect(corners[0]).toEqual([0, 30]);
  expect(corners[1]![1]).toBe(22);
  const wide = head({ x: 0, y: 0 }, { x: 0, y: 30 }, 9).split(" ").map((p) => p.split(",").map(Number));
  expect(Math.abs(wide[1]![0]!)).toBeGreaterThan(Math.abs(corners[1]![0]!));
});
