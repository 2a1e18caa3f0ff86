/** What is said of every view, what a view is written as, and which numbers stand together. */

import { describe, expect, it, vi } from "vitest";
import type { Page } from "../../src/model/page";
import { answersOf, summary } from "../../src/parts/answers";
import { belongsTo, grouped, matches, restedOn } from "../../src/parts/assumptions";
import { viewColour, viewShape } from "../../src/parts/views";
import { isTaken, nameTrouble, viewText } from "../../src/parts/writing";
import { asStatedBy, chanceBy } from "../../src/state/timing";
import { Workbench } from "../../src/state/workbench.svelte";
import { stubPage } from "../stub";

vi.mock("../../src/engine/client", () => ({
  Engine: class {
    ask(): void {}
    stop(): void {}
  },
}));

describe("the answer", () => {
  it("has a row for every view, with what the condition makes of it", () => {
    const rows = answersOf(new Workbench(stubPage()));
    expect(rows.map((r) => [r.view, r.mine, r.chances.map((c) => c.reading)])).toEqual([
      ["engineer", false, ["do", "do not"]],
      ["mayor", false, ["do", "do not"]],
      ["history", false, ["do", "do not"]],
    ]);
  });

  it("has one reading, and no difference, without a condition", () => {
    const page = stubPage();
    const bench = new Workbench(stubPage({ question: { ...page.question, antecedent: null } }));
    expect(answersOf(bench)[0]!.chances.map((c) => c.reading)).toEqual(["left alone"]);
  });

  it("shows what was written beside what was moved", () => {
    const bench = new Workbench(stubPage());
    const written = bench.computed()!.chances.do;
    bench.set("rain.heavy", 0.4);
    const row = answersOf(bench)[0]!;
    expect([row.mine, row.chances[0]!.was]).toEqual([true, written]);
  });

  it("is empty before anything is known", () => {
    const bench = new Workbench(stubPage({ answer: null }));
    expect([answersOf(bench), summary(bench)]).toEqual([[], ""]);
  });

  it("is said with the range of every word", () => {
    expect(summary(new Workbench(stubPage()))).toBe(
      "engineer. made to happen: 50%, roughly even chance (45–55%), 90% interval 40 to 60%; prevented: 10%, very unlikely (5–20%), 90% interval 5.0 to 15%; difference +40 points.",
    );
  });
});

describe("numbers", () => {
  it("belong to the event of their first cause", () => {
    const bench = new Workbench(stubPage());
    expect(grouped(bench, bench.page.assumptions).map((g) => [g.title, g.assumptions.map((a) => a.name)])).toEqual([
      ["It rains for weeks", ["rain.heavy"]],
      ["The dam breaks", ["dam_breaks.overtopped", "upkeep"]],
    ]);
    expect(belongsTo(bench, { ...bench.page.assumptions[0]!, used_by: ["town.flood"], kind: "weight" })).toBe("town");
  });

  it("are found by the words of their name, what they say, and their event", () => {
    const bench = new Workbench(stubPage());
    const found = (search: string): string[] => bench.page.assumptions.filter((a) => matches(bench, a, search)).map((a) => a.name);
    expect(found("REPAIRED")).toEqual(["upkeep"]);
    expect(found("dam breaks")).toEqual(["dam_breaks.overtopped", "upkeep"]);
    expect(found("no such words")).toEqual([]);
  });

  it("are those of the program where no answer tells", () => {
    expect(restedOn(new Workbench(stubPage({ answer: null })))).toEqual(new Set(["rain.heavy", "dam_breaks.overtopped", "upkeep"]));
  });

  it("are held over another time as the model reads it", () => {
    expect(chanceBy(0.4, { clock: 0, opens: 1, span: 4 }, 3)).toBeCloseTo(0.2, 12);
    expect(chanceBy(0.4, { clock: 0, opens: 0, span: 4 }, 8)).toBe(0.4);
    expect(chanceBy(0.5, { clock: 1, opens: 0, span: 10 }, 20)).toBeCloseTo(0.75, 12);
    expect(chanceBy(0.4, { clock: 2, opens: 0, span: 0 }, 3)).toBe(0.4);
    expect(asStatedBy(stubPage(), "upkeep", 0.3, "mayor", "engineer")).toBe(0.3);
  });
});

describe("a view as text", () => {
  it("holds what was moved with the timing of the view, and borrows the rest", () => {
    const bench = new Workbench(stubPage());
    bench.set("rain.heavy", 0.125);
    bench.set("upkeep", 1.5);
    bench.choose("council", "wait");
    expect(viewText(bench, "mine", 'My "own":\nreading.')).toBe(
      [
        "  mine:",
        '    about: "My \\"own\\": reading."',
        "    else: engineer",
        "    rain.heavy: 12.5% within 1 year",
        "    upkeep: 1.5",
        "    council: wait",
        "",
      ].join("\n"),
    );
  });

  it("has a name that a file can hold and that is free", () => {
    expect([nameTrouble("mine_2"), nameTrouble("") !== "", nameTrouble("My view") !== "", nameTrouble("2nd") !== ""]).toEqual(["", true, true, true]);
    expect(["Zweite-Sicht", "мнение", "a".repeat(80)].map(nameTrouble)).toEqual(["", "", ""]);
    expect(["a".repeat(81), "else", "a.b"].map((name) => nameTrouble(name) !== "")).toEqual([true, true, true]);
    const bench = new Workbench(stubPage());
    expect([isTaken(bench, "mayor"), isTaken(bench, "mine")]).toEqual([true, false]);
  });
});

describe("marks of views", () => {
  it("differ in colour or shape, however many views there are", () => {
    const views = Array.from({ length: 30 }, (_, i) => ({ name: `v${i}` }));
    const page = { views } as unknown as Page;
    expect(new Set(views.map(({ name }) => `${viewColour(page, name)} ${viewShape(page, name)}`)).size).toBe(30);
  });
});
