/**
 * A program as the loops over lanes take it.
 *
 * Owns the typed arrays, the names' places, and what reads what. Leaves the order of computing to `plan.ts`.
 */

import type { Program } from "../model/page";

export const WINDOW = 0;
export const RATE = 1;
export const AT_ONCE = 2;

export class Tables {
  readonly events: number;
  readonly causes: number;
  /** By name, the places of events and assumptions. */
  readonly eventAt: ReadonlyMap<string, number>;
  readonly assumptionAt: ReadonlyMap<string, number>;
  readonly causeStart: Int32Array;
  readonly triggerStart: Int32Array;
  readonly triggerEvent: Int32Array;
  readonly needs: Int32Array;
  readonly clock: Int32Array;
  readonly opens: Float64Array;
  /** End of a window: `opens` and `span` together. */
  readonly closes: Float64Array;
  readonly span: Float64Array;
  readonly chance: Int32Array;
  readonly modifierStart: Int32Array;
  readonly modifierEvent: Int32Array;
  readonly modifierUntil: Int32Array;
  /** The place of the ratio among the assumptions; behind the last of them stands the 0 of what is blocked. */
  readonly modifierRatio: Int32Array;
  readonly rank: Int32Array;
  /** By cause, the event that it brings about. */
  readonly eventOf: Int32Array;
  /** By event, the other events that its causes read, and those that read it. */
  readonly reads: readonly (readonly number[])[];
  readonly readers: readonly (readonly number[])[];

  constructor(readonly program: Program) {
    const p = program;
    this.events = p.events.length;
    this.causes = p.causes.length;
    this.eventAt = new Map(p.events.map((name, e) => [name, e]));
    this.assumptionAt = new Map(p.assumptions.map((name, a) => [name, a]));
    this.causeStart = Int32Array.from(p.cause_start);
    this.triggerStart = Int32Array.from(p.trigger_start);
    this.triggerEvent = Int32Array.from(p.trigger_event);
    this.needs = Int32Array.from(p.trigger_needs);
    this.clock = Int32Array.from(p.clock);
    this.opens = Float64Array.from(p.opens);
    this.span = Float64Array.from(p.span);
    this.closes = Float64Array.from(p.opens, (opens, c) => opens + p.span[c]!);
    this.chance = Int32Array.from(p.chance);
    this.modifierStart = Int32Array.from(p.modifier_start);
    this.modifierEvent = Int32Array.from(p.modifier_event);
    this.modifierUntil = Int32Array.from(p.modifier_until);
    this.modifierRatio = Int32Array.from(p.modifier_ratio, (a) => (a < 0 ? p.assumptions.length : a));
    this.rank = Int32Array.from(p.instant_rank);
    this.eventOf = new Int32Array(this.causes);
    const reads: number[][] = [];
    const readers: number[][] = Array.from({ length: this.events }, () => []);
    for (let e = 0; e < this.events; e++) {
      const read = new Set<number>();
      for (let c = this.causeStart[e]!; c < this.causeStart[e + 1]!; c++) {
        this.eventOf[c] = e;
        for (const other of [...this.triggersOf(c), ...this.modifiersOf(c)]) read.add(other);
      }
      read.delete(e);
      reads.push([...read]);
      for (const other of read) readers[other]!.push(e);
    }
    this.reads = reads;
    this.readers = readers;
  }

  /** The events of a cause's trigger. */
  triggersOf(c: number): number[] {
    return [...this.triggerEvent.subarray(this.triggerStart[c], this.triggerStart[c + 1])];
  }

  /** The events that modify a cause. */
  modifiersOf(c: number): number[] {
    return [...this.modifierEvent.subarray(this.modifierStart[c], this.modifierStart[c + 1])];
  }

  /** The causes of an event. */
  causesOf(event: number): number[] {
    const begin = this.causeStart[event]!;
    return Array.from({ length: this.causeStart[event + 1]! - begin }, (_, k) => begin + k);
  }

  /** The causes that rest on an assumption. */
  causesOn(assumption: number): number[] {
    const found: number[] = [];
    for (let c = 0; c < this.causes; c++) {
      const ratios = this.modifierRatio.subarray(this.modifierStart[c], this.modifierStart[c + 1]);
      if (this.chance[c] === assumption || ratios.includes(assumption)) found.push(c);
    }
    return found;
  }

  /** All events that lead to some events, these included. */
  ancestors(of: Iterable<number>): Set<number> {
    const found = new Set(of);
    for (const event of found) for (const other of this.reads[event]!) found.add(other);
    return found;
  }
}
