/**
 * In which order events are computed, and which times runs share.
 *
 * Owns the readings' runs, the components of events that depend on each other (Tarjan, "Depth-first search and linear graph algorithms", SIAM
 * Journal on Computing 1972), and slots: an event has the same times in all runs in which nothing is fixed otherwise that it depends on.
 * Leaves computing to `lanes.ts`.
 */

import type { Program, Question, Reading } from "../model/page";
import type { Tables } from "./tables";

/** One way of running a program. */
export interface Run {
  /** By event, the time that is fixed in every lane; NaN of a free one. */
  fixed: Float64Array;
}

/** A reading: its run, and the side of what is learnt on which its lanes are, or null. */
export interface Read {
  reading: Reading;
  run: number;
  learnt: boolean | null;
}

export interface Asked {
  runs: Run[];
  reads: Read[];
  outcome: number;
  /** Years: the question's date, and the latest moment that tells. */
  by: number;
  horizon: number;
  /** The event that is learnt of, and by when; -1 without one. */
  condition: number;
  knownBy: number;
  /** The event that is made to happen or kept from it; -1 without one. */
  antecedent: number;
}

/** Return what a question asks of a program. Throws where it names an unknown event. */
export function askedOf(tables: Tables, question: Question): Asked {
  const program: Program = tables.program;
  const free = new Float64Array(tables.events).fill(NaN);
  const at = (name: string): number => {
    const event = tables.eventAt.get(name);
    if (event === undefined) throw new Error(`the question names the unknown event ${name}`);
    return event;
  };
  for (const [name, time] of Object.entries(program.fixed)) free[at(name)] = time ?? Infinity;
  const outcome = at(question.then.event);
  const by = question.by_years;
  const found = { outcome, by, horizon: Math.min(program.horizon, by), condition: -1, knownBy: 0, antecedent: -1 };
  const antecedent = question.antecedent;
  if (antecedent === null) return { ...found, runs: [{ fixed: free }], reads: [{ reading: "left alone", run: 0, learnt: null }] };
  const event = at(antecedent.event);
  if (antecedent.reading === "given") {
    const reads: Read[] = [
      { reading: "given", run: 0, learnt: true },
      { reading: "given not", run: 0, learnt: false },
      { reading: "left alone", run: 0, learnt: null },
    ];
    const knownBy = antecedent.known_by_years;
    return { ...found, horizon: Math.min(program.horizon, Math.max(by, knownBy)), condition: event, knownBy, runs: [{ fixed: free }], reads };
  }
  const [done, prevented, left] = [antecedent.at_years, Infinity, NaN].map((time) => {
    const fixed = free.slice();
    fixed[event] = time;
    return { fixed };
  }) as [Run, Run, Run];
  return {
    ...found,
    antecedent: event,
    runs: [done, prevented, left],
    reads: [
      { reading: "do", run: 0, learnt: null },
      { reading: "do not", run: 1, learnt: null },
      { reading: "left alone", run: 2, learnt: null },
    ],
  };
}

/** Events that are computed together, in one run. */
export interface Component {
  run: number;
  /** In the order in which they follow from each other at one instant. */
  members: readonly number[];
  slots: readonly number[];
  /** By member, its causes, each with the slots outside of the component that it reads: as a trigger, and as what modifies it. */
  causes: readonly (readonly { cause: number; triggers: readonly number[]; modifiers: readonly number[] }[])[];
  /** An earlier run whose times are the same in the lanes in which the antecedent does not happen of itself; -1 without one. */
  twin: number;
}

export interface Plan {
  components: Component[];
  /** By run and event, where its times are kept; -1 where they are fixed in every lane. */
  slot: Int32Array[];
  slots: number;
  /** By slot, the event whose times it holds, and the run that computes it. */
  eventOf: number[];
  runOf: number[];
}

/** Return the plan of some runs. `dealt` are events whose times follow from the choices of each lane alone. */
export function planOf(tables: Tables, runs: readonly Run[], dealt: ReadonlySet<number>, antecedent: number): Plan {
  const numbers = new Map<string, number>();
  const plan: Plan = { components: [], slot: [], slots: 0, eventOf: [], runOf: [] };
  const take = (key: string, event: number, run: number): { slot: number; own: boolean } => {
    const known = numbers.get(key);
    if (known !== undefined) return { slot: known, own: false };
    numbers.set(key, plan.slots);
    plan.eventOf.push(event);
    plan.runOf.push(run);
    return { slot: plan.slots++, own: true };
  };
  for (const [r, { fixed }] of runs.entries()) {
    const slot = new Int32Array(tables.events).fill(-1);
    plan.slot.push(slot);
    const leads = Array.from({ length: tables.events }, (_, e) => new Set(Number.isNaN(fixed[e]!) ? [] : [`${e}=${fixed[e]}`]));
    const isFree = (e: number): boolean => Number.isNaN(fixed[e]!) && !dealt.has(e);
    for (const e of dealt) if (Number.isNaN(fixed[e]!)) slot[e] = take(`${e}`, e, r).slot;
    const inputsOf = (e: number): readonly number[] => (isFree(e) ? tables.reads[e]! : []);
    for (const members of componentsOf(tables.events, inputsOf)) {
      if (!members.every(isFree)) continue;
      const reached = new Set(members.flatMap((e) => tables.reads[e]!.flatMap((other) => [...leads[other]!])));
      const key = [...reached].sort().join();
      members.sort((a, b) => tables.rank[a]! - tables.rank[b]!);
      const taken = members.map((e) => take(`${e}:${key}`, e, r));
      members.forEach((e, i) => {
        leads[e] = reached;
        slot[e] = taken[i]!.slot;
      });
      if (!taken[0]!.own) continue;
      const inside = new Set(members);
      const outside = (read: number[]): number[] => [...new Set(read.filter((o) => !inside.has(o) && slot[o]! >= 0).map((o) => slot[o]!))];
      plan.components.push({
        run: r,
        members,
        slots: taken.map((t) => t.slot),
        causes: members.map((e) => tables.causesOf(e).map((c) => ({ cause: c, triggers: outside(tables.triggersOf(c)), modifiers: outside(tables.modifiersOf(c)) }))),
        twin: antecedent >= 0 ? twinOf(runs, r, antecedent) : -1,
      });
    }
  }
  return plan;
}

/** Return an earlier run that prevents an event which this one leaves free. */
function twinOf(runs: readonly Run[], r: number, event: number): number {
  if (!Number.isNaN(runs[r]!.fixed[event]!)) return -1;
  return runs.findIndex((run, i) => i < r && run.fixed[event] === Infinity);
}

/** Return the components of a graph, each after all that it depends on. */
export function componentsOf(count: number, needs: (node: number) => readonly number[]): number[][] {
  const index = new Int32Array(count).fill(-1);
  const low = new Int32Array(count);
  const open: number[] = [];
  const isOpen = new Uint8Array(count);
  const found: number[][] = [];
  let next = 0;
  const visit = (node: number): void => {
    index[node] = low[node] = next++;
    open.push(node);
    isOpen[node] = 1;
    for (const other of needs(node)) {
      if (index[other]! < 0) {
        visit(other);
        low[node] = Math.min(low[node]!, low[other]!);
      } else if (isOpen[other]) low[node] = Math.min(low[node]!, index[other]!);
    }
    if (low[node] !== index[node]) return;
    const component: number[] = [];
    let member: number;
    do {
      member = open.pop()!;
      isOpen[member] = 0;
      component.push(member);
    } while (member !== node);
    found.push(component);
  };
  for (let node = 0; node < count; node++) if (index[node]! < 0) visit(node);
  return found;
}
