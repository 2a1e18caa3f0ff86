/**
 * When one event happens in some lanes, from the times of all that it depends on.
 *
 * Owns the walk over its causes: their triggers, whether modifiers act on them, and which loop they take. Leaves the loops to `firing.ts` and
 * `modified.ts`, and keeping the times to `lanes.ts`. An event that has not happened has not happened for its own causes either, whatever time
 * is kept.
 */

import { fireJumps, fireRates, fireWindows, type Numbers, type Rows } from "./firing";
import type { Lanes } from "./lanes";
import { type Blocks, fireModified, type Modifiers, Room } from "./modified";
import { AT_ONCE, RATE, WINDOW } from "./tables";

export class Happening {
  /** By cause: whether it can fire in any lane. */
  readonly live: Uint8Array;
  private readonly out: Float64Array;
  private readonly won: Int16Array;
  private readonly tau: Float64Array;
  private readonly lowest: Float64Array;
  private readonly numbers: Numbers;
  private readonly modifiers: Modifiers = { count: 0, times: [], ratio: [], until: [], blocks: { once: [], until: [] } };
  /** By run and cause. */
  readonly blocks: Blocks[][];
  private readonly room: Room;

  constructor(
    private readonly lanes: Lanes,
    private readonly never: Float64Array,
  ) {
    const { count, tables, horizon, worlds } = lanes;
    this.live = new Uint8Array(tables.causes).fill(1);
    this.out = new Float64Array(count);
    this.won = new Int16Array(count);
    this.tau = new Float64Array(count);
    this.room = new Room(count);
    this.blocks = lanes.runs.map((_, run) => Array.from({ length: tables.causes }, (__, c) => this.blocksOf(run, c)));
    this.lowest = new Float64Array(tables.needs.reduce((most, needs) => Math.max(most, needs), 1));
    this.numbers = {
      cause: 0, horizon, opens: 0, closes: 0, span: 0, u: never, e: never, drawOf: worlds.drawOf, p: never, scale: never, most: never, whole: never,
    };
  }

  /** Return an event's times in some lanes, side by side, the causes that bring it about, and whether any of them could. */
  fire(run: number, event: number, lane: Int32Array, count: number): Rows & { any: boolean } {
    const { causeStart, clock } = this.lanes.tables;
    const rows = { lane, count, tau: this.tau, out: this.out, won: this.won, any: false };
    this.out.fill(Infinity, 0, count);
    this.won.fill(-1, 0, count);
    for (let acting = 0; acting < 2; acting++) {
      for (let c = causeStart[event]!; c < causeStart[event + 1]!; c++) {
        if (!this.live[c] || (this.isActing(run, c) ? 1 : 0) !== acting || !this.trigger(run, c, lane, count)) continue;
        rows.any = true;
        this.load(c);
        if (acting) fireModified(clock[c]!, this.numbers, this.modifiersOf(run, c), rows, this.room);
        else if (clock[c] === WINDOW) fireWindows(this.numbers, rows);
        else if (clock[c] === RATE) fireRates(this.numbers, rows);
        else fireJumps(this.numbers, rows);
      }
    }
    return rows;
  }

  /** Tell whether an event happens in no lane of a run. */
  private isAbsent(run: number, event: number): boolean {
    const slot = this.lanes.plan.slot[run]![event]!;
    return slot < 0 ? this.lanes.runs[run]!.fixed[event] === Infinity : this.lanes.alive[slot] === 0;
  }

  /** Tell whether a cause must be treated as modified; a jump is wherever it has modifiers, for its rule has another form then. */
  private isActing(run: number, c: number): boolean {
    const { modifierStart, modifierEvent, modifierUntil, clock, eventOf } = this.lanes.tables;
    const begin = modifierStart[c]!;
    const end = modifierStart[c + 1]!;
    if (begin < end && clock[c] === AT_ONCE) return true;
    for (let m = begin; m < end; m++) {
      const event = modifierEvent[m]!;
      if (modifierUntil[m] === 1 || (event !== eventOf[c] && !this.isAbsent(run, event))) return true;
    }
    return false;
  }

  /** Have the numbers of a cause at hand. */
  private load(c: number): void {
    const { numbers, lanes } = this;
    const { tables, laid, worlds } = lanes;
    numbers.cause = c;
    numbers.opens = tables.opens[c]!;
    numbers.closes = tables.closes[c]!;
    numbers.span = tables.span[c]!;
    numbers.u = worlds.u[c]!;
    numbers.e = worlds.e[c]!;
    numbers.p = laid.chance(c);
    numbers.scale = laid.scale[c]!;
    numbers.most = laid.most[c]!;
    numbers.whole = laid.whole[c]!;
  }

  private modifiersOf(run: number, c: number): Modifiers {
    const { modifiers } = this;
    const { tables, laid, rows } = this.lanes;
    const begin = tables.modifierStart[c]!;
    modifiers.count = tables.modifierStart[c + 1]! - begin;
    for (let m = 0; m < modifiers.count; m++) {
      const event = tables.modifierEvent[begin + m]!;
      modifiers.times[m] = event === tables.eventOf[c] ? this.never : rows[run]![event]!;
      modifiers.ratio[m] = laid.values[tables.modifierRatio[begin + m]!]!;
      modifiers.until[m] = tables.modifierUntil[begin + m] === 1;
    }
    modifiers.blocks = this.blocks[run]![c]!;
    return modifiers;
  }

  private blocksOf(run: number, c: number): Blocks {
    const { modifierStart, modifierEvent, modifierUntil, modifierRatio, eventOf, program } = this.lanes.tables;
    const found: Blocks = { once: [], until: [] };
    for (let m = modifierStart[c]!; m < modifierStart[c + 1]!; m++) {
      const event = modifierEvent[m]!;
      if (modifierRatio[m]! < program.assumptions.length || event === eventOf[c]) continue;
      (modifierUntil[m] ? found.until : found.once).push(this.lanes.rows[run]![event]!);
    }
    return found;
  }

  /** Write the trigger times of a cause into `tau`; return whether it can come into force in any lane. */
  private trigger(run: number, c: number, lane: Int32Array, count: number): boolean {
    const { triggerStart, triggerEvent, needs, eventOf } = this.lanes.tables;
    const { tau, lowest } = this;
    const begin = triggerStart[c]!;
    const end = triggerStart[c + 1]!;
    const least = needs[c]!;
    if (begin === end) {
      tau.fill(0, 0, count);
      return true;
    }
    const rows: Float64Array[] = [];
    for (let j = begin; j < end; j++) {
      const event = triggerEvent[j]!;
      if (event !== eventOf[c] && !this.isAbsent(run, event)) rows.push(this.lanes.rows[run]![event]!);
    }
    if (rows.length < least) return false;
    if (least > 1 && least < rows.length) {
      for (let i = 0; i < count; i++) tau[i] = nth(rows, lane[i]!, least, lowest);
      return true;
    }
    copy(rows[0]!, lane, count, tau);
    for (let j = 1; j < rows.length; j++) {
      if (least === 1) first(rows[j]!, lane, count, tau);
      else last(rows[j]!, lane, count, tau);
    }
    return true;
  }
}

function copy(row: Float64Array, lane: Int32Array, count: number, tau: Float64Array): void {
  for (let i = 0; i < count; i++) tau[i] = row[lane[i]!]!;
}

function first(row: Float64Array, lane: Int32Array, count: number, tau: Float64Array): void {
  for (let i = 0; i < count; i++) tau[i] = Math.min(tau[i]!, row[lane[i]!]!);
}

function last(row: Float64Array, lane: Int32Array, count: number, tau: Float64Array): void {
  for (let i = 0; i < count; i++) tau[i] = Math.max(tau[i]!, row[lane[i]!]!);
}

/** Return the time by which `needs` of some events have happened in a lane; `lowest` is scratch. */
function nth(rows: readonly Float64Array[], l: number, needs: number, lowest: Float64Array): number {
  lowest.fill(Infinity, 0, needs);
  for (const row of rows) {
    let time = row[l]!;
    for (let k = 0; k < needs; k++) {
      const held = lowest[k]!;
      if (time < held) {
        lowest[k] = time;
        time = held;
      }
    }
  }
  return lowest[needs - 1]!;
}
