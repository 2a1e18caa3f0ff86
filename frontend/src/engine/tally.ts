/**
 * What is counted in the lanes: chances, curves, medians, and which causes brought things about.
 *
 * Owns the counts by step of time, brought up to date for the lanes that have moved, and what they say. Where a question is about what has been
 * learnt, lanes are counted on either side of that apart. Leaves intervals to `intervals.ts`.
 */

import type { Estimate, Reading } from "../model/page";
import type { LiveEvent } from "./answer";
import type { Lanes } from "./lanes";
import type { Asked, Read } from "./plan";

/** Steps of a curve, and the finer ones that are counted. */
export const STEPS = 60;
const FINER = 4;
const FINE = STEPS * FINER;
const NOT = FINE + 1;
/** Parts of a step within which rounding may tell. */
const NEAR = 1e-9;

/** Return the step, of `steps` up to `by`, in which a time falls: 0 for the start and before, `steps + 1` for what comes after `by`. */
export function stepOf(time: number, by: number, steps: number): number {
  if (!(time <= by)) return steps + 1;
  if (time <= 0) return 0;
  const step = Math.max(1, Math.min(steps, Math.ceil((time / by) * steps)));
  if (step > 1 && time <= (by * (step - 1)) / steps) return step - 1;
  if (step < steps && time > (by * step) / steps) return step + 1;
  return step;
}

export class Tally {
  /** By slot and lane, the step in which the event happens. */
  private readonly place: Uint8Array[];
  /** By slot and lane, the cause that is counted. */
  private readonly won: Int16Array[];
  /** By side (not learnt, learnt), slot and step: lanes. All lanes are on the first side where nothing is learnt. */
  private readonly counts: Int32Array[][];
  /** By side and cause, of the first run: lanes in which it brought its event about in time. */
  private readonly fired: Int32Array[];
  /** By lane, its side, and how many lanes are on each. */
  private readonly side: Uint8Array;
  private readonly sides: [number, number] = [0, 0];
  private readonly ofFirst: Uint8Array;
  /** By event, what was last told of it; and whether lanes have changed sides since. */
  private readonly told: LiveEvent[] = [];
  private crossed = false;

  constructor(
    private readonly lanes: Lanes,
    private readonly asked: Asked,
  ) {
    const { slots } = lanes.plan;
    const n = lanes.count;
    this.place = Array.from({ length: slots }, () => new Uint8Array(n).fill(NOT));
    this.won = Array.from({ length: slots }, () => new Int16Array(n).fill(-1));
    this.counts = [0, 1].map(() => Array.from({ length: slots }, () => new Int32Array(FINE + 2)));
    for (const row of this.counts[0]!) row[NOT] = n;
    this.fired = [0, 1].map(() => new Int32Array(lanes.tables.causes));
    this.side = new Uint8Array(n);
    this.sides[0] = n;
    this.ofFirst = new Uint8Array(slots);
    for (const slot of lanes.plan.slot[0]!) if (slot >= 0) this.ofFirst[slot] = 1;
    this.fixedSides();
  }

  /** Count anew the lanes in which an event has moved. */
  update(): void {
    const { plan, moved, times } = this.lanes;
    this.updateSides();
    const { by } = this.asked;
    const f = FINE / by;
    for (let s = 0; s < plan.slots; s++) {
      const { list, count } = moved[s]!;
      const place = this.place[s]!;
      const time = times[s]!;
      const [left, right] = [this.counts[0]![s]!, this.counts[1]![s]!];
      for (let i = 0; i < count; i++) {
        const l = list[i]!;
        const t = time[l]!;
        const up = Math.ceil(t * f);
        const rest = up - t * f;
        const step = t > by ? NOT : rest < NEAR || rest > 1 - NEAR ? stepOf(t, by, FINE) : up > 0 ? up : 0;
        const before = place[l]!;
        if (step === before) continue;
        const counts = this.side[l] ? right : left;
        counts[before]!--;
        counts[step]!++;
        place[l] = step;
      }
      if (this.ofFirst[s]) this.updateFired(s);
    }
  }

  /** Count anew which causes brought an event about in time, in the lanes in which it has moved. */
  private updateFired(s: number): void {
    const { list, count } = this.lanes.moved[s]!;
    const won = this.lanes.won[s]!;
    const place = this.place[s]!;
    const counted = this.won[s]!;
    for (let i = 0; i < count; i++) {
      const l = list[i]!;
      const now = place[l]! <= FINE ? won[l]! : -1;
      const before = counted[l]!;
      if (now === before) continue;
      const fired = this.fired[this.side[l]!]!;
      if (before >= 0) fired[before]!--;
      if (now >= 0) fired[now]!++;
      counted[l] = now;
    }
  }

  /** Count the lanes apart by what has been learnt, where that has changed. */
  private updateSides(): void {
    const { condition, knownBy } = this.asked;
    const slot = condition < 0 ? -1 : this.lanes.plan.slot[0]![condition]!;
    this.crossed = false;
    if (slot < 0) return;
    const { list, count } = this.lanes.moved[slot]!;
    const times = this.lanes.times[slot]!;
    for (let i = 0; i < count; i++) {
      const l = list[i]!;
      const side = times[l]! <= knownBy ? 1 : 0;
      if (side !== this.side[l]) this.cross(l, side);
    }
  }

  /** Where what is learnt is fixed in every lane, they are all on one side. */
  private fixedSides(): void {
    const { condition, knownBy } = this.asked;
    if (condition < 0 || this.lanes.plan.slot[0]![condition]! >= 0) return;
    if (this.lanes.rows[0]![condition]![0]! <= knownBy) for (let l = 0; l < this.side.length; l++) this.cross(l, 1);
  }

  private cross(l: number, side: number): void {
    this.crossed = true;
    const before = this.side[l]!;
    this.side[l] = side;
    this.sides[before as 0 | 1]--;
    this.sides[side as 0 | 1]++;
    for (let s = 0; s < this.place.length; s++) {
      const place = this.place[s]![l]!;
      this.counts[before]![s]![place]!--;
      this.counts[side]![s]![place]!++;
      const won = this.won[s]![l]!;
      if (won >= 0) {
        this.fired[before]![won]!--;
        this.fired[side]![won]!++;
      }
    }
  }

  /** In how many lanes of a reading. */
  worlds(read: Read): number {
    return read.learnt === null ? this.side.length : this.sides[read.learnt ? 1 : 0];
  }

  /** In how many of them an event has happened by each fine step. */
  private risen(read: Read, event: number): Float64Array {
    const found = new Float64Array(FINE + 1);
    const slot = this.lanes.plan.slot[read.run]![event]!;
    if (slot < 0) {
      const step = stepOf(this.lanes.rows[read.run]![event]![0]!, this.asked.by, FINE);
      return found.fill(this.worlds(read), Math.min(step, FINE + 1));
    }
    const left = this.counts[0]![slot]!;
    const right = this.counts[1]![slot]!;
    let sum = 0;
    for (let k = 0; k <= FINE; k++) {
      sum += read.learnt === null ? left[k]! + right[k]! : read.learnt ? right[k]! : left[k]!;
      found[k] = sum;
    }
    return found;
  }

  /** In how many lanes of a reading the outcome has come about by the question's date. */
  outcomes(read: Read): number {
    return this.risen(read, this.asked.outcome)[FINE]!;
  }

  /** In how many lanes the outcome has come about under both of two readings. */
  together(one: Read, other: Read): number {
    const slots = [one, other].map((read) => this.lanes.plan.slot[read.run]![this.asked.outcome]!) as [number, number];
    if (slots[0] < 0 || slots[1] < 0) return Math.min(this.outcomes(one), this.outcomes(other));
    const a = this.place[slots[0]]!;
    const b = this.place[slots[1]]!;
    let found = 0;
    for (let l = 0; l < a.length; l++) found -= ((a[l]! - NOT) & (b[l]! - NOT)) >> 31;
    return found;
  }

  event(event: number): LiveEvent {
    const moved = this.asked.reads.some(({ run }) => (this.lanes.moved[this.lanes.plan.slot[run]![event]!]?.count ?? 0) > 0);
    const known = this.told[event];
    if (known && !moved && !this.crossed) return known;
    return (this.told[event] = this.tell(event));
  }

  private tell(event: number): LiveEvent {
    const { reads, by } = this.asked;
    const chance: Partial<Record<Reading, number>> = {};
    const curve: Partial<Record<Reading, number[]>> = {};
    let median: number | null = null;
    for (const [i, read] of reads.entries()) {
      const worlds = this.worlds(read);
      if (!worlds) continue;
      const risen = this.risen(read, event);
      chance[read.reading] = risen[FINE]! / worlds;
      const points = new Array<number>(STEPS + 1);
      for (let k = 0; k <= STEPS; k++) points[k] = risen[k * FINER]! / worlds;
      curve[read.reading] = points;
      if (i === 0) median = medianOf(risen, by);
    }
    return { chance, median, curve, band: null };
  }

  /** By cause, the share of the worlds of the first reading in which it brought its event about by the question's date. */
  shares(): Float64Array {
    const first = this.asked.reads[0]!;
    const worlds = this.worlds(first);
    return Float64Array.from(this.fired[0]!, (left, c) => {
      const right = this.fired[1]![c]!;
      return worlds ? (first.learnt === null ? left + right : first.learnt ? right : left) / worlds : 0;
    });
  }

  /** Whether a lane counts under the first reading. */
  isCounted(l: number): boolean {
    const { learnt } = this.asked.reads[0]!;
    return learnt === null || (this.side[l] === 1) === learnt;
  }

  /** Chances, difference and ratio, without intervals. */
  estimates(): { chances: Partial<Record<Reading, Estimate>>; difference: Estimate | null; ratio: Estimate | null } {
    const chances: Partial<Record<Reading, Estimate>> = {};
    const { reads } = this.asked;
    const told = reads.map((read) => {
      const worlds = this.worlds(read);
      const p = worlds ? this.outcomes(read) / worlds : NaN;
      if (worlds) chances[read.reading] = estimate(p, Math.sqrt((p * (1 - p)) / worlds));
      return { p, worlds };
    });
    const [one, other] = told as [(typeof told)[0], (typeof told)[0]];
    if (reads.length < 2 || !one.worlds || !other.worlds) return { chances, difference: null, ratio: null };
    const [variance, otherVariance] = [one, other].map(({ p, worlds }) => (p * (1 - p)) / worlds) as [number, number];
    const both = reads[0]!.learnt === null ? (this.together(reads[0]!, reads[1]!) / one.worlds - one.p * other.p) / one.worlds : 0;
    const difference = estimate(one.p - other.p, Math.sqrt(Math.max(0, variance + otherVariance - 2 * both)));
    if (other.p === 0) return { chances, difference, ratio: null };
    const r = one.p / other.p;
    const error = Math.sqrt(Math.max(0, variance - 2 * r * both + r * r * otherVariance)) / other.p;
    return { chances, difference, ratio: estimate(r, error) };
  }
}

function estimate(value: number, error: number): Estimate {
  return { value, low: null, high: null, error };
}

/** Years by which half of the worlds in which an event happens have it, in between steps by a straight line; null where it never does. */
function medianOf(risen: Float64Array, by: number): number | null {
  const half = risen[FINE]! / 2;
  if (half === 0) return null;
  let k = 0;
  while (risen[k]! < half) k++;
  if (k === 0) return 0;
  const before = risen[k - 1]!;
  return ((k - 1 + (half - before) / (risen[k]! - before)) * by) / FINE;
}
