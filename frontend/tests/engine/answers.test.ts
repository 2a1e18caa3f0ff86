/** Answers, intervals and bands against those that Python simulates, and what follows when numbers and choices are moved. */

import { describe, expect, it } from "vitest";
import type { LiveAnswer } from "../../src/engine/answer";
import { type Model, Numbers, Session } from "../../src/engine/session";
import { Settling } from "../../src/engine/settling";
import type { Estimate, Program, Question, Reading } from "../../src/model/page";
import answers from "../vectors/answers.json";

interface Answered {
  program: Program;
  question: Question;
  estimates: Record<string, Estimate | null>;
}

const all = answers as unknown as Answered[];
const numbers = new Numbers(20_000);

function modelOf({ program, question }: Answered): Model {
  return { programs: { view: program }, question, choices: [], interests: [], views: [] };
}

function settled(session: Session, answer: LiveAnswer): LiveAnswer {
  const settling = new Settling(session, answer);
  while (!settling.step());
  return settling.answer();
}

describe.each(all.map((one) => [`${one.program.assumptions.length} numbers, ${one.question.name}`, one] as const))("the answer of %s", (_, one) => {
  const session = new Session(modelOf(one), "view", numbers);
  const quick = session.answer({ view: "view", values: {}, chosen: {} });
  const full = settled(session, quick);
  const told: Record<string, Estimate | null | undefined> = { ...full.chances, difference: full.difference, ratio: full.ratio };

  it("lies where Python's lies, within five standard errors of both", () => {
    for (const [of, theirs] of Object.entries(one.estimates)) {
      const mine = told[of];
      if (theirs === null) expect(mine ?? null).toBeNull();
      else expect(Math.abs(mine!.value - theirs.value), of).toBeLessThan(5 * Math.hypot(mine!.error!, theirs.error ?? 0) + 1e-9);
    }
  });

  it("has intervals about as wide as Python's", () => {
    for (const [of, theirs] of Object.entries(one.estimates)) {
      const mine = told[of];
      if (!theirs || !mine || theirs.low === null || theirs.high === null) continue;
      const width = theirs.high - theirs.low;
      if (width === 0) expect([mine.low, mine.high], of).toEqual([mine.value, mine.value]);
      else expect(Math.abs(mine.high! - mine.low! - width), of).toBeLessThan(0.25 * width + (of === "ratio" ? 0.03 : 0.003));
    }
  });

  it("has curves that rise to the chances, within their bands", () => {
    const event = full.events[one.question.then.event]!;
    const first = Object.keys(full.chances)[0] as Reading;
    const curve = event.curve[first]!;
    expect(curve.at(-1)).toBe(full.chances[first]!.value);
    expect(full.times.at(-1)).toBeCloseTo(one.question.by_years, 12);
    curve.forEach((value, k) => {
      expect(value).toBeGreaterThanOrEqual(curve[k - 1] ?? 0);
      expect(event.band!.low[k]!).toBeLessThanOrEqual(value + 0.02);
      expect(event.band!.high[k]!).toBeGreaterThanOrEqual(value - 0.02);
    });
    expect(event.band!.low.at(-1)).toBeCloseTo(full.chances[first]!.low!, 9);
    expect(event.band!.high.at(-1)).toBeCloseTo(full.chances[first]!.high!, 9);
  });

  it("has paths whose shares come to no more than all", () => {
    const sum = full.paths!.reduce((total, { share }) => total + share, 0);
    expect(sum).toBeGreaterThan(0.5);
    expect(sum).toBeLessThanOrEqual(1 + 1e-12);
    expect(quick.paths).toBeNull();
  });

  it("is the same when it is come to by way of other numbers", () => {
    const moved = Object.fromEntries(one.program.assumptions.slice(0, 5).map((name, a) => [name, 0.3 + 0.1 * a]));
    const away = session.answer({ view: "view", values: moved, chosen: {} });
    expect(away.chances).not.toEqual(quick.chances);
    const back = session.answer({ view: "view", values: {}, chosen: {} });
    expect({ ...back, took: 0 }).toEqual({ ...quick, took: 0 });
    const anew = new Session(modelOf(one), "view", numbers).answer({ view: "view", values: moved, chosen: {} });
    expect({ ...anew, took: 0 }).toEqual({ ...away, took: 0 });
  });
});

describe("an answer in which every number has been moved", () => {
  it("has an interval that is a point", () => {
    const one = all.find(({ program }) => program.shape.some((shape) => shape !== 0))!;
    const session = new Session(modelOf(one), "view", numbers);
    const values = Object.fromEntries(one.program.assumptions.map((name) => [name, 0.5]));
    const { chances, difference } = settled(session, session.answer({ view: "view", values, chosen: {} }));
    for (const { value, low, high } of Object.values(chances)) expect([low, high]).toEqual([value, value]);
    expect([difference!.low, difference!.high]).toEqual([difference!.value, difference!.value]);
  });
});

describe("choices", () => {
  /** `a` is blocked where the council says no; `b` follows upon `a`, where the court then agrees. */
  const program: Program = {
    events: ["a", "b", "council.yes", "council.no", "court.agree", "court.refuse"],
    causes: ["a.", "b.", "court.agree.", "court.refuse."],
    assumptions: ["p", "q", "(certain)"],
    horizon: 2,
    cause_start: [0, 1, 2, 2, 2, 3, 4],
    trigger_start: [0, 0, 1, 2, 3],
    trigger_event: [4, 0, 0],
    trigger_needs: [0, 1, 1, 1],
    clock: [0, 0, 2, 2],
    opens: [0, 0, 0, 0],
    span: [1, 1, 0, 0],
    chance: [0, 1, 2, 2],
    stream: ["01", "02", "03", "04"],
    modifier_start: [0, 1, 1, 1, 1],
    modifier_event: [3],
    modifier_until: [0],
    modifier_ratio: [-1],
    instant_rank: [0, 5, 1, 2, 3, 4],
    shape: [0, 0, 0],
    first: [0.8, 0.5, 1],
    second: [0, 0, 0],
    assumption_stream: ["0a", "0b", "0c"],
    tables: {},
    medians: [0.8, 0.5, 1],
    fixed: {},
    profiles: [
      { options: { council: "yes", court: "agree" }, times: { "council.yes": 0, "council.no": null, "court.refuse": null }, chance: 0.3 },
      { options: { council: "yes", court: "refuse" }, times: { "council.yes": 0, "council.no": null, "court.agree": null }, chance: 0.3 },
      { options: { council: "no", court: "agree" }, times: { "council.yes": null, "council.no": 0, "court.refuse": null }, chance: 0.2 },
      { options: { council: "no", court: "refuse" }, times: { "council.yes": null, "council.no": 0, "court.agree": null }, chance: 0.2 },
    ],
    seed: "07",
    draws: 1000,
  };
  const option = (name: string) => ({ name, says: "", because: "", quotes: [], place: { line: 1, text: "" } });
  const choice = (name: string, after: string, options: string[]) => ({
    name, actor: name, says: "", after, because: "", options: options.map(option), quotes: [], place: { line: 1, text: "" },
  });
  const model: Model = {
    programs: { view: program },
    question: { name: "main", says: "", antecedent: null, then: { event: "b", says: "", resolves: "" }, by: "", by_years: 2 },
    choices: [choice("council", "", ["yes", "no"]), choice("court", "a", ["agree", "refuse"])],
    interests: [{ actor: "court", event: "b", weight: "w", because: "", quotes: [], place: { line: 1, text: "" } }],
    views: [{ name: "view", about: "", else: null, choices: { court: { how: "reasoned" } }, rationality: 1, place: null }],
  };
  const session = new Session(model, "view", numbers);
  const chance = (chosen: Record<string, string>, event = "b"): number =>
    session.answer({ view: "view", values: {}, chosen }).events[event]!.chance["left alone"]!;

  it("are taken as often as is right", () => {
    expect(chance({}, "council.yes")).toBeCloseTo(0.6, 3);
    expect(chance({}, "court.agree")).toBeCloseTo(0.6 * 0.8 * 0.5, 1);
    expect(Math.abs(chance({}) - 0.6 * 0.8 * 0.5 * 0.5)).toBeLessThan(0.012);
  });

  it("are replaced by what the reader chooses, and come back", () => {
    const before = chance({});
    expect(Math.abs(chance({ council: "yes" }) - 0.8 * 0.5 * 0.5)).toBeLessThan(0.015);
    expect(chance({ council: "no" })).toBe(0);
    expect(chance({ court: "refuse" })).toBe(0);
    expect(Math.abs(chance({ council: "yes", court: "agree" }) - 0.8 * 0.5)).toBeLessThan(0.018);
    expect(chance({})).toBe(before);
  });

  it("say where they were held although those who reason would look again", () => {
    const held = (values: Record<string, number>, chosen: Record<string, string> = {}): boolean => session.answer({ view: "view", values, chosen }).held;
    expect(held({})).toBe(false);
    expect(held({ w: 3 })).toBe(true);
    expect(held({ q: 0.1 })).toBe(true);
    expect(held({}, { council: "no" })).toBe(true);
    expect(held({ q: 0.1 }, { court: "agree" })).toBe(false);
  });

  it("give the paths and the causes in the order of the chain", () => {
    const { paths, causes } = settled(session, session.answer({ view: "view", values: {}, chosen: { council: "yes", court: "agree" } }));
    expect(paths).toEqual([{ share: 1, causes: ["a.", "court.agree.", "b."] }]);
    expect(Math.abs(causes["a."]! - 0.8)).toBeLessThan(0.015);
  });
});
