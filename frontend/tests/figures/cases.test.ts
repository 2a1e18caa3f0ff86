import { expect, it } from "vitest";
import { caseInWords, decades, rows, yearsInWords } from "../../src/figures/cases";
import type { BaseRate, Case, Page } from "../../src/model/page";

const CASES: Case[] = [
  { state: "Kuwait", year: 1989, outcome: "miss" },
  { state: "Kuwait", year: 1991, outcome: "hit", seen: [1992, 1993, 1994, 1996] },
  { state: "Iran", other: "Iraq", year: 1999, outcome: "unknown" },
];

it("stand in rows of decades, with their places in the whole", () =>
  expect(decades(CASES).map((d) => [d.decade, d.cases.map((c) => c.place)])).toEqual([
    ["1980s", [0]],
    ["1990s", [1, 2]],
  ]));

it("are said in words", () =>
  expect(CASES.map(caseInWords)).toEqual(["Kuwait 1989: it did not follow", "Kuwait 1991: it followed, seen 1992 to 1994, 1996", "Iran and Iraq 1999: unknown"]));

it("name years that follow each other as a span", () => expect(yearsInWords([1979, 1980, 1983])).toBe("1979 to 1980, 1983"));

it("draws history's intervals, what happened without it, and the author's number over the same years", () => {
  const rate = { name: "falls", k: 2, n: 50, countries: 36, interval: [0.01, 0.1], clustered: [0, 0.09], comparison: { k: 34, n: 1700, says: "" } } as unknown as BaseRate;
  const link = { assumption: "a", base_rate: "falls", author: { value: "", low: 0.95, median: 0.98, high: 0.99 }, years: 5 };
  const page = { answer: { history: [{ author: "commentary", links: [link, { ...link, base_rate: "others" }] }] } } as unknown as Page;
  expect(rows(page, rate).map((r) => [r.name, r.value, r.says])).toEqual([
    ["each case for itself", 0.04, "1.0 to 10%"],
    ["by country (36)", 0.04, "0 to 9.0%"],
    ["without it", 0.02, "2.0%, 34 of 1,700"],
    ["commentary", 0.98, "95 to 99% over 5 years"],
  ]);
});
