/** Where a slider stands, and where its keys take it. */

import { describe, expect, it } from "vitest";
import { placeOf, stepped, ticks, type Track, valueAt } from "../../src/parts/sliding";

const CHANCE: Track = { low: 0, high: 1, scale: "logit", even: [0.001, 0.999] };
const EVEN: Track = { low: 0, high: 1, scale: "linear", even: [0, 1] };
const RATIO: Track = { low: 0.1, high: 10, scale: "log", even: [0.1, 10] };
const WEIGHT: Track = { low: -20, high: 20, scale: "linear", even: [-20, 20] };

describe("a track", () => {
  it("has the middle of its scale in the middle", () => {
    expect(placeOf(CHANCE, 0.5)).toBeCloseTo(0.5, 12);
    expect(placeOf(RATIO, 1)).toBeCloseTo(0.5, 12);
    expect(placeOf(WEIGHT, 0)).toBe(0.5);
  });

  it("begins and ends with its ends, and puts what lies beyond on them", () => {
    for (const track of [CHANCE, EVEN, RATIO, WEIGHT]) {
      expect([placeOf(track, track.low), placeOf(track, track.high)]).toEqual([0, 1]);
      expect([placeOf(track, track.low - 5), placeOf(track, track.high + 5)]).toEqual([0, 1]);
    }
    expect([valueAt("chance", CHANCE, 0), valueAt("chance", CHANCE, 1)]).toEqual([0, 1]);
  });

  it("rises with the value, and comes back to it within a step", () => {
    for (const [kind, track] of [["chance", CHANCE], ["chance", EVEN], ["ratio", RATIO], ["weight", WEIGHT]] as const) {
      let before = -1;
      for (let i = 1; i < 200; i++) {
        const value = valueAt(kind, track, i / 200);
        const place = placeOf(track, value);
        expect(place).toBeGreaterThanOrEqual(before);
        expect(Math.abs(place - i / 200)).toBeLessThan(0.03);
        before = place;
      }
    }
  });

  it("has marks on round numbers that lie on it", () => {
    expect(ticks(CHANCE)).toContain(0.5);
    for (const track of [CHANCE, EVEN, RATIO, WEIGHT]) for (const tick of ticks(track)) expect(tick >= track.low && tick <= track.high).toBe(true);
  });
});

describe("keys", () => {
  it("go in steps that can be written short", () => {
    expect(stepped("chance", EVEN, 0.31142, 1)).toBe(0.32);
    expect(stepped("chance", EVEN, 0.31142, -1)).toBe(0.31);
    expect(stepped("chance", EVEN, 0.31, 10)).toBe(0.41);
    expect(stepped("chance", CHANCE, 0.05, -1)).toBe(0.049);
    expect(stepped("ratio", RATIO, 1, 1)).toBe(1.1);
    expect(stepped("ratio", RATIO, 1, -1)).toBe(0.99);
    expect(stepped("weight", WEIGHT, 0, -1)).toBe(-0.1);
  });

  it("lead from one end to the other and back, each step to another number", () => {
    for (const [kind, track] of [["chance", CHANCE], ["chance", EVEN], ["ratio", RATIO], ["weight", WEIGHT]] as const) {
      let [up, down, count] = [track.low, track.high, 0];
      while (up < track.high && count++ < 5000) {
        const next = stepped(kind, track, up, 1);
        expect(next).toBeGreaterThan(up);
        up = next;
      }
      while (down > track.low && count++ < 10_000) {
        const next = stepped(kind, track, down, -1);
        expect(next).toBeLessThan(down);
        down = next;
      }
      expect([up, down]).toEqual([track.high, track.low]);
    }
  });
});
