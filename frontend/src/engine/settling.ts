/**
 * What follows when the reader rests: intervals, bands and paths, piece by piece.
 *
 * Owns the simulation of every draw in the same worlds. The lanes are the draws of one world, one world after the other: most causes can fire
 * under none of them then, and nothing is computed of these. Leaves the arithmetic of intervals to `intervals.ts`.
 */

import type { Estimate, Reading } from "../model/page";
import type { LiveAnswer, LiveEvent, LivePath } from "./answer";
import { countQuantiles, type Drawn, intervalOf, moved, quantilesOf, shareOf } from "./intervals";
import { Lanes } from "./lanes";
import { pathsOf } from "./paths";
import type { Read } from "./plan";
import type { Session } from "./session";
import { RATE } from "./tables";
import { STEPS, stepOf } from "./tally";

/** Draws that are simulated, at most, in the same worlds. */
const DRAWS = 500;
/** Worlds in which they are: at least, at most, and as many in between as come to some work, of which rare outcomes make little. */
const LEAST = 256;
const MOST = 4096;
const WORK = 5_000_000;
/** Worlds of a piece. */
const PIECE = 4;
const POINTS = STEPS + 1;

/** Counts by draw, in the even and the odd worlds. */
type Halves = [Uint16Array, Uint16Array];

export class Settling {
  private readonly lanes: Lanes | null;
  private readonly draws: number;
  private world = 0;
  private paths: LivePath[] | null = null;
  private readonly bands: { low: number[]; high: number[] }[] = [];
  /** By reading: in how many worlds it counts, and in how many of these the outcome has come about. */
  private readonly counting: Halves[];
  private readonly outcomes: Halves[];
  /** By event, of the first reading: by point of time and draw, in how many worlds it has happened; and by the end, in the halves. */
  private readonly risen: Uint16Array[] = [];
  private readonly ends: Halves[] = [];
  /** By cause: the least and the most that any draw allows. */
  private readonly bound: Float64Array;

  constructor(
    readonly session: Session,
    private readonly first: LiveAnswer,
  ) {
    const { tables, asked, laid } = session;
    const draws = session.isCertain() ? 1 : Math.min(session.draws, DRAWS);
    this.draws = draws;
    const halves = (): Halves => [new Uint16Array(draws), new Uint16Array(draws)];
    this.counting = asked.reads.map(halves);
    this.outcomes = asked.reads.map(halves);
    this.bound = Float64Array.from({ length: tables.causes }, (_, c) =>
      laid.most[c]!.reduce((found, most) => (tables.clock[c] === RATE ? Math.min(found, most) : Math.max(found, most))),
    );
    this.lanes = draws === 1 ? null : this.crossed();
    if (this.lanes) {
      for (let e = 0; e < tables.events; e++) {
        this.risen.push(new Uint16Array(POINTS * draws));
        this.ends.push(halves());
      }
    }
  }

  private crossed(): Lanes {
    const { tables, asked, laid, lanes } = this.session;
    const rows = (): Float64Array[] => Array.from({ length: tables.causes }, () => new Float64Array(this.draws));
    const drawOf = Uint16Array.from({ length: this.draws }, (_, d) => d);
    return new Lanes(tables, asked.runs, lanes.plan, laid, asked.antecedent, asked.horizon, { u: rows(), e: rows(), drawOf });
  }

  /** Do a piece; return whether all is done. */
  step(): boolean {
    if (this.paths === null) {
      const { lanes, asked, tally } = this.session;
      this.paths = pathsOf(lanes, asked, (l) => tally.isCounted(l));
    } else if (this.lanes && this.world < MOST && (this.world < LEAST || this.lanes.work < WORK)) {
      for (let k = 0; k < PIECE; k++) this.simulate(this.lanes, this.world++);
    } else this.bands.push(this.band(this.bands.length));
    return this.bands.length === this.session.tables.events;
  }

  /** Simulate every draw in one world, and count. */
  private simulate(lanes: Lanes, w: number): void {
    const { tables, asked, ways, lanes: { worlds, wayOf } } = this.session;
    const { live } = lanes.happening;
    for (let c = 0; c < tables.causes; c++) {
      const e = worlds.e[c]![w]!;
      const can = tables.clock[c] === RATE ? e * this.bound[c]! <= asked.horizon : e <= this.bound[c]!;
      live[c] = can ? 1 : 0;
      if (can) {
        lanes.worlds.u[c]!.fill(worlds.u[c]![w]!);
        lanes.worlds.e[c]!.fill(e);
      }
    }
    lanes.forget();
    lanes.wayOf.fill(wayOf[w]!);
    for (const [event, time] of ways.dealt) {
      const slot = lanes.plan.slot.map((row) => row[event]!).find((s) => s >= 0);
      if (slot !== undefined && time[wayOf[w]!] !== Infinity) lanes.deal(slot, time);
    }
    for (const [event, barred] of ways.barred) lanes.barred[event] = barred;
    lanes.update(null);
    this.count(lanes, (w & 1) as 0 | 1);
  }

  private count(lanes: Lanes, half: 0 | 1): void {
    const { asked, tables } = this.session;
    const { draws } = this;
    asked.reads.forEach((read, r) => {
      const counting = this.counting[r]![half];
      const outcomes = this.outcomes[r]![half];
      const row = lanes.rows[read.run]![asked.outcome]!;
      for (let d = 0; d < draws; d++) {
        if (!this.counts(lanes, read, d)) continue;
        counting[d]!++;
        if (row[d]! <= asked.by) outcomes[d]!++;
      }
    });
    const first = asked.reads[0]!;
    for (let event = 0; event < tables.events; event++) {
      const slot = lanes.plan.slot[first.run]![event]!;
      if (slot < 0 || !lanes.alive[slot]) continue;
      const row = lanes.times[slot]!;
      const risen = this.risen[event]!;
      const end = this.ends[event]![half];
      for (let d = 0; d < draws; d++) {
        if (row[d]! > asked.by || !this.counts(lanes, first, d)) continue;
        risen[stepOf(row[d]!, asked.by, STEPS) * draws + d]!++;
        end[d]!++;
      }
    }
  }

  /** Whether a draw's world counts under a reading. */
  private counts(lanes: Lanes, { run, learnt }: Read, d: number): boolean {
    const { condition, knownBy } = this.session.asked;
    return learnt === null || lanes.rows[run]![condition]![d]! <= knownBy === learnt;
  }

  /** The answer with everything that it has. */
  answer(): LiveAnswer {
    const { tables } = this.session;
    const events: Record<string, LiveEvent> = {};
    tables.program.events.forEach((name, e) => {
      events[name] = { ...this.first.events[name]!, band: this.bands[e]! };
    });
    return { ...this.first, ...this.estimates(), events, paths: this.paths, settled: true };
  }

  private estimates(): Pick<LiveAnswer, "chances" | "difference" | "ratio"> {
    const { reads } = this.session.asked;
    const { difference, ratio } = this.first;
    const chances: Partial<Record<Reading, Estimate>> = {};
    reads.forEach((read, r) => {
      const estimate = this.first.chances[read.reading];
      if (estimate) chances[read.reading] = this.bounded(estimate, () => intervalOf(this.chanceOf(r), estimate.value, "odds"));
    });
    const contrasts = reads.length > 1 && (reads[0]!.learnt === null || !this.lanes);
    if (!contrasts) return { chances, difference, ratio };
    const [one, other] = [this.chanceOf(0), this.chanceOf(1)];
    const both = (of: (a: number, b: number) => number): Drawn => ({
      whole: one.whole.map((p, d) => of(p, other.whole[d]!)),
      even: one.even.map((p, d) => of(p, other.even[d]!)),
      odd: one.odd.map((p, d) => of(p, other.odd[d]!)),
      weights: null,
    });
    return {
      chances,
      difference: difference && this.bounded(difference, () => intervalOf(both((a, b) => a - b), difference.value, "sum")),
      ratio: ratio && this.bounded(ratio, () => intervalOf(both((a, b) => a / b), ratio.value, "ratio")),
    };
  }

  /** An estimate with its interval; of a single draw the interval is the value itself. */
  private bounded(estimate: Estimate, interval: () => { low: number; high: number } | null): Estimate {
    const found = this.lanes ? interval() : { low: estimate.value, high: estimate.value };
    return found ? { ...estimate, ...found } : estimate;
  }

  private chanceOf(r: number): Drawn {
    const [even, odd] = this.outcomes[r]!;
    const [allEven, allOdd] = this.counting[r]!;
    return drawn(even, odd, allEven, allOdd, this.session.asked.reads[r]!.learnt !== null);
  }

  /** Return the band of an event's curve under the first reading. */
  private band(event: number): { low: number[]; high: number[] } {
    const { draws } = this;
    const { tables, asked } = this.session;
    const curve = this.first.events[tables.program.events[event]!]!.curve[asked.reads[0]!.reading] ?? [];
    if (!this.lanes) return { low: curve, high: curve };
    const [allEven, allOdd] = this.counting[0]!;
    const end = drawn(...this.ends[event]!, allEven, allOdd, asked.reads[0]!.learnt !== null);
    const share = shareOf(end);
    const risen = this.risen[event]!;
    const reached = new Uint16Array(draws);
    const histogram = new Int32Array(this.world + 1);
    const total = sumOf(allEven) + sumOf(allOdd);
    const found: { low: number[]; high: number[] } = { low: [], high: [] };
    for (let k = 0; k < POINTS; k++) {
      for (let d = 0; d < draws; d++) reached[d]! += risen[k * draws + d]!;
      const centre = sumOf(reached) / total;
      const value = curve[k] ?? 0;
      const ends = end.weights ? partQuantiles(reached, end.weights) : countQuantiles(reached, this.world, histogram).map((n) => n / this.world);
      const [low, high] = ends.map((bound) => (centre > 0 ? moved(centre + (bound - centre) * share, centre, value, "odds") : value));
      found.low.push(low!);
      found.high.push(high!);
    }
    return found;
  }
}

function sumOf(counts: Uint16Array): number {
  let sum = 0;
  for (const count of counts) sum += count;
  return sum;
}

/** Return the 5% and 95% points of counts as shares of the worlds that count under each draw. */
function partQuantiles(reached: Uint16Array, worlds: Float64Array): [number, number] {
  const known: number[] = [];
  worlds.forEach((n, d) => n > 0 && known.push(d));
  return known.length ? quantilesOf(Float64Array.from(reached, (n, d) => n / worlds[d]!), worlds, known) : [0, 0];
}

function drawn(even: Uint16Array, odd: Uint16Array, allEven: Uint16Array, allOdd: Uint16Array, isPart: boolean): Drawn {
  return {
    whole: Float64Array.from(even, (n, d) => (n + odd[d]!) / (allEven[d]! + allOdd[d]!)),
    even: Float64Array.from(even, (n, d) => n / allEven[d]!),
    odd: Float64Array.from(odd, (n, d) => n / allOdd[d]!),
    weights: isPart ? Float64Array.from(allEven, (n, d) => n + allOdd[d]!) : null,
  };
}
