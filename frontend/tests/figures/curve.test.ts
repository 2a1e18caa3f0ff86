import { describe, expect, it } from "vitest";
import { band, line, valueAt } from "../../src/figures/curve";

const POINTS = { times: [0, 5, 10], values: [0, 0.5, 0.6] };

describe("a curve", () => {
  it("runs from the left edge to the right, chances upward", () => expect(line(POINTS, 10)).toBe("M0.0 100.00L500.0 50.00L1000.0 40.00"));
  it("has a closed band", () => expect(band([0, 10], [0, 0.2], [0, 0.4], 10)).toBe("M0.0 100.00L1000.0 60.00L1000.0 80.00L0.0 100.00Z"));
  it("is nothing without points", () => expect(line({ times: [], values: [] }, 10) + band([], [], [], 10)).toBe(""));
  it.each([
    [-1, 0],
    [2.5, 0.25],
    [5, 0.5],
    [7.5, 0.55],
    [11, 0.6],
  ])("says at %d years %d", (time, value) => expect(valueAt(POINTS, time)).toBeCloseTo(value, 12));
});
