import { expect, test } from "vitest";
import { drawTogether, straighten, type Item } from "../../src/graph/columns";

const item = (x: number, width = 10): Item => ({ x, width });
const APART = 4;
const apart = (): number => APART;

test("linked things stand above each other where there is room", () => {
  const [a, b] = [item(0), item(100)];
  drawTogether([[a], [b]], [{ a, aOffset: 0, b, bOffset: 0, weight: 1 }], apart);
  expect(a.x).toBeCloseTo(b.x, 3);
});

test("an offset says which part of a thing is linked", () => {
  const [a, b] = [item(0), item(0)];
  drawTogether([[a], [b]], [{ a, aOffset: 3, b, bOffset: -2, weight: 1 }], apart);
  expect(a.x + 3).toBeCloseTo(b.x - 2, 3);
});

test("neighbours keep their order and their distance", () => {
  const row = [item(0), item(0, 30), item(0), item(50)];
  const above = item(7);
  drawTogether([[above], row], row.map((b) => ({ a: above, aOffset: 0, b, bOffset: 0, weight: 1 })), apart);
  row.slice(1).forEach((right, i) => {
    const left = row[i]!;
    expect(right.x - left.x).toBeGreaterThanOrEqual((left.width + right.width) / 2 + APART - 1e-9);
  });
});

test("a line that passes several rows is made straight", () => {
  const chain = [item(0, 0), item(20, 0), item(5, 0)];
  const rows = chain.map((place) => [item(-60), place, item(60)]);
  straighten(rows, [chain], apart);
  expect(new Set(chain.map((place) => place.x)).size).toBe(1);
});

test("a line bends where something stands in its way", () => {
  const chain = [item(0, 0), item(40, 0)];
  straighten([[chain[0]!, item(10)], [item(20), chain[1]!]], [chain], apart);
  expect(chain[0]!.x).toBeLessThanOrEqual(10 - 5 - APART);
  expect(chain[1]!.x).toBeGreaterThanOrEqual(20 + 5 + APART);
});
