import { expect, test } from "vitest";
import { inRows, type Edge } from "../../src/graph/rows";
import { numbers } from "./arguments";

const edge = (from: string, to: string, weight = 1): Edge => ({ from, to, weight });
const rowOf = (rows: string[][], id: string): number => rows.findIndex((row) => row.includes(id));

test("a chain stands one below the other", () => {
  expect(inRows(["c", "b", "a"], [edge("a", "b"), edge("b", "c")]).rows).toEqual([["a"], ["b"], ["c"]]);
});

test("a line that passes a row has a place in it", () => {
  const { rows, passes } = inRows(["a", "b", "c"], [edge("a", "b"), edge("b", "c"), edge("a", "c")]);
  expect(passes).toEqual([[], [], ["pass 2 1"]]);
  expect([...rows[1]!].sort()).toEqual(["b", "pass 2 1"]);
});

test("what has only lines that leave stands just above where they lead", () => {
  const { rows } = inRows(["a", "b", "c", "late"], [edge("a", "b"), edge("b", "c"), edge("late", "c")]);
  expect(rowOf(rows, "late")).toBe(1);
});

test("two lines that cross are untangled", () => {
  const { rows } = inRows(["a", "b", "x", "y"], [edge("a", "y"), edge("b", "x")]);
  const [first, second] = rows as [string[], string[]];
  expect(first.indexOf("a") < first.indexOf("b")).toBe(second.indexOf("y") < second.indexOf("x"));
});

test("every line leads down, whatever the argument", () => {
  for (let seed = 0; seed < 50; seed += 1) {
    const next = numbers(seed);
    const nodes = Array.from({ length: 12 }, (_, i) => `n${i}`);
    const edges = nodes.flatMap((from, i) => nodes.slice(i + 1).flatMap((to) => (next() < 0.25 ? [edge(from, to, 1 + Math.floor(next() * 6))] : [])));
    const { rows, passes } = inRows(nodes, edges);
    edges.forEach(({ from, to }, i) => expect(rowOf(rows, to) - rowOf(rows, from)).toBe(passes[i]!.length + 1));
    expect(rows.flat().filter((id) => id.startsWith("n"))).toHaveLength(nodes.length);
    expect(rows.every((row) => row.length > 0)).toBe(true);
  }
});
