import { expect, test } from "vitest";
import { SHADES, shadeOf } from "../../src/map/shades";
import { colouringsOf, eventsOnMap, statesOf, tiesOf, type Tie } from "../../src/map/states";
import type { Page } from "../../src/model/page";

const page = {
  actors: [
    { name: "a", title: "Arcadia", kind: "state", states: ["AAA"] },
    { name: "region", title: "The Region", kind: "region", states: ["AAA", "BBB"] },
  ],
  events: [{ name: "first" }, { name: "second" }, { name: "elsewhere" }],
  map: { numeric: { AAA: "001" }, names: { BBB: "Bohemia" }, ties: [], concerns: { AAA: ["second", "first"], BBB: [] }, sources: [] },
} as unknown as Page;

test("each state is there once, with its actors, name and code", () => {
  expect(statesOf(page, "")).toEqual([
    { iso3: "AAA", code: "001", name: "Arcadia", actors: ["Arcadia", "The Region"], event: "second" },
    { iso3: "BBB", code: undefined, name: "Bohemia", actors: ["The Region"], event: "" },
  ]);
});

test("an event that is picked colours whom it concerns", () => {
  expect(statesOf(page, "first").map((s) => s.event)).toEqual(["first", ""]);
  expect(eventsOnMap(page)).toEqual(["first", "second"]);
});

test("ties of one kind are said together", () => {
  const ties: Tie[] = ["BBB", "CCC"].map((to) => ({ is: "alliance", from: "AAA", to, on: "2018" }));
  expect(tiesOf("AAA", ties, (s) => s)).toEqual(["alliance with BBB and CCC (2018)"]);
});

test("ties are said from either side", () => {
  const ties: Tie[] = [
    { is: "border", from: "AAA", to: "BBB", on: "2016" },
    { is: "bases", from: "AAA", to: "BBB", on: "" },
  ];
  expect(tiesOf("AAA", ties, (s) => s)).toEqual(["border with BBB (2016)", "bases in BBB"]);
  expect(tiesOf("BBB", ties, (s) => s)).toEqual(["border with AAA (2016)", "bases of AAA"]);
});

test("colours follow the words of likelihood, on a boundary the less extreme", () => {
  expect(shadeOf(0.91).says).toBe("very likely (80–95%)");
  expect(shadeOf(0.8).says).toBe("likely (55–80%)");
  expect(shadeOf(0).says).toBe("below 1%");
  expect(shadeOf(1).says).toBe("above 99%");
  expect(new Set(SHADES.map((s) => s.colour)).size).toBe(SHADES.length);
});

test("each event that colours states has a letter, the outcome the first", () => {
  const states = ["second", "first", "", "second"].map((event, i) => ({ iso3: `S${i}`, code: undefined, name: "", actors: [], event }));
  const found = colouringsOf(states, "first").map(({ letter, event, states }) => [letter, event, states.map((s) => s.iso3).join()]);
  expect(found).toEqual([
    ["A", "first", "S1"],
    ["B", "second", "S0,S3"],
  ]);
  expect(colouringsOf(states, "elsewhere").map((c) => c.event)).toEqual(["second", "first"]);
});
