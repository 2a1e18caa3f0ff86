import { describe, expect, test } from "vitest";
import { drawn, frameOf } from "../../src/map/frame";
import { allOutlines, between, outlineOf } from "../../src/map/outlines";

const [IRAN, RUSSIA, KAZAKHSTAN, USA, FRANCE, ITALY, CHINA] = ["364", "643", "398", "840", "250", "380", "156"];
const outlines = (...codes: string[]) => codes.map((code) => outlineOf(code)!);
const [WIDE, HIGH] = [900, 540];

describe("outlines", () => {
  test("all states are there but Antarctica and those without a code", () => {
    const ids = allOutlines().map((o) => o.id);
    expect(ids).toHaveLength(new Set(ids).size);
    expect(ids.length).toBeGreaterThan(170);
    expect(ids).not.toContain("010");
  });

  test("rings are closed and lie on the globe", () => {
    for (const { rings } of allOutlines()) {
      for (const ring of rings) {
        expect(ring.length).toBeGreaterThan(3);
        expect(ring[0]).toEqual(ring[ring.length - 1]);
        for (const [x, y] of ring) expect(Math.abs(x) <= 180 && Math.abs(y) <= 90).toBe(true);
      }
    }
  });

  test("neighbours have a line between them, and others none", () => {
    expect(between(RUSSIA!, KAZAKHSTAN!).flat().length).toBeGreaterThan(10);
    expect(between(IRAN!, USA!)).toEqual([]);
  });

  test("a state that is too small has no outline", () => {
    expect(outlineOf("702")).toBeUndefined();
    expect(outlineOf(undefined)).toBeUndefined();
  });
});

describe("the frame", () => {
  test("it holds the states that lie near one another, and lists the one beyond", () => {
    const { beyond, places } = frameOf(outlines(IRAN!, RUSSIA!, KAZAKHSTAN!, CHINA!, USA!), WIDE, HIGH);
    expect(beyond).toEqual([USA]);
    for (const code of [IRAN!, RUSSIA!, KAZAKHSTAN!, CHINA!]) {
      const [x, y] = places.get(code)!;
      expect(x > 0 && x < WIDE && y > 0 && y < HIGH).toBe(true);
    }
  });

  test("north is up and east is right", () => {
    const { places } = frameOf(outlines(FRANCE!, ITALY!), WIDE, HIGH);
    const [france, italy] = [places.get(FRANCE!)!, places.get(ITALY!)!];
    expect(italy[0]).toBeGreaterThan(france[0]);
    expect(italy[1]).toBeGreaterThan(france[1]);
  });

  test("overseas parts do not move a state's middle", () => {
    const frame = frameOf(outlines(FRANCE!), WIDE, HIGH);
    const [x, y] = frame.project([2.5, 46.5]);
    expect(Math.abs(x - WIDE / 2)).toBeLessThan(0.15 * WIDE);
    expect(Math.abs(y - HIGH / 2)).toBeLessThan(0.15 * HIGH);
  });

  test("areas keep their proportion", () => {
    const { project } = frameOf(outlines(KAZAKHSTAN!), WIDE, HIGH);
    const area = (y: number): number => {
      const [a, b, c] = [project([66, y]), project([66.1, y]), project([66, y + 0.1])];
      return Math.abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / Math.cos(((y + 0.05) * Math.PI) / 180);
    };
    expect(area(10) / area(60)).toBeCloseTo(1, 2);
  });

  test("what lies outside is not drawn", () => {
    const frame = frameOf(outlines(IRAN!), WIDE, HIGH);
    expect(drawn(outlineOf(USA)!.rings, frame, true)).toBe("");
    expect(drawn(outlineOf(IRAN)!.rings, frame, true)).toMatch(/^M[-\d.,ML]+Z/);
  });

  test("without states there is a frame, too", () => {
    expect(frameOf([], WIDE, HIGH).beyond).toEqual([]);
  });
});
