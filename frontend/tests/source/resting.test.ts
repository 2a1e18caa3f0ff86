import { expect, test } from "vitest";
import type { Page, Passage } from "../../src/model/page";
import { restingOn, restsOn } from "../../src/source/resting";
import { stubPage } from "../stub";

const passage = (...quoted_by: Passage["quoted_by"]): Passage => ({ begin: 0, end: 1, quoted_by });
const page: Page = stubPage();

test("what rests on a passage is named, and can be selected", () => {
  const [one] = restingOn(page, passage({ is: "cause", name: "dam_breaks.overtopped", modifier: null }));
  expect(one!.says).toContain("a cause of “");
  expect(one!.select).toEqual({ is: "cause", name: "dam_breaks.overtopped" });
});

test("what rests on it twice is named once", () => {
  const quoted = { is: "value" as const, name: "rain.heavy", modifier: null };
  expect(restingOn(page, passage(quoted, quoted))).toHaveLength(1);
});

test("a modifier stands with its cause", () => {
  const on = passage({ is: "modifier", name: "dam_breaks.overtopped", modifier: 0 });
  expect(restingOn(page, on)[0]!.says).toContain("changes the pace of a cause of");
  expect(restsOn({ is: "cause", name: "dam_breaks.overtopped" }, on)).toBe(true);
  expect(restsOn({ is: "event", name: "dam_breaks" }, on)).toBe(false);
});

test("a number rests on its passage as an assumption", () => {
  expect(restsOn({ is: "assumption", name: "upkeep" }, passage({ is: "value", name: "upkeep", modifier: null }))).toBe(true);
});
