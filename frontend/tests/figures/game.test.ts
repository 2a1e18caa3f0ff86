import { describe, expect, it } from "vitest";
import { alongBranch, matrixOf, mixInWords, profilesOf } from "../../src/figures/game";
import type { FacedView } from "../../src/model/page";

const e = (value: number) => ({ value, low: null, high: null, error: null });

/** A prisoners' dilemma; the first has two choices, of which the second one is fixed in what it does. */
const VIEW = {
  actors: [
    { actor: "north", choices: ["arms", "tone"], best_replies: [{ to: { south: "keep" }, best: "arm + soft" }, { to: { south: "arm" }, best: "arm + soft" }] },
    { actor: "south", choices: ["arms_too"], best_replies: [{ to: { north: "keep + soft" }, best: "arm" }, { to: { north: "arm + soft" }, best: "arm" }] },
  ],
  payoffs: ["keep", "arm"].flatMap((n) => ["keep", "arm"].map((s) => ({ strategies: { north: `${n} + soft`, south: s }, worth: { north: e(1), south: e(2) } }))),
  outcomes: [{ options: { arms: "arm", tone: "soft", arms_too: "arm" }, chance: e(0.9), answers: { do: e(0.5) } }],
} as unknown as FacedView;

describe("profiles", () => {
  const profiles = profilesOf(VIEW);

  it("know whose best reply they are", () => expect(profiles.map((p) => p.best)).toEqual([[], ["south"], ["north"], ["north", "south"]]));
  it("have the chance and the answer of their outcome", () => expect(profiles.map((p) => [p.chance?.value, p.answers.do?.value])).toEqual([[undefined, undefined], [undefined, undefined], [undefined, undefined], [0.9, 0.5]]));
  it("make a matrix of two actors", () => {
    const matrix = matrixOf(VIEW, profiles)!;
    expect(matrix.rows).toEqual({ actor: "north", strategies: ["keep + soft", "arm + soft"] });
    expect(matrix.cells.map((row) => row.map((p) => p.strategies["south"]))).toEqual([["keep", "arm"], ["keep", "arm"]]);
  });
  it("make none of three", () => expect(matrixOf({ ...VIEW, actors: [...VIEW.actors, VIEW.actors[0]] }, profiles)).toBeNull());
});

it("names a certain strategy without its chance", () => {
  const percent = (p: number) => `${p * 100}%`;
  expect(mixInWords({ arm: 1, keep: 0 }, percent, (s) => s)).toBe("arm");
  expect(mixInWords({ arm: 0.25, keep: 0.75 }, percent, (s) => s)).toBe("arm 25%, keep 75%");
});

it("reads a branch between its points, and holds its end", () => expect([0, 1, 3, 9].map((at) => alongBranch([0, 2, 4], [0.5, 0.7, 0.8], at))).toEqual([0.5, 0.6, 0.75, 0.8]));
