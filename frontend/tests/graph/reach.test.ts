import { describe, expect, test } from "vitest";
import { Reach } from "../../src/graph/reach";
import { laidOut } from "../../src/graph/layout";
import { inOrder, step } from "../../src/graph/walk";
import type { Page } from "../../src/model/page";
import { argument, NAMES, random } from "./arguments";

const { pieces, wanted } = argument("central-asia");
const question = (event: string | null, then: string, reading: "do" | "given" = "do"): Page["question"] =>
  ({ antecedent: event === null ? null : { event, reading }, then: { event: then } }) as unknown as Page["question"];

describe("what matters to the question", () => {
  const reach = new Reach(pieces);

  test("what would have brought about an event that is made to happen plays no part", () => {
    const found = reach.matters(question("government_falls", "russia_loses_central_asia"));
    expect(found.has("event us_bases_in_iran")).toBe(true);
    expect(found.has("event government_falls")).toBe(true);
    expect(found.has("cause government_falls.by_force")).toBe(false);
    expect(found.has("event china_backs_iran")).toBe(false);
  });

  test("it does where the event is known to have happened", () => {
    const found = reach.matters(question("government_falls", "russia_loses_central_asia", "given"));
    expect(found.has("cause government_falls.by_force")).toBe(true);
    expect(found.has("choice usa_and_iran")).toBe(true);
  });

  test("what only follows from the outcome plays none", () => {
    expect(reach.matters(question(null, "russia_loses_central_asia")).has("event us_pressure_on_china")).toBe(false);
  });

  test("a cycle has an end", () => {
    const standoff = new Reach(argument("standoff").pieces);
    expect(standoff.upstream("event war").has("event north_mobilises")).toBe(true);
    expect(standoff.downstream("event north_mobilises").has("cause north_mobilises.in_answer")).toBe(true);
  });
});

describe("walking with the arrow keys", () => {
  const picture = laidOut(pieces, wanted);

  test("down leads to the busiest cause, and from it to the event", () => {
    const shares = { "us_bases_in_iran.invited": 0.9, "war_ends.with_the_government": 0.4 };
    const cause = step(picture, "event government_falls", "ArrowDown", shares);
    expect(cause).toBe("cause us_bases_in_iran.invited");
    expect(step(picture, cause, "ArrowDown")).toBe("event us_bases_in_iran");
    expect(step(picture, cause, "ArrowUp")).toBe("event government_falls");
  });

  test("a choice leads to what it changes", () => {
    expect(step(picture, "choice russia_and_iran", "ArrowDown")).toBe("cause russia_backs_iran.to_keep_the_government");
  });

  test("sideways leads to what stands beside, and stays at the end", () => {
    const row = picture.blocks.find((b) => b.event === "war_ends")!;
    const left = step(picture, row.id, "ArrowLeft");
    expect(step(picture, left, "ArrowRight")).toBe(row.id);
  });

  test.each([...NAMES.map((name) => argument(name).pieces), ...Array.from({ length: 10 }, (_, i) => random(i))])("every key leads to something that is there", (some) => {
    const drawn = laidOut(some, { antecedent: null, outcome: "" });
    const all = inOrder(drawn);
    expect(new Set(all).size).toBe(some.events.length + some.causes.length + some.choices.length);
    for (const id of all) for (const key of ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End"] as const) expect(all).toContain(step(drawn, id, key));
  });
});
