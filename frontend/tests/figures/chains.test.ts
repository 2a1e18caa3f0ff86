import { describe, expect, it } from "vitest";
import type { LiveAnswer } from "../../src/engine/answer";
import { liveChains, writtenChains } from "../../src/figures/chains";
import { mainPath, ordered } from "../../src/figures/timeline";
import type { Page } from "../../src/model/page";

const cause = (event: string, name: string, trigger: string[] = []) => ({ name: `${event}.${name}`, event, says: `${name}\n  happens.`, trigger, needs: trigger.length });

const PAGE = {
  question: { antecedent: { event: "rain" }, then: { event: "flood" } },
  events: ["rain", "dam_breaks", "flood", "drought"].map((name) => ({ name })),
  causes: [cause("rain", "heavy"), cause("dam_breaks", "overtopped", ["rain"]), cause("flood", "by_the_dam", ["dam_breaks"]), cause("flood", "both", ["rain", "dam_breaks"])],
  paths: null,
} as unknown as Page;

const LIVE = {
  chances: { do: { value: 0.4 } },
  events: { rain: { chance: { do: 1 } }, dam_breaks: { chance: { do: 0.5 } }, flood: { chance: { do: 0.4 } } },
  causes: { "dam_breaks.overtopped": 0.5, "flood.by_the_dam": 0.3, "flood.both": 0.1 },
  paths: [
    { share: 0.75, causes: ["dam_breaks.overtopped", "flood.by_the_dam"] },
    { share: 0.25, causes: ["dam_breaks.overtopped", "flood.both"] },
  ],
} as unknown as LiveAnswer;

describe("the chains that the engine finds", () => {
  const found = liveChains(PAGE, LIVE, "do")!;

  it("begin with what was made to happen", () => expect(found.chains.map((c) => c.begins)).toEqual(["rain", "rain"]));
  it("say how often a cause works once its event has happened", () => expect(found.chains[0].links.map((l) => l.chance)).toEqual([0.5, 0.6]));
  it("do not say it of a cause that waits for several", () => expect(found.chains[1].links[1].chance).toBeNull());
  it("mark the weakest link of the first", () => expect(found.weakest).toBe("dam_breaks.overtopped"));
  it("cover what they cover", () => expect(found.covered).toBe(1));
  it("say what a cause is in one line", () => expect(found.chains[0].links[0].says).toBe("overtopped happens."));
  it("are not there while a slider moves", () => expect(liveChains(PAGE, { ...LIVE, paths: null }, "do")).toBeNull());
});

it("are those of the page where it has them", () => {
  const path = { share: 1, error: 0.01, begins: null, median: null, links: [{ cause: "flood.both", says: null, event: "flood", event_says: "", chance: 0.2, error: 0, modified: [{ by: null, share: 1 }, { by: "upkeep", share: 0.7 }] }] };
  const page = { ...PAGE, paths: { views: [{ view: "mayor", reading: "do", chance: 0.4, error: 0, paths: [path], covered: 1, distinct: 1, weakest_link: null }] } } as unknown as Page;
  expect(writtenChains(page, "mayor")?.chains[0].links[0]).toMatchObject({ says: "", with: ["upkeep"] });
  expect(writtenChains(page, "engineer")).toBeNull();
  expect(mainPath(page, "mayor", LIVE)).toEqual(["flood.both"]);
});

it("put the outcome first, then what is on the way to it, then the rest", () =>
  expect(ordered(PAGE, mainPath(PAGE, "mayor", LIVE))).toEqual({ outcome: "flood", path: ["dam_breaks"], others: ["rain", "drought"] }));
