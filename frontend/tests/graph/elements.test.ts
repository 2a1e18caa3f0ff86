import { expect, test } from "vitest";
import { inWords, joint, links } from "../../src/graph/elements";
import { argument } from "./arguments";

const { pieces } = argument("central-asia");

test("a name is put in words, with the names of states as they are written", () => {
  expect(inWords("us_advances_further.from_iran", pieces.actors)).toBe("from Iran");
  expect(inWords("government_installed.by_the_united_states", pieces.actors)).toBe("by the United States");
  expect(inWords("russia_and_iran", pieces.actors)).toBe("Russia and Iran");
  expect(inWords("domino", pieces.actors)).toBe("domino");
});

test("several triggers are joined by all, any, or so many of so many", () => {
  const of = (trigger: string[], needs: number): string => joint({ trigger, needs });
  expect([of([], 0), of(["a"], 1), of(["a", "b"], 2), of(["a", "b"], 1), of(["a", "b", "c"], 2)]).toEqual(["", "", "all", "any", "2 of 3"]);
});

test("what blocks gives way to what slows, and both to triggers", () => {
  const back = links(pieces).filter((l) => l.back);
  expect(back.every((l) => l.is === "modifier")).toBe(true);
  expect(back.find((l) => l.from === "event government_falls")).toMatchObject({ event: "russia_backs_iran" });
});

test("without its feedback, nothing leads back to where it came from", () => {
  const onward = links(argument("standoff").pieces).filter((l) => !l.back && l.is === "trigger");
  const reaches = (from: string, to: string): boolean => onward.some((l) => l.from === from && (`event ${l.event}` === to || reaches(`event ${l.event}`, to)));
  for (const { name } of argument("standoff").pieces.events) expect(reaches(`event ${name}`, `event ${name}`)).toBe(false);
});
