/**
 * One view of a page, ready to be answered again whenever something is moved.
 *
 * Owns what is kept between two answers, and what a change makes of it. Worlds: lane w has the random numbers of world w and draw w modulo the
 * number of draws. Leaves what runs when to `serving.ts`.
 */

import type { Choice, Interest, Page, Program, Question, View } from "../model/page";
import type { LiveAnswer, LiveEvent } from "./answer";
import { drawsOf, valuesOf } from "./draws";
import { log } from "./elementary";
import { Lanes } from "./lanes";
import { Laid } from "./laying";
import { uniforms, wideOfHex } from "./philox";
import { askedOf, type Asked, planOf } from "./plan";
import { Tables } from "./tables";
import { STEPS, Tally } from "./tally";
import { dealtEvents, dealWays, type Ways, waysOf } from "./ways";

export const WORLDS = 20_000;
/** Where the walk through the ways of choosing begins. */
const BEGIN = 0.5;

/** What the engine reads of a page. */
export type Model = Pick<Page, "programs" | "question" | "choices" | "interests" | "views">;

export interface Request {
  view: string;
  values: Record<string, number>;
  chosen: Record<string, string>;
}

/** The random numbers of worlds by stream and seed: views share them. */
export class Numbers {
  private readonly u = new Map<string, Float64Array>();
  private readonly e = new Map<string, Float64Array>();

  constructor(readonly worlds: number) {}

  of(program: Program, c: number): { u: Float64Array; e: Float64Array } {
    const key = `${program.seed}:${program.stream[c]}`;
    let u = this.u.get(key);
    let e = this.e.get(key);
    if (!u || !e) {
      u = uniforms(wideOfHex(program.seed), wideOfHex(program.stream[c]!), 0, this.worlds);
      e = new Float64Array(u.length);
      for (let l = 0; l < u.length; l++) e[l] = -log(1 - u[l]!);
      this.u.set(key, u);
      this.e.set(key, e);
    }
    return { u, e };
  }
}

export class Session {
  readonly tables: Tables;
  readonly asked: Asked;
  readonly lanes: Lanes;
  readonly laid: Laid;
  readonly tally: Tally;
  readonly draws: number;
  ways: Ways;
  private readonly program: Program;
  private readonly choices: readonly Choice[];
  private readonly stated: Float64Array[];
  private readonly view: View | undefined;
  private readonly interests: readonly Interest[];
  private values: Record<string, number> = {};
  private chosen: Record<string, string> = {};
  private begun = false;
  private readonly payoffReads: ReadonlySet<string>;

  constructor(model: Model, name: string, numbers: Numbers) {
    const program = model.programs[name];
    if (!program) throw new Error(`the numbers of the view ${name} are not there yet`);
    this.program = program;
    this.choices = model.choices;
    this.interests = model.interests;
    this.view = model.views.find((view) => view.name === name);
    this.tables = new Tables(program);
    const question: Question = model.question;
    this.asked = askedOf(this.tables, question);
    this.draws = drawsOf(program);
    this.stated = valuesOf(program, this.draws);
    this.laid = new Laid(this.tables, this.stated, this.draws);
    const { runs, antecedent, horizon } = this.asked;
    const plan = planOf(this.tables, runs, dealtEvents(this.tables, this.choices), antecedent);
    const drawn = program.causes.map((_, c) => numbers.of(program, c));
    const drawOf = Uint16Array.from({ length: numbers.worlds }, (_, l) => l % this.draws);
    this.lanes = new Lanes(this.tables, runs, plan, this.laid, antecedent, horizon, {
      u: drawn.map(({ u }) => u),
      e: drawn.map(({ e }) => e),
      drawOf,
    });
    this.ways = waysOf(program, this.tables, this.choices, {});
    this.tally = new Tally(this.lanes, this.asked);
    this.payoffReads = this.readByPayoffs();
  }

  /** Answer with what the reader has moved; without intervals. */
  answer({ view, values, chosen }: Request): LiveAnswer {
    const began = performance.now();
    this.move(values, chosen);
    const { program, asked, tally, lanes } = this;
    const events: Record<string, LiveEvent> = {};
    program.events.forEach((name, e) => (events[name] = tally.event(e)));
    const causes: Record<string, number> = {};
    tally.shares().forEach((share, c) => (causes[program.causes[c]!] = share));
    return {
      view, values, chosen, worlds: lanes.count, draws: this.draws,
      ...tally.estimates(),
      times: Array.from({ length: STEPS + 1 }, (_, k) => (asked.by * k) / STEPS),
      events, causes, paths: null, settled: false, held: this.isHeld(values, chosen),
      took: performance.now() - began,
    };
  }

  /** Tell whether every number that causes rest on stands at a point, as written or as moved: then one draw says all. */
  isCertain(): boolean {
    const { chance, modifierRatio } = this.tables;
    return [...chance, ...modifierRatio].every((a) => this.laid.values[a]!.every((value, _, all) => value === all[0]));
  }

  /** Bring the times and the counts up to date. */
  private move(values: Record<string, number>, chosen: Record<string, string>): void {
    const { lanes, laid, tables } = this;
    const changed = new Set<number>();
    const resting = new Set<number>();
    for (const name of new Set([...Object.keys(values), ...Object.keys(this.values)])) {
      const a = tables.assumptionAt.get(name);
      if (a === undefined || values[name] === this.values[name]) continue;
      const value = values[name];
      if (value === undefined) laid.values[a]!.set(this.stated[a]!);
      else laid.values[a]!.fill(value);
      changed.add(a);
      for (const c of tables.causesOn(a)) resting.add(c);
    }
    for (const c of resting) laid.lay(c);
    lanes.rest();
    const stirred = this.choose(chosen);
    lanes.update(this.begun ? changed : null, stirred);
    this.begun = true;
    this.values = values;
    this.chosen = chosen;
    this.tally.update();
  }

  /** Have lanes take the ways of choosing; return whether options that are taken upon events are taken otherwise. */
  private choose(chosen: Record<string, string>): boolean {
    const key = (of: Record<string, string>): string => JSON.stringify(Object.entries(of).sort());
    if (this.begun && key(chosen) === key(this.chosen)) return false;
    const { lanes, tables } = this;
    this.ways = waysOf(this.program, tables, this.choices, chosen);
    dealWays(this.ways.chances, BEGIN, lanes.wayOf);
    for (const [event, time] of this.ways.dealt) {
      const slot = lanes.plan.slot.map((row) => row[event]!).find((s) => s >= 0);
      if (slot !== undefined) lanes.deal(slot, time);
    }
    for (const [event, barred] of this.ways.barred) lanes.barred[event] = barred;
    return this.ways.barred.size > 0;
  }

  /** Whether what actors do has been left as it was, although something has been moved by which they reason. */
  private isHeld(values: Record<string, number>, chosen: Record<string, string>): boolean {
    const reasoned = Object.entries(this.view?.choices ?? {}).filter(([name, { how }]) => how === "reasoned" && chosen[name] === undefined);
    if (!reasoned.length) return false;
    return Object.keys(chosen).length > 0 || Object.keys(values).some((name) => this.payoffReads.has(name));
  }

  /** The assumptions on which what reasoning actors weigh rests. */
  private readByPayoffs(): Set<string> {
    const { tables, program } = this;
    const actors = new Set(this.choices.filter(({ name }) => this.view?.choices[name]?.how === "reasoned").map(({ actor }) => actor));
    const weighed = this.interests.filter(({ actor }) => actors.has(actor));
    const found = new Set(weighed.map(({ weight }) => weight));
    const events = weighed.map(({ event }) => tables.eventAt.get(event)).filter((e) => e !== undefined);
    for (const e of tables.ancestors(events)) {
      for (let c = tables.causeStart[e]!; c < tables.causeStart[e + 1]!; c++) {
        found.add(program.assumptions[tables.chance[c]!]!);
        for (let m = tables.modifierStart[c]!; m < tables.modifierStart[c + 1]!; m++) found.add(program.assumptions[tables.modifierRatio[m]!] ?? "");
      }
    }
    return found;
  }
}
