/** What the reader moves: one drag is one step to undo, a changed file takes nothing away, heavy parts say for which numbers they hold. */

import { beforeEach, describe, expect, it, vi } from "vitest";
import type { LiveAnswer } from "../../src/engine/answer";
import type { Linchpins } from "../../src/model/page";
import { Workbench } from "../../src/state/workbench.svelte";
import { stubPage } from "../stub";

const asked: { view: string; values: Record<string, number>; chosen: Record<string, string> }[] = [];
const engines: { onAnswer: (answer: LiveAnswer) => void }[] = [];

vi.mock("../../src/engine/client", () => ({
  Engine: class {
    onAnswer = (): void => {};
    onFailure = (): void => {};
    constructor() {
      engines.push(this);
    }
    ask(request: (typeof asked)[number]): void {
      asked.push(request);
    }
    update(): void {}
    stop(): void {}
  },
}));

beforeEach(() => {
  asked.length = 0;
  engines.length = 0;
});

const live = (view: string, values: Record<string, number>, chance: number): LiveAnswer => ({
  view,
  values,
  chosen: {},
  worlds: 20_000,
  draws: 8,
  took: 1,
  chances: { do: { value: chance, low: null, high: null, error: null } },
  difference: null,
  ratio: null,
  times: [0, 2.5, 5],
  events: { town_flooded: { chance: { do: chance }, median: 2, curve: { do: [0, chance / 2, chance] }, band: null } },
  causes: {},
  paths: null,
  settled: false,
  held: false,
});

const linchpins = (of: string): Linchpins => ({
  of,
  readings: ["do"],
  threshold: 0.5,
  views: ["engineer", "mayor"].map((view) => ({ view, answer: { value: 0, error: null }, at_medians: { value: 0, error: null }, variance: null, uncertain: 0, weighed: false, linchpins: [] })),
  method: { of },
});

describe("moving", () => {
  it("asks the engine for what stands there now", () => {
    const bench = new Workbench(stubPage());
    bench.set("rain.heavy", 0.4);
    expect(asked.at(-1)).toEqual({ view: "engineer", values: { "rain.heavy": 0.4 }, chosen: {} });
    expect([bench.present("rain.heavy"), bench.present("upkeep"), bench.changed]).toEqual([0.4, 0.458, true]);
  });

  it("undoes a drag at once, and each other move for itself", () => {
    const bench = new Workbench(stubPage());
    for (const value of [0.4, 0.5, 0.6]) bench.set("rain.heavy", value, "drag 1");
    bench.set("rain.heavy", 0.7, "drag 2");
    bench.set("upkeep", 0.2, "drag 2");
    expect(bench.undoable).toBe(3);
    bench.undo();
    expect(bench.values).toEqual({ "rain.heavy": 0.7 });
    bench.undo();
    expect(bench.values).toEqual({ "rain.heavy": 0.6 });
    bench.undo();
    expect([bench.values, bench.undoable, bench.redoable]).toEqual([{}, 0, 3]);
    bench.undo();
    expect(bench.redoable).toBe(3);
  });

  it("redoes what was undone, until something else is moved", () => {
    const bench = new Workbench(stubPage());
    bench.set("rain.heavy", 0.4);
    bench.undo();
    bench.redo();
    expect(bench.values).toEqual({ "rain.heavy": 0.4 });
    bench.undo();
    bench.set("upkeep", 1);
    expect(bench.redoable).toBe(0);
  });

  it("begins a new step after an undo, even within one gesture", () => {
    const bench = new Workbench(stubPage());
    bench.set("rain.heavy", 0.4, "drag 1");
    bench.undo();
    bench.set("rain.heavy", 0.5, "drag 1");
    expect(bench.undoable).toBe(1);
  });

  it("keeps moves by view, and undo comes back to the view in which it happened", () => {
    const bench = new Workbench(stubPage());
    bench.set("rain.heavy", 0.4);
    bench.show("mayor");
    expect([bench.values, bench.hasMoved("engineer"), bench.hasMoved("mayor")]).toEqual([{}, true, false]);
    bench.undo();
    expect([bench.view, bench.values]).toEqual(["engineer", {}]);
  });

  it("resets one number, or all with the choices, and nothing where nothing is moved", () => {
    const bench = new Workbench(stubPage());
    bench.reset();
    bench.reset("upkeep");
    expect(bench.undoable).toBe(0);
    bench.set("rain.heavy", 0.4);
    bench.set("upkeep", 1);
    bench.choose("council", "wait");
    bench.reset("upkeep");
    expect([bench.values, bench.chosen]).toEqual([{ "rain.heavy": 0.4 }, { council: "wait" }]);
    bench.reset();
    expect(bench.changed).toBe(false);
    bench.undo();
    expect(bench.chosen).toEqual({ council: "wait" });
  });

  it("takes up another view's number over its own time, as short as it would be written", () => {
    const page = stubPage();
    page.programs = { ...page.programs, mayor: { ...page.programs["mayor"]!, span: [5, 2, 0] } };
    const bench = new Workbench(page);
    bench.adopt("rain.heavy", "mayor");
    expect(bench.values["rain.heavy"]).toBe(0.062);
    bench.adopt("upkeep", "mayor");
    expect(bench.values["upkeep"]).toBe(0.1);
  });
});

describe("a page in the place of another", () => {
  it("keeps what was moved where it is still there", () => {
    const bench = new Workbench(stubPage());
    bench.set("rain.heavy", 0.4);
    bench.set("upkeep", 1);
    bench.choose("council", "wait");
    const page = stubPage({ choices: [] });
    bench.replace({ ...page, assumptions: page.assumptions.filter((a) => a.name !== "upkeep") });
    expect([bench.values, bench.chosen]).toEqual([{ "rain.heavy": 0.4 }, {}]);
    bench.undo();
    expect(bench.values).toEqual({ "rain.heavy": 0.4 });
    expect(asked.at(-1)?.chosen).toEqual({});
  });

  it("shows another view where its own is gone", () => {
    const bench = new Workbench(stubPage());
    bench.set("rain.heavy", 0.4);
    const page = stubPage();
    bench.replace({ ...page, views: page.views.slice(1) });
    expect([bench.view, bench.moved]).toEqual(["mayor", {}]);
  });

  it("shows a saved view once the page has it, and takes back what was moved for it", () => {
    const bench = new Workbench(stubPage());
    bench.set("rain.heavy", 0.4);
    bench.await("mine", "engineer");
    expect(bench.view).toBe("engineer");
    const page = stubPage();
    bench.replace({ ...page, views: [...page.views, { ...page.views[0]!, name: "mine" }] });
    expect([bench.view, bench.hasMoved("engineer")]).toEqual(["mine", false]);
    bench.undo();
    expect([bench.view, bench.values]).toEqual(["engineer", { "rain.heavy": 0.4 }]);
  });

  it("begins with what was remembered, without what is no longer there", () => {
    const bench = new Workbench(stubPage(), {
      engineer: { values: { "rain.heavy": 0.4, gone: 1, upkeep: NaN }, chosen: { council: "gone" } },
      gone: { values: { "rain.heavy": 0.4 }, chosen: {} },
    });
    expect(bench.moved).toEqual({ engineer: { values: { "rain.heavy": 0.4 }, chosen: {} } });
  });
});

describe("the engine's answer", () => {
  it("says of a view as written what was computed from more worlds, and of moved numbers what the engine says", () => {
    const bench = new Workbench(stubPage());
    expect(bench.live).toBeNull();
    engines[0]!.onAnswer(live("engineer", {}, 0.52));
    expect(bench.live?.chances.do?.value).toBe(0.5);
    expect(bench.live?.events["town_flooded"]?.chance.do).toBe(0.5);
    bench.set("rain.heavy", 0.4);
    engines[0]!.onAnswer(live("engineer", { "rain.heavy": 0.4 }, 0.45));
    expect(bench.live?.chances.do?.value).toBe(0.45);
  });

  it("is that of the view shown", () => {
    const bench = new Workbench(stubPage({ answer: null }));
    bench.show("mayor");
    engines[0]!.onAnswer(live("engineer", {}, 0.52));
    expect(bench.live).toBeNull();
    bench.show("engineer");
    expect(bench.live?.chances.do?.value).toBe(0.52);
  });
});

describe("heavy parts", () => {
  const moved = { values: { "rain.heavy": 0.4 }, chosen: {} };

  it("hold for the view as written, and are stale once something is moved", () => {
    const bench = new Workbench(stubPage({ linchpins: linchpins("chance") }));
    expect(bench.explained.stale("linchpins")).toBe(false);
    bench.set("rain.heavy", 0.4);
    expect([bench.explained.stale("linchpins"), bench.explained.asWritten("linchpins")]).toEqual([true, true]);
    bench.undo();
    expect(bench.explained.stale("linchpins")).toBe(false);
    expect(bench.explained.stale("answer")).toBe(false);
  });

  it("are shown for the reader's numbers where they were computed for them, and come back as written", () => {
    const bench = new Workbench(stubPage({ linchpins: linchpins("chance") }));
    const written = bench.page.linchpins!.views[0];
    bench.set("rain.heavy", 0.4);
    const mine = linchpins("mine");
    bench.explained.arrived("linchpins", mine, undefined, { view: "engineer", moved });
    expect([bench.page.linchpins!.views[0], bench.explained.stale("linchpins"), bench.explained.forMine("linchpins")]).toEqual([mine.views[0], false, true]);
    expect(bench.page.linchpins!.of).toBe("chance");
    bench.set("rain.heavy", 0.5);
    expect([bench.explained.stale("linchpins"), bench.explained.asWritten("linchpins")]).toEqual([true, false]);
    bench.reset();
    expect(bench.page.linchpins!.views[0]).toBe(written);
    bench.set("rain.heavy", 0.4);
    expect(bench.page.linchpins!.views[0]).toBe(mine.views[0]);
  });

  it("leave the other views alone", () => {
    const bench = new Workbench(stubPage({ linchpins: linchpins("chance") }));
    const other = bench.page.linchpins!.views[1];
    bench.set("rain.heavy", 0.4);
    bench.explained.arrived("linchpins", linchpins("mine"), undefined, { view: "engineer", moved });
    bench.show("mayor");
    expect([bench.page.linchpins!.views[1], bench.explained.stale("linchpins")]).toEqual([other, false]);
  });

  it("say how far they are, and that cruxes concern both views", () => {
    const bench = new Workbench(stubPage());
    bench.explained.progress("cruxes engineer | mayor", { state: "computing", done: 0.5, message: "" });
    expect(bench.explained.of("cruxes", "engineer | mayor")?.done).toBe(0.5);
    bench.show("mayor");
    bench.set("rain.heavy", 0.4);
    expect([bench.explained.stale("cruxes", "engineer | mayor"), bench.explained.stale("cruxes", "engineer | history")]).toEqual([true, false]);
  });
});

describe("views that nothing has been computed for", () => {
  it("are answered one after the other, and that which is shown at last", () => {
    new Workbench(stubPage({ answer: null }));
    const tell = engines[0]!.onAnswer;
    for (let i = 0; i < 8 && asked.length > i; i++) tell(live(asked[i]!.view, {}, 0.5));
    expect(asked.map((a) => a.view)).toEqual(["engineer", "mayor", "history", "engineer"]);
  });

  it("are left alone where the answer is there", () => {
    new Workbench(stubPage());
    engines[0]!.onAnswer(live("engineer", {}, 0.5));
    expect(asked.map((a) => a.view)).toEqual(["engineer"]);
  });
});
