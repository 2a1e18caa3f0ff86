/**
 * Events that depend on each other, in one lane, by letting them happen one after the other.
 *
 * Owns the general rule for a cycle through time; `lanes.ts` uses it where its rounds do not settle.
 */

import type { Lanes } from "./lanes";
import type { Component } from "./plan";

/** Compute all events of a component in lane `l`. */
export function settleLane(lanes: Lanes, { members, slots, run }: Component, l: number): void {
  const { tables, horizon } = lanes;
  for (const slot of slots) lanes.put(slot, l, Infinity, -1);
  const due = members.map((event) => lanes.soonest(run, event, l));
  const hasHappened = (i: number): boolean => lanes.times[slots[i]!]![l]! < Infinity;
  for (;;) {
    let next = -1;
    for (let i = 0; i < members.length; i++) {
      const { at } = due[i]!;
      if (hasHappened(i) || at > horizon || at === Infinity) continue;
      const sooner = next < 0 || at < due[next]!.at || (at === due[next]!.at && tables.rank[members[i]!]! < tables.rank[members[next]!]!);
      if (sooner) next = i;
    }
    if (next < 0) return;
    lanes.put(slots[next]!, l, due[next]!.at, due[next]!.won);
    for (let i = 0; i < members.length; i++) {
      if (!hasHappened(i) && tables.reads[members[i]!]!.includes(members[next]!)) due[i] = lanes.soonest(run, members[i]!, l);
    }
  }
}
