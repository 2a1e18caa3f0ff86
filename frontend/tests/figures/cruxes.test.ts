import { describe, expect, it } from "vitest";
import { bars, pairOf, saidInWords } from "../../src/figures/cruxes";
import type { Cruxes, Page } from "../../src/model/page";

const crux = (name: string, value: number) => ({ name, is: "assumption" as const, value, error: 0.001, claim: "", held: {} });

const FOUND = {
  of: "do",
  views: [
    { view: "tense", answer: { value: 0.7, low: null, high: null, error: null } },
    { view: "calm", answer: { value: 0.1, low: null, high: null, error: null } },
  ],
  difference: { value: -0.6, error: 0.002 },
  cruxes: [crux("war.face_to_face", -0.5), crux("talks", -0.2), crux("drift", 0.105), crux("tiny", -0.004), crux("none", -0.001)],
  differing: 5,
  says: "",
  method: {},
} satisfies Cruxes;

const PAGE = { views: [{ name: "tense" }, { name: "calm" }] } as Page;

describe("a pair", () => {
  it("stands under the order of the views", () => expect(pairOf(PAGE, "tense", "calm")).toEqual({ key: "tense | calm", turned: false }));
  it("is turned round", () => expect(pairOf(PAGE, "calm", "tense")).toEqual({ key: "tense | calm", turned: true }));
  it("is none of a view with itself", () => expect(pairOf(PAGE, "calm", "calm")).toBeNull());
});

describe.each([false, true])("the bars, turned round: %s", (turned) => {
  const drawn = bars(FOUND, turned, 8);

  it("lead from the one answer to the other", () => {
    expect(drawn[0].from).toBe(turned ? 0.1 : 0.7);
    expect(drawn.at(-1)!.to).toBeCloseTo(turned ? 0.7 : 0.1, 12);
    for (let i = 1; i < drawn.length; i++) expect(drawn[i].from).toBe(drawn[i - 1].to);
  });

  it("tell what brings the answers apart from what brings them closer", () =>
    expect(drawn.map((b) => [b.name, b.apart])).toEqual([
      ["war.face_to_face", true],
      ["talks", true],
      ["drift", false],
      [null, true],
    ]));

  it("add up the small ones", () => expect(drawn.at(-1)).toMatchObject({ is: "others", count: 2, value: expect.closeTo(turned ? 0.005 : -0.005, 12) }));
});

it("adds up what is beyond the most", () => expect(bars(FOUND, false, 1).map((b) => b.count)).toEqual([1, 4]));

it("puts names in words, whole ones alone", () =>
  expect(saidInWords("Of 60 points 50 come from war.face_to_face and 20 from talks; talks_last stays.", ["war.face_to_face", "talks"], (n) => `“${n.length}”`)).toBe(
    "Of 60 points 50 come from “16” and 20 from “5”; talks_last stays.",
  ));
