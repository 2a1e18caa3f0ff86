/**
 * Along which chains of causes the outcome came about.
 *
 * Owns the tracing of lanes, as the Python engine does it: an event was brought about by the cause that fired, a cause that needs k events was
 * triggered by the k-th of them to happen, of events at one instant in the order in which they follow from each other. A chain ends with a
 * cause that waits for nothing, or with an event whose time is fixed.
 */

import type { LivePath } from "./answer";
import type { Lanes } from "./lanes";
import type { Asked } from "./plan";

const LISTED = 10;

/** Return the most common chains under the first reading; `counts` tells which lanes count. */
export function pathsOf(lanes: Lanes, { outcome, by }: Asked, counts: (lane: number) => boolean): LivePath[] {
  const { tables, plan, times, won } = lanes;
  const slots = plan.slot[0]!;
  const rows = lanes.rows[0]!;
  /** A chain is a node of a tree whose root is the outcome; by node and cause, the node that follows. */
  const next = new Map<number, number>();
  const parent = [-1];
  const last = [-1];
  const found = [0];
  let all = 0;
  for (let l = 0; l < lanes.count; l++) {
    if (!(rows[outcome]![l]! <= by) || !counts(l)) continue;
    let node = 0;
    let event = outcome;
    for (let length = 0; length < tables.events; length++) {
      const slot = slots[event]!;
      const cause = slot < 0 || times[slot]![l] === Infinity ? -1 : won[slot]![l]!;
      if (cause < 0) break;
      const key = node * tables.causes + cause;
      let following = next.get(key);
      if (following === undefined) {
        following = parent.length;
        next.set(key, following);
        parent.push(node);
        last.push(cause);
        found.push(0);
      }
      node = following;
      if (!tables.needs[cause]) break;
      event = triggerOf(lanes, cause, l);
    }
    found[node]!++;
    all++;
  }
  return found
    .map((count, node) => ({ count, node }))
    .filter(({ count, node }) => count > 0 && node > 0)
    .sort((a, b) => b.count - a.count || a.node - b.node)
    .slice(0, LISTED)
    .map(({ count, node }) => {
      const causes: string[] = [];
      for (let at = node; at > 0; at = parent[at]!) causes.push(tables.program.causes[last[at]!]!);
      return { share: count / all, causes };
    });
}

/** Return the event whose happening brought a cause into force, under the first reading. */
function triggerOf(lanes: Lanes, c: number, l: number): number {
  const { triggerStart, triggerEvent, needs, rank } = lanes.tables;
  const rows = lanes.rows[0]!;
  const begin = triggerStart[c]!;
  const end = triggerStart[c + 1]!;
  for (let j = begin; j < end; j++) {
    const event = triggerEvent[j]!;
    const at = rows[event]![l]!;
    let before = 0;
    for (let k = begin; k < end; k++) {
      const other = triggerEvent[k]!;
      const otherAt = rows[other]![l]!;
      if (otherAt < at || (otherAt === at && rank[other]! < rank[event]!)) before++;
    }
    if (before === needs[c]! - 1) return event;
  }
  return triggerEvent[begin]!;
}
