/**
 * The times of all events in many lanes, kept and brought up to date.
 *
 * A lane is one world under one draw of the assumptions and one way in which actors choose. Owns the times that are kept (`plan.ts` says in
 * which slots), and the walk by which a change moves them: an event is computed in the lanes in which its own causes have changed or an event
 * that they read has moved, and in no other. Of events that depend on each other through time each is computed again where another has moved,
 * until none moves; a round is right for longer than the last, and times that satisfy every definition are the only ones that do. Lanes that
 * are slow to settle are left to `general.ts`. Leaves the arithmetic to `firing.ts` and what is made of the times to `tally.ts`.
 */

import {
  fireJumps, fireModifiedJumps, fireModifiedRates, fireModifiedWindows, fireRates, fireWindows, type Modifiers, type Numbers, type Rows,
} from "./firing";
import { settleLane } from "./general";
import type { Laid } from "./laying";
import type { Component, Plan, Run } from "./plan";
import { AT_ONCE, RATE, type Tables, WINDOW } from "./tables";

/** Rounds, for each event of a component, after which the general rule takes whatever still moves. */
const ROUNDS_PER_EVENT = 2;
const MOST_MODIFIERS = 64;

/** Lanes of a list, each once. */
class Marked {
  readonly list: Int32Array;
  readonly flag: Uint8Array;
  count = 0;

  constructor(lanes: number) {
    this.list = new Int32Array(lanes);
    this.flag = new Uint8Array(lanes);
  }

  add(lane: number): void {
    if (this.flag[lane] === 0) {
      this.flag[lane] = 1;
      this.list[this.count++] = lane;
    }
  }

  clear(): void {
    const { list, flag, count } = this;
    if (count === list.length) flag.fill(0);
    else for (let i = 0; i < count; i++) flag[list[i]!] = 0;
    this.count = 0;
  }
}

export class Lanes {
  /** By slot and lane: when the event happens, and the cause that brings it about, -1 where none does. */
  readonly times: Float64Array[] = [];
  readonly won: Int16Array[] = [];
  /** By slot: the lanes in which the event has moved in the last update. */
  readonly moved: Marked[] = [];
  /** By slot: in how many lanes the event happens. */
  readonly alive: Int32Array;
  /** By run and event: its times by lane. */
  readonly rows: Float64Array[][];
  /** By cause: whether it can fire in any lane. */
  readonly live: Uint8Array;
  /** By event: in which ways of choosing it is not taken; null for what is no option taken upon an event. */
  readonly barred: (Uint8Array | null)[];
  /** By lane, the way of choosing. */
  readonly wayOf: Uint16Array;

  private readonly everyLane: Int32Array;
  private readonly pending: Marked[];
  private readonly taken: Int32Array;
  private readonly out: Float64Array;
  private readonly outWon: Int16Array;
  private readonly tau: Float64Array;
  private readonly lowest: Float64Array;
  private readonly numbers: Numbers;
  private readonly modifiers: Modifiers;
  private readonly fixedAbsent: boolean[][];

  constructor(
    readonly tables: Tables,
    readonly runs: readonly Run[],
    readonly plan: Plan,
    readonly laid: Laid,
    readonly antecedent: number,
    readonly horizon: number,
    /** By cause and lane. */
    readonly u: Float64Array[],
    readonly e: Float64Array[],
    readonly drawOf: Uint16Array,
  ) {
    const lanes = drawOf.length;
    for (let s = 0; s < plan.slots; s++) {
      this.times.push(new Float64Array(lanes).fill(Infinity));
      this.won.push(new Int16Array(lanes).fill(-1));
      this.moved.push(new Marked(lanes));
    }
    this.alive = new Int32Array(plan.slots);
    const constants = new Map<number, Float64Array>();
    const constant = (time: number): Float64Array => {
      const row = constants.get(time) ?? new Float64Array(lanes).fill(time);
      constants.set(time, row);
      return row;
    };
    this.rows = runs.map(({ fixed }, r) => Array.from(plan.slot[r]!, (s, e) => (s >= 0 ? this.times[s]! : constant(fixed[e]!))));
    this.fixedAbsent = runs.map(({ fixed }) => Array.from(fixed, (time) => time === Infinity));
    this.live = new Uint8Array(tables.causes).fill(1);
    this.barred = new Array<Uint8Array | null>(tables.events).fill(null);
    this.wayOf = new Uint16Array(lanes);
    this.everyLane = Int32Array.from({ length: lanes }, (_, i) => i);
    this.pending = Array.from({ length: tables.events }, () => new Marked(0));
    for (const { members } of plan.components) for (const e of members) if (!this.pending[e]!.list.length) this.pending[e] = new Marked(lanes);
    this.taken = new Int32Array(lanes);
    this.out = new Float64Array(lanes);
    this.outWon = new Int16Array(lanes);
    this.tau = new Float64Array(lanes);
    this.lowest = new Float64Array(tables.needs.reduce((most, needs) => Math.max(most, needs), 1));
    const none = new Float64Array(0);
    this.numbers = { cause: 0, horizon, opens: 0, closes: 0, span: 0, u: none, e: none, drawOf, p: none, scale: none, most: none };
    this.modifiers = { count: 0, times: [], ratio: [], until: new Uint8Array(MOST_MODIFIERS) };
  }

  get count(): number {
    return this.drawOf.length;
  }

  /** Give an event whose times follow from the choices of lanes its time in one way of choosing after the other. */
  deal(slot: number, timeOf: Float64Array): void {
    const { count, wayOf } = this;
    for (let l = 0; l < count; l++) this.put(slot, l, timeOf[wayOf[l]!]!, -1);
  }

  /** Forget in which lanes anything has moved. */
  rest(): void {
    for (const moved of this.moved) moved.clear();
  }

  /** Forget all times: nothing has happened anywhere. */
  forget(): void {
    for (let s = 0; s < this.plan.slots; s++) {
      this.times[s]!.fill(Infinity);
      this.won[s]!.fill(-1);
    }
    this.alive.fill(0);
  }

  /**
   * Bring all times up to date. `changed` are the causes whose numbers are others, null for all of them; `stirred` are lanes in which
   * actors choose otherwise.
   */
  update(changed: ReadonlySet<number> | null, stirred: Marked | null = null): void {
    for (const component of this.plan.components) {
      if (!this.gather(component, changed, stirred)) continue;
      if (component.twin >= 0) this.follow(component);
      if (component.members.length === 1) {
        const lanes = this.take(component.members[0]!);
        if (lanes.count) this.compute(component, 0, lanes.list, lanes.count, null);
      } else this.settle(component);
    }
  }

  /** Have the events of a component wait in the lanes in which something they rest on has changed. */
  private gather(component: Component, changed: ReadonlySet<number> | null, stirred: Marked | null): boolean {
    const { causeStart } = this.tables;
    let found = false;
    component.members.forEach((event, i) => {
      const pending = this.pending[event]!;
      if (changed === null) {
        pending.list.set(this.everyLane);
        pending.count = this.count;
        pending.flag.fill(1);
      } else {
        for (const slot of component.inputs[i]!) {
          const { list, count } = this.moved[slot]!;
          for (let k = 0; k < count; k++) pending.add(list[k]!);
        }
        if (stirred && this.barred[event]) for (let k = 0; k < stirred.count; k++) pending.add(stirred.list[k]!);
        for (let c = causeStart[event]!; c < causeStart[event + 1]!; c++) if (changed.has(c)) this.awaitCause(component.run, component.slots[i]!, c, pending);
      }
      found ||= pending.count > 0;
    });
    return found;
  }

  /** Have an event wait in the lanes in which one of its causes brought it about or can now. */
  private awaitCause(run: number, slot: number, c: number, pending: Marked): void {
    const { needs, triggerStart, triggerEvent, clock, opens } = this.tables;
    const single = needs[c] === 1 && triggerStart[c + 1]! - triggerStart[c]! === 1;
    const trigger = single ? this.rows[run]![triggerEvent[triggerStart[c]!]!]! : null;
    const { count, horizon, drawOf } = this;
    const times = this.times[slot]!;
    const won = this.won[slot]!;
    const e = this.e[c]!;
    const most = this.laid.most[c]!;
    const isRate = clock[c] === RATE;
    const opening = opens[c]!;
    for (let l = 0; l < count; l++) {
      const t = trigger === null ? 0 : trigger[l]!;
      if (t <= horizon) {
        const can = isRate ? t + most[drawOf[l]!]! * e[l]! <= Math.min(horizon, times[l]!) : e[l]! <= most[drawOf[l]!]! && t + opening <= times[l]!;
        if (can || won[l] === c) pending.add(l);
      }
    }
  }

  /** Take over the times of the twin run in the lanes in which the antecedent does not happen of itself. */
  private follow({ run, twin, members, slots }: Component): void {
    const own = this.rows[run]![this.antecedent]!;
    const twins = members.map((event) => this.plan.slot[twin]![event]!);
    if (twins.includes(-1)) return;
    for (const event of members) {
      const pending = this.pending[event]!;
      let rest = 0;
      for (let k = 0; k < pending.count; k++) {
        const l = pending.list[k]!;
        if (own[l] === Infinity) {
          pending.flag[l] = 0;
          for (let i = 0; i < slots.length; i++) this.put(slots[i]!, l, this.times[twins[i]!]![l]!, this.won[twins[i]!]![l]!);
        } else pending.list[rest++] = l;
      }
      pending.count = rest;
    }
  }

  /** Take the lanes in which an event waits; it waits in none then. */
  private take(event: number): { list: Int32Array; count: number } {
    const pending = this.pending[event]!;
    const count = pending.count;
    if (count === this.count) {
      pending.clear();
      return { list: this.everyLane, count };
    }
    this.taken.set(pending.list.subarray(0, count));
    pending.clear();
    return { list: this.taken, count };
  }

  /** Compute events that depend on each other, round by round. */
  private settle(component: Component): void {
    const { members, slots } = component;
    if (this.isInstant(component)) this.beginAnew(component);
    const last = ROUNDS_PER_EVENT * members.length;
    let turning = true;
    for (let turn = 0; turning && turn <= last; turn++) {
      turning = false;
      for (let i = 0; i < members.length; i++) {
        const lanes = this.take(members[i]!);
        if (!lanes.count) continue;
        this.compute(component, i, lanes.list, lanes.count, component);
        turning = true;
      }
    }
    if (!turning) return;
    const [first, ...others] = members.map((e) => this.pending[e]!) as [Marked, ...Marked[]];
    for (const other of others) {
      for (let k = 0; k < other.count; k++) first.add(other.list[k]!);
      other.clear();
    }
    for (let k = 0; k < first.count; k++) {
      const l = first.list[k]!;
      settleLane(this, component, l, (i, time, won) => this.put(slots[i]!, l, time, won));
    }
    first.clear();
  }

  /** Tell whether one event of a component can bring another about at the very instant: then its old times are no beginning. */
  private isInstant({ members }: Component): boolean {
    const { causeStart, triggerStart, triggerEvent, clock } = this.tables;
    return members.some((event) => {
      for (let c = causeStart[event]!; c < causeStart[event + 1]!; c++) {
        const sudden = clock[c] === AT_ONCE || (clock[c] === RATE && this.laid.chance(c).some((p) => p >= 1));
        if (sudden && triggerEvent.subarray(triggerStart[c], triggerStart[c + 1]).some((e) => members.includes(e))) return true;
      }
      return false;
    });
  }

  /** Have nothing happened, and every event wait, in all lanes in which some event of a component waits. */
  private beginAnew({ members, slots }: Component): void {
    const all = this.pending[members[0]!]!;
    for (const event of members) {
      const other = this.pending[event]!;
      if (other !== all) for (let k = 0; k < other.count; k++) all.add(other.list[k]!);
    }
    members.forEach((event, i) => {
      const pending = this.pending[event]!;
      for (let k = 0; k < all.count; k++) {
        const l = all.list[k]!;
        pending.add(l);
        this.put(slots[i]!, l, Infinity, -1);
      }
    });
  }

  /** Keep an event's time in one lane. */
  put(slot: number, l: number, time: number, won: number): boolean {
    const times = this.times[slot]!;
    const before = times[l]!;
    if (time === before && this.won[slot]![l] === won) return false;
    this.alive[slot] += (time < Infinity ? 1 : 0) - (before < Infinity ? 1 : 0);
    times[l] = time;
    this.won[slot]![l] = won;
    this.moved[slot]!.add(l);
    return time !== before;
  }

  /** Compute one event in some lanes; where it moves, its readers among the events of `within` wait. */
  private compute(component: Component, place: number, list: Int32Array, count: number, within: Component | null): void {
    const event = component.members[place]!;
    const slot = component.slots[place]!;
    this.fire(component.run, event, list, count);
    const { out, outWon, wayOf } = this;
    const barred = this.barred[event];
    const readers = within === null ? null : this.tables.readers[event]!.filter((e) => within.members.includes(e)).map((e) => this.pending[e]!);
    for (let i = 0; i < count; i++) {
      const l = list[i]!;
      const not = barred && barred[wayOf[l]!];
      const time = not ? Infinity : out[i]!;
      if (this.put(slot, l, time, not ? -1 : outWon[i]!) && readers) for (const reader of readers) reader.add(l);
    }
  }

  /** Write an event's times in some lanes into `out`, from the times of all that it depends on. */
  private fire(run: number, event: number, lane: Int32Array, count: number): void {
    const { causeStart, clock } = this.tables;
    const rows: Rows = { lane, count, tau: this.tau, out: this.out, won: this.outWon };
    this.out.fill(Infinity, 0, count);
    this.outWon.fill(-1, 0, count);
    for (let acting = 0; acting < 2; acting++) {
      for (let c = causeStart[event]!; c < causeStart[event + 1]!; c++) {
        if (!this.live[c] || (this.isActing(run, c) ? 1 : 0) !== acting || !this.trigger(run, c, lane, count)) continue;
        const numbers = this.numbersOf(c);
        if (acting) {
          const modifiers = this.modifiersOf(run, c);
          if (clock[c] === WINDOW) fireModifiedWindows(numbers, modifiers, rows);
          else if (clock[c] === RATE) fireModifiedRates(numbers, modifiers, rows);
          else fireModifiedJumps(numbers, modifiers, rows);
        } else if (clock[c] === WINDOW) fireWindows(numbers, rows);
        else if (clock[c] === RATE) fireRates(numbers, rows);
        else fireJumps(numbers, rows);
      }
    }
  }

  /** Tell whether an event happens in no lane of a run. */
  private isAbsent(run: number, event: number): boolean {
    const slot = this.plan.slot[run]![event]!;
    return slot < 0 ? this.fixedAbsent[run]![event]! : this.alive[slot] === 0;
  }

  /** Tell whether a cause must be treated as modified; a jump is wherever it has modifiers, for its rule has another form then. */
  private isActing(run: number, c: number): boolean {
    const { modifierStart, modifierEvent, modifierUntil, clock } = this.tables;
    const begin = modifierStart[c]!;
    const end = modifierStart[c + 1]!;
    if (begin < end && clock[c] === AT_ONCE) return true;
    for (let m = begin; m < end; m++) if (modifierUntil[m] === 1 || !this.isAbsent(run, modifierEvent[m]!)) return true;
    return false;
  }

  numbersOf(c: number): Numbers {
    const { numbers, tables, laid } = this;
    numbers.cause = c;
    numbers.opens = tables.opens[c]!;
    numbers.closes = tables.closes[c]!;
    numbers.span = tables.span[c]!;
    numbers.u = this.u[c]!;
    numbers.e = this.e[c]!;
    numbers.p = laid.chance(c);
    numbers.scale = laid.scale[c]!;
    numbers.most = laid.most[c]!;
    return numbers;
  }

  modifiersOf(run: number, c: number): Modifiers {
    const { modifiers, tables, laid } = this;
    const begin = tables.modifierStart[c]!;
    modifiers.count = tables.modifierStart[c + 1]! - begin;
    for (let m = 0; m < modifiers.count; m++) {
      modifiers.times[m] = this.rows[run]![tables.modifierEvent[begin + m]!]!;
      modifiers.ratio[m] = laid.values[tables.modifierRatio[begin + m]!]!;
      modifiers.until[m] = tables.modifierUntil[begin + m]!;
    }
    return modifiers;
  }

  /** Write the trigger times of a cause into `tau`; return whether it can come into force in any lane. */
  private trigger(run: number, c: number, lane: Int32Array, count: number): boolean {
    const { triggerStart, triggerEvent, needs } = this.tables;
    const { tau, lowest } = this;
    const begin = triggerStart[c]!;
    const end = triggerStart[c + 1]!;
    const least = needs[c]!;
    if (begin === end) {
      tau.fill(0, 0, count);
      return true;
    }
    const rows: Float64Array[] = [];
    for (let j = begin; j < end; j++) if (!this.isAbsent(run, triggerEvent[j]!)) rows.push(this.rows[run]![triggerEvent[j]!]!);
    if (rows.length < least) return false;
    const first = rows[0]!;
    if (least > 1 && least < rows.length) {
      for (let i = 0; i < count; i++) tau[i] = nth(rows, lane[i]!, least, lowest);
      return true;
    }
    for (let i = 0; i < count; i++) tau[i] = first[lane[i]!]!;
    for (let j = 1; j < rows.length; j++) {
      const row = rows[j]!;
      if (least === 1) for (let i = 0; i < count; i++) tau[i] = Math.min(tau[i]!, row[lane[i]!]!);
      else for (let i = 0; i < count; i++) tau[i] = Math.max(tau[i]!, row[lane[i]!]!);
    }
    return true;
  }
}

/** Return the time by which `needs` of some events have happened in a lane; `lowest` is scratch. */
export function nth(rows: readonly Float64Array[], l: number, needs: number, lowest: Float64Array): number {
  for (let k = 0; k < needs; k++) lowest[k] = Infinity;
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

export { Marked };
