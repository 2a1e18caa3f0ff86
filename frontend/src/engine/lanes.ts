/**
 * The times of all events in many lanes, kept and brought up to date.
 *
 * A lane is one world under one draw of the assumptions and one way in which actors choose. Owns the times that are kept (`plan.ts` says in
 * which slots), and the walk by which a change moves them: an event is computed in the lanes in which a cause whose numbers have changed, or
 * that reads an event that has moved, brought it about or can do so now, and in no other. Of events that depend on each other through time each
 * is computed again where another has moved, until none moves; a round is right for longer than the last, and times that satisfy every
 * definition are the only ones that do. Lanes that are slow to settle are left to `general.ts`. Leaves the computing of one event to
 * `happening.ts`, and what is made of the times to `tally.ts`.
 */

import { settleLane } from "./general";
import { Happening } from "./happening";
import type { Laid } from "./laying";
import { Marked } from "./marked";
import { isBlocked } from "./modified";
import type { Component, Plan, Run } from "./plan";
import { AT_ONCE, RATE, type Tables } from "./tables";

/** Rounds, for each event of a component, after which the general rule takes whatever still moves. */
const ROUNDS_PER_EVENT = 2;

/** The random numbers of lanes. */
export interface Worlds {
  /** By cause and lane: u, and -ln(1 - u). */
  u: Float64Array[];
  e: Float64Array[];
  /** By lane, its draw of the assumptions. */
  drawOf: Uint16Array;
}

export class Lanes {
  /** By slot and lane: when the event happens, and the cause that brings it about, -1 where none does. */
  readonly times: Float64Array[] = [];
  readonly won: Int16Array[] = [];
  /** By slot: the lanes in which the event has moved in the last update. */
  readonly moved: Marked[] = [];
  /** By slot and lane in which the event has moved: the earlier of its times before and after. */
  private readonly earlier: Float64Array[] = [];
  /** By slot: in how many lanes the event happens. */
  readonly alive: Int32Array;
  /** By run and event: its times by lane. */
  readonly rows: Float64Array[][];
  /** By event: in which ways of choosing it is not taken; null for what is no option taken upon an event. */
  readonly barred: (Uint8Array | null)[];
  /** By lane, the way of choosing. */
  readonly wayOf: Uint16Array;
  readonly count: number;
  readonly happening: Happening;
  /** In how many lanes events have been computed so far: a measure of work that is the same on every machine. */
  work = 0;

  private readonly every: Int32Array;
  private readonly pending: Marked[];
  private readonly taken: Int32Array;
  private readonly changing: Int32Array;
  private readonly single = new Int32Array(1);

  constructor(
    readonly tables: Tables,
    readonly runs: readonly Run[],
    readonly plan: Plan,
    readonly laid: Laid,
    readonly antecedent: number,
    readonly horizon: number,
    readonly worlds: Worlds,
  ) {
    const lanes = worlds.drawOf.length;
    this.count = lanes;
    for (let s = 0; s < plan.slots; s++) {
      this.times.push(new Float64Array(lanes).fill(Infinity));
      this.won.push(new Int16Array(lanes).fill(-1));
      this.moved.push(new Marked(lanes));
      this.earlier.push(new Float64Array(lanes));
    }
    this.alive = new Int32Array(plan.slots);
    const constants = new Map<number, Float64Array>();
    const constant = (time: number): Float64Array => {
      const row = constants.get(time) ?? new Float64Array(lanes).fill(time);
      constants.set(time, row);
      return row;
    };
    this.rows = runs.map(({ fixed }, r) => Array.from(plan.slot[r]!, (s, e) => (s >= 0 ? this.times[s]! : constant(fixed[e]!))));
    this.barred = new Array<Uint8Array | null>(tables.events).fill(null);
    this.wayOf = new Uint16Array(lanes);
    this.every = Int32Array.from({ length: lanes }, (_, i) => i);
    const together = new Set(plan.components.flatMap(({ members }) => members));
    this.pending = Array.from({ length: tables.events }, (_, e) => new Marked(together.has(e) ? lanes : 0));
    this.taken = new Int32Array(lanes);
    this.changing = new Int32Array(lanes);
    this.happening = new Happening(this, constant(Infinity));
  }

  /** Give an event whose times follow from the choices of lanes its time in one way of choosing after the other. */
  deal(slot: number, timeOf: Float64Array): void {
    for (let l = 0; l < this.count; l++) this.put(slot, l, timeOf[this.wayOf[l]!]!, -1);
  }

  /** Forget in which lanes anything has moved. */
  rest(): void {
    for (const moved of this.moved) moved.clear();
  }

  /** Forget all times: nothing has happened anywhere. */
  forget(): void {
    for (let s = 0; s < this.plan.slots; s++) {
      if (this.alive[s]) {
        this.times[s]!.fill(Infinity);
        this.won[s]!.fill(-1);
      }
    }
    this.alive.fill(0);
    this.rest();
  }

  /**
   * Bring all times up to date. `changed` are the assumptions whose values are others, null for all of them, when nothing has been computed;
   * `stirred` tells whether actors choose otherwise.
   */
  update(changed: ReadonlySet<number> | null, stirred = false): void {
    for (const component of this.plan.components) {
      if (changed === null && component.members.length === 1 && component.twin < 0) {
        this.compute(component, 0, this.every, this.count);
        continue;
      }
      if (!this.gather(component, changed, stirred)) continue;
      if (component.twin >= 0) this.follow(component);
      if (component.members.length > 1) {
        this.settle(component);
        continue;
      }
      const lanes = this.take(component.members[0]!);
      if (lanes.count) this.compute(component, 0, lanes.list, lanes.count);
    }
  }

  /** Return when an event would happen in a lane, as things stand in it, and by which cause. */
  soonest(run: number, event: number, l: number): { at: number; won: number } {
    if (this.barred[event]?.[this.wayOf[l]!]) return { at: Infinity, won: -1 };
    this.single[0] = l;
    const { out, won } = this.happening.fire(run, event, this.single, 1);
    return { at: out[0]!, won: won[0]! };
  }

  /** Have the events of a component wait in the lanes in which something they rest on has changed; tell whether there are any. */
  private gather({ run, members, slots, causes }: Component, changed: ReadonlySet<number> | null, stirred: boolean): boolean {
    let found = false;
    for (let i = 0; i < members.length; i++) {
      const pending = this.pending[members[i]!]!;
      if (changed === null || (stirred && this.barred[members[i]!])) pending.fill(this.every);
      else {
        for (const { cause, triggers, modifiers } of causes[i]!) {
          this.stir(run, slots[i]!, cause, changed, pending);
          for (const s of triggers) this.wake(run, slots[i]!, cause, this.moved[s]!.list, this.moved[s]!.count, null, pending);
          for (const s of modifiers) this.wake(run, slots[i]!, cause, this.moved[s]!.list, this.moved[s]!.count, this.earlier[s]!, pending);
        }
      }
      found ||= pending.count > 0;
    }
    return found;
  }

  /** Have an event wait where the numbers of one of its causes are others. */
  private stir(run: number, slot: number, c: number, changed: ReadonlySet<number>, pending: Marked): void {
    const { chance, modifierStart, modifierEvent, modifierUntil, modifierRatio } = this.tables;
    if (changed.has(chance[c]!)) this.wake(run, slot, c, this.every, this.count, null, pending);
    for (let m = modifierStart[c]!; m < modifierStart[c + 1]!; m++) {
      if (!changed.has(modifierRatio[m]!)) continue;
      const since = modifierUntil[m] === 1 ? null : this.rows[run]![modifierEvent[m]!]!;
      this.wake(run, slot, c, this.every, this.count, since, pending);
    }
  }

  /**
   * Have an event wait in those of some lanes in which one of its causes brought it about or can now. `since`, by lane, is from when on the
   * cause may work otherwise: a lane in which the event has happened before that is as it was.
   */
  private wake(
    run: number, slot: number, c: number, list: Int32Array, count: number, since: Float64Array | null, pending: Marked,
  ): void {
    if (!count) return;
    const { triggerStart, triggerEvent, clock } = this.tables;
    const begin = triggerStart[c]!;
    const events = triggerStart[c + 1]! - begin;
    const trigger = events === 1 ? this.rows[run]![triggerEvent[begin]!]! : null;
    const untriggered = events ? -Infinity : 0;
    const { horizon } = this;
    const { drawOf } = this.worlds;
    const times = this.times[slot]!;
    const won = this.won[slot]!;
    const e = this.worlds.e[c]!;
    const most = this.laid.most[c]!;
    const isRate = clock[c] === RATE;
    const opens = this.tables.opens[c]!;
    const blocks = this.happening.blocks[run]![c]!;
    for (let k = 0; k < count; k++) {
      const l = list[k]!;
      if (since !== null && (since[l]! > times[l]! || since[l]! > horizon)) continue;
      if (won[l] === c) pending.add(l);
      else {
        const t = trigger === null ? untriggered : trigger[l]!;
        const bound = most[drawOf[l]!]!;
        const soonest = isRate ? t + bound * e[l]! : e[l]! <= bound ? t + opens : Infinity;
        const latest = times[l]! < horizon ? times[l]! : horizon;
        if (soonest <= latest && !isBlocked(blocks, l, t, soonest, latest)) pending.add(l);
      }
    }
  }

  /**
   * Take over the times of the twin run in the lanes in which the antecedent does not happen of itself. Where the antecedent is one of the
   * events, that is as it was before: whether it still does not happen is computed then.
   */
  private follow(component: Component): void {
    const { run, twin, members, slots } = component;
    const own = this.rows[run]![this.antecedent]!;
    const place = members.indexOf(this.antecedent);
    if (place >= 0 && (members.length === 1 || this.isInstant(component))) return;
    const twins = members.map((event) => this.plan.slot[twin]![event]!);
    for (const [i, event] of members.entries()) {
      if (i === place) continue;
      const pending = this.pending[event]!;
      let rest = 0;
      for (let k = 0; k < pending.count; k++) {
        const l = pending.list[k]!;
        if (own[l] === Infinity) {
          pending.flag[l] = 0;
          for (let j = 0; j < slots.length; j++) if (j !== place) this.put(slots[j]!, l, this.times[twins[j]!]![l]!, this.won[twins[j]!]![l]!);
          if (place >= 0) this.pending[this.antecedent]!.add(l);
        } else pending.list[rest++] = l;
      }
      pending.count = rest;
    }
  }

  /** Take the lanes in which an event waits; it waits in none then. */
  private take(event: number): { list: Int32Array; count: number } {
    const pending = this.pending[event]!;
    const { count } = pending;
    const every = count === this.count;
    if (!every) this.taken.set(pending.list.subarray(0, count));
    pending.clear();
    return { list: every ? this.every : this.taken, count };
  }

  /** Compute events that depend on each other, round by round. */
  private settle(component: Component): void {
    const { members } = component;
    if (this.isInstant(component)) this.beginAnew(component);
    const last = ROUNDS_PER_EVENT * members.length;
    let turning = true;
    for (let turn = 0; turning && turn <= last; turn++) {
      turning = false;
      for (let i = 0; i < members.length; i++) {
        const lanes = this.take(members[i]!);
        if (!lanes.count) continue;
        turning = true;
        const moved = this.compute(component, i, lanes.list, lanes.count);
        if (!moved) continue;
        for (let j = 0; j < members.length; j++) {
          if (j !== i) this.pass(component, i, j, moved);
        }
      }
    }
    if (!turning) return;
    const first = this.pending[members[0]!]!;
    for (const event of members.slice(1)) {
      first.addAll(this.pending[event]!);
      this.pending[event]!.clear();
    }
    for (let k = 0; k < first.count; k++) settleLane(this, component, first.list[k]!);
    first.clear();
  }

  /** Have one event of a component wait where another has just moved, in the lanes `changing`. */
  private pass({ run, members, slots, causes }: Component, from: number, to: number, moved: number): void {
    for (const { cause } of causes[to]!) {
      const { triggerStart, triggerEvent, modifierStart, modifierEvent } = this.tables;
      const pending = this.pending[members[to]!]!;
      if (triggerEvent.subarray(triggerStart[cause], triggerStart[cause + 1]).includes(members[from]!)) {
        this.wake(run, slots[to]!, cause, this.changing, moved, null, pending);
      } else if (modifierEvent.subarray(modifierStart[cause], modifierStart[cause + 1]).includes(members[from]!)) {
        this.wake(run, slots[to]!, cause, this.changing, moved, this.earlier[slots[from]!]!, pending);
      }
    }
  }

  /** Tell whether one event of a component can bring another about at the very instant: then its old times are no beginning. */
  private isInstant({ members }: Component): boolean {
    const { triggerStart, triggerEvent, clock } = this.tables;
    const isSudden = (c: number): boolean => clock[c] === AT_ONCE || (clock[c] === RATE && this.laid.chance(c).some((p) => p >= 1));
    const waits = (c: number): boolean => triggerEvent.subarray(triggerStart[c], triggerStart[c + 1]).some((e) => members.includes(e));
    return members.some((event) => this.tables.causesOf(event).some((c) => isSudden(c) && waits(c)));
  }

  /** Have nothing happened, and every event wait, in all lanes in which some event of a component waits. */
  private beginAnew({ members, slots }: Component): void {
    const all = this.pending[members[0]!]!;
    for (const event of members.slice(1)) all.addAll(this.pending[event]!);
    members.forEach((event, i) => {
      if (i) this.pending[event]!.addAll(all);
      for (let k = 0; k < all.count; k++) this.put(slots[i]!, all.list[k]!, Infinity, -1);
    });
  }

  /** Keep an event's time in one lane. */
  put(slot: number, l: number, time: number, won: number): void {
    const times = this.times[slot]!;
    const before = times[l]!;
    if (time === before && this.won[slot]![l] === won) return;
    this.alive[slot]! += (time < Infinity ? 1 : 0) - (before < Infinity ? 1 : 0);
    times[l] = time;
    this.won[slot]![l] = won;
    const earlier = this.earlier[slot]!;
    earlier[l] = Math.min(before, time, this.moved[slot]!.flag[l] ? earlier[l]! : Infinity);
    this.moved[slot]!.add(l);
  }

  /** Compute one event in some lanes; write those in which it moves into `changing` and return how many they are. */
  private compute({ run, members, slots }: Component, place: number, list: Int32Array, count: number): number {
    const event = members[place]!;
    const slot = slots[place]!;
    const fired = this.happening.fire(run, event, list, count);
    if (!fired.any && !this.alive[slot]) return 0;
    this.work += count;
    const { wayOf, changing } = this;
    const { out, won: outWon } = fired;
    const barred = this.barred[event];
    if (barred) {
      for (let i = 0; i < count; i++) {
        if (barred[wayOf[list[i]!]!]) {
          out[i] = Infinity;
          outWon[i] = -1;
        }
      }
    }
    const times = this.times[slot]!;
    const won = this.won[slot]!;
    const { list: movedList, flag } = this.moved[slot]!;
    const earlier = this.earlier[slot]!;
    let movedCount = this.moved[slot]!.count;
    let alive = 0;
    let found = 0;
    for (let i = 0; i < count; i++) {
      const l = list[i]!;
      const time = out[i]!;
      const before = times[l]!;
      const winner = outWon[i]!;
      if (time !== before || winner !== won[l]!) {
        alive += (time < Infinity ? 1 : 0) - (before < Infinity ? 1 : 0);
        times[l] = time;
        won[l] = winner;
        changing[found++] = l;
        const sooner = time < before ? time : before;
        if (flag[l] === 0) {
          flag[l] = 1;
          movedList[movedCount++] = l;
          earlier[l] = sooner;
        } else if (sooner < earlier[l]!) earlier[l] = sooner;
      }
    }
    this.moved[slot]!.count = movedCount;
    this.alive[slot]! += alive;
    return found;
  }
}
