import { describe, expect, it } from "vitest";
import { apart, around, linear, part, ticks } from "../../src/figures/scale";

describe("ticks", () => {
  it.each([
    [0, 1, 4, [0, 0.25, 0.5, 0.75, 1]],
    [0.9, 0.94, 4, [0.9, 0.91, 0.92, 0.93, 0.94]],
    [-3, 12, 5, [0, 5, 10]],
    [0.5, 0.5, 4, [0.5]],
  ])("from %d to %d in %d steps", (low, high, steps, wanted) => expect(ticks(low, high, steps)).toEqual(wanted));
});

describe("around", () => {
  it("moves outward to round numbers", () => expect(around([0.903, 0.934], 4, [0, 1])).toEqual([0.9, 0.94]));
  it("stays within its bounds", () => expect(around([0.02, 0.999], 4, [0, 1])).toEqual([0, 1]));
  it("makes room around a single value", () => {
    const [low, high] = around([0.5], 4, [0, 1]);
    expect(low).toBeLessThan(0.5);
    expect(high).toBeGreaterThan(0.5);
  });
});

describe("a scale", () => {
  it("holds what lies beyond at its end", () => expect([-1, 0, 5, 10, 11].map(linear(0, 10).at)).toEqual([0, 0, 0.5, 1, 1]));
  it("puts everything in the middle where it has no span", () => expect(linear(1, 1).at(1)).toBe(0.5));
  it("is written in percent", () => expect(part(1 / 3)).toBe("33.333%"));
});

describe("labels kept apart", () => {
  it("leaves alone what does not touch", () => expect(apart([10, 50, 90], 12, 100)).toEqual([10, 50, 90]));
  it("moves two by as much", () => expect(apart([50, 50], 10, 100)).toEqual([45, 55]));
  it("keeps their order and their gaps, and stays in the room", () => {
    const wanted = [98, 99, 97, 20, 0];
    const places = apart(wanted, 10, 100);
    const order = [4, 3, 2, 0, 1];
    expect(order.map((i) => places[i])).toEqual([0, 20, 80, 90, 100]);
  });
});
