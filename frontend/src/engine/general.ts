/**
 * Events that depend on each other, in one lane, by letting them happen one after the other.
 *
 * Owns the general rule for a cycle through time; `lanes.ts` uses it where its rounds do not settle. The arithmetic is that of `firing.ts`.
 */

import { jumpDelay, rateDelay, windowDelay } from "./firing";
import { type Lanes, nth } from "./lanes";
import type { Component } from "./plan";
import { RATE, WINDOW } from "./tables";

/** Compute all events of a component in lane `l`; `keep` is told each member's time and cause. */
export function settleLane(lanes: Lanes, component: Component, l: number, keep: (place: number, time: number, won: number) => void): void {
  const { members, slots, run } = component;
  const { tables, horizon } = lanes;
  for (let i = 0; i < members.length; i++) keep(i, Infinity, -1);
  const time = (i: number): number => lanes.times[slots[i]!]![l]!;
  const due = members.map((event) => soonest(lanes, run, event, l));
  for (;;) {
    let next = -1;
    for (let i = 0; i < members.length; i++) {
      const at = due[i]!.at;
      if (time(i) !== Infinity || at > horizon || at === Infinity) continue;
      if (next < 0 || at < due[next]!.at || (at === due[next]!.at && tables.rank[members[i]!]! < tables.rank[members[next]!]!)) next = i;
    }
    if (next < 0) return;
    keep(next, due[next]!.at, due[next]!.won);
    for (let i = 0; i < members.length; i++) {
      if (time(i) === Infinity && tables.reads[members[i]!]!.includes(members[next]!)) due[i] = soonest(lanes, run, members[i]!, l);
    }
  }
}

/** When an event would happen, were nothing else to happen before, and by which cause. */
function soonest(lanes: Lanes, run: number, event: number, l: number): { at: number; won: number } {
  const { causeStart } = lanes.tables;
  const barred = lanes.barred[event];
  let at = Infinity;
  let won = -1;
  if (barred && barred[lanes.wayOf[l]!]) return { at, won };
  for (let c = causeStart[event]!; c < causeStart[event + 1]!; c++) {
    const fires = lanes.live[c] ? fireOne(lanes, run, c, l) : Infinity;
    if (fires < at) {
      at = fires;
      won = c;
    }
  }
  return { at, won };
}

/** Return the firing time of one cause in one lane from what has happened so far. */
export function fireOne(lanes: Lanes, run: number, c: number, l: number): number {
  const { triggerStart, triggerEvent, needs, modifierStart, clock, opens, closes } = lanes.tables;
  const rows = Array.from(triggerEvent.subarray(triggerStart[c], triggerStart[c + 1]), (e) => lanes.rows[run]![e]!);
  const tau = rows.length ? nth(rows, l, needs[c]!, new Float64Array(needs[c]!)) : 0;
  const numbers = lanes.numbersOf(c);
  const d = lanes.drawOf[l]!;
  const p = numbers.p[d]!;
  const u = numbers.u[l]!;
  if (tau === Infinity || p === 0) return Infinity;
  if (modifierStart[c] === modifierStart[c + 1]) {
    if (clock[c] === WINDOW) return u <= p ? tau + Math.min(opens[c]! + u * numbers.scale[d]!, closes[c]!) : Infinity;
    if (clock[c] === RATE) return tau + numbers.scale[d]! * numbers.e[l]!;
    return u < p ? tau : Infinity;
  }
  const modifiers = lanes.modifiersOf(run, c);
  if (clock[c] === WINDOW) return tau + windowDelay(numbers, modifiers, l, tau, Infinity);
  if (clock[c] === RATE) return tau + rateDelay(numbers, modifiers, l, tau, Infinity);
  return tau + jumpDelay(numbers, modifiers, l, tau);
}
