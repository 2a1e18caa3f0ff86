/**
 * Causes on which modifiers act: only the lanes in which they may matter, one stretch between changes after the other.
 *
 * Owns the selection of those lanes and the arithmetic of stretches, within which the hazard is the unmodified one times a constant ratio. The
 * operations are those of the Python engine, in the same order. Of causes that fire at one instant the first counts.
 */

import { hazardOf, spentChance } from "./elementary";
import type { Numbers, Rows } from "./firing";
import { AT_ONCE, RATE } from "./tables";

/** What modifies a cause: by modifier, the times of the event by lane, its ratio by draw, and whether it holds until the event. */
export interface Modifiers {
  count: number;
  times: Float64Array[];
  ratio: Float64Array[];
  until: boolean[];
  blocks: Blocks;
}

/** What blocks a cause: by lane, the times of events once or until which it cannot fire. */
export interface Blocks {
  once: Float64Array[];
  until: Float64Array[];
}

/** Tell whether a cause is blocked in a lane from its trigger at `t` to `latest`, where it fires no sooner than `soonest`. */
export function isBlocked({ once, until }: Blocks, l: number, t: number, soonest: number, latest: number): boolean {
  for (let k = 0; k < once.length; k++) {
    const since = once[k]![l]!;
    if (since <= t || since < soonest) return true;
  }
  for (let k = 0; k < until.length; k++) if (until[k]![l]! > latest) return true;
  return false;
}

/** Beyond rounding: what is further off than that need not be computed to be known. */
const MARGIN = 1 + 1e-9;

/** Scratch for the lanes that are looked at: where each stands among the rows; years since its trigger; hazard spent and E left. */
export class Room {
  readonly at: Int32Array;
  readonly lane: Int32Array;
  readonly draw: Int32Array;
  readonly tau: Float64Array;
  readonly now: Float64Array;
  readonly spent: Float64Array;
  readonly left: Float64Array;
  /** The ratio that holds, and years from the trigger to its next change. */
  readonly ratio: Float64Array;
  readonly change: Float64Array;

  constructor(lanes: number) {
    [this.at, this.lane, this.draw] = [new Int32Array(lanes), new Int32Array(lanes), new Int32Array(lanes)];
    [this.tau, this.now, this.spent] = [new Float64Array(lanes), new Float64Array(lanes), new Float64Array(lanes)];
    [this.left, this.ratio, this.change] = [new Float64Array(lanes), new Float64Array(lanes), new Float64Array(lanes)];
  }
}

/** Lower the times of an event to those of a modified cause. */
export function fireModified(clock: number, numbers: Numbers, modifiers: Modifiers, rows: Rows, room: Room): void {
  let n = clock === RATE ? pickRates(numbers, modifiers.blocks, rows, room) : pickOthers(numbers, modifiers.blocks, rows, room);
  while (n > 0) {
    present(modifiers, room, n);
    if (clock === AT_ONCE) {
      jump(numbers, rows, room, n);
      return;
    }
    n = clock === RATE ? stepRates(numbers, rows, room, n) : stepWindows(numbers, rows, room, n);
  }
}

/** Lay the lanes side by side in which a window or jump may bring the event about no later than the causes before it. */
function pickOthers({ horizon, opens, drawOf, e, most }: Numbers, blocks: Blocks, { lane, count, tau, out }: Rows, room: Room): number {
  let n = 0;
  for (let i = 0; i < count; i++) {
    const t = tau[i]!;
    const soonest = t + opens;
    if (soonest <= horizon && soonest <= out[i]!) {
      const l = lane[i]!;
      const d = drawOf[l]!;
      if (e[l]! <= most[d]! && !isBlocked(blocks, l, t, soonest, Math.min(out[i]!, horizon))) n = lay(room, n, i, l, d, t, e[l]!);
    }
  }
  return n;
}

/** Lay the lanes side by side in which a rate may bring the event about no later than the causes before it. */
function pickRates({ horizon, drawOf, e, most }: Numbers, blocks: Blocks, { lane, count, tau, out }: Rows, room: Room): number {
  let n = 0;
  for (let i = 0; i < count; i++) {
    const t = tau[i]!;
    if (t <= horizon) {
      const l = lane[i]!;
      const d = drawOf[l]!;
      const soonest = t + most[d]! * e[l]!;
      const latest = Math.min(out[i]!, horizon);
      if (soonest <= latest && !isBlocked(blocks, l, t, soonest, latest)) n = lay(room, n, i, l, d, t, e[l]!);
    }
  }
  return n;
}

function lay(room: Room, n: number, i: number, l: number, d: number, t: number, left: number): number {
  room.at[n] = i;
  room.lane[n] = l;
  room.draw[n] = d;
  room.tau[n] = t;
  room.now[n] = 0;
  room.spent[n] = 0;
  room.left[n] = left;
  return n + 1;
}

/** Write the ratio that holds at the present of each lane and the next change of it. */
function present({ count, times, ratio, until }: Modifiers, room: Room, n: number): void {
  for (let m = 0; m < count; m++) {
    if (m) presentNext(times[m]!, ratio[m]!, until[m]!, room, n);
    else presentFirst(times[m]!, ratio[m]!, until[m]!, room, n);
  }
}

function presentFirst(times: Float64Array, ratios: Float64Array, until: boolean, { lane, draw, tau, now, ratio, change }: Room, n: number): void {
  for (let k = 0; k < n; k++) {
    const b = times[lane[k]!]! - tau[k]!;
    const ahead = b > now[k]!;
    ratio[k] = ahead === until ? ratios[draw[k]!]! : 1;
    change[k] = ahead ? b : Infinity;
  }
}

function presentNext(times: Float64Array, ratios: Float64Array, until: boolean, { lane, draw, tau, now, ratio, change }: Room, n: number): void {
  for (let k = 0; k < n; k++) {
    const b = times[lane[k]!]! - tau[k]!;
    const ahead = b > now[k]!;
    if (ahead === until) ratio[k] = ratio[k]! * ratios[draw[k]!]!;
    if (ahead && b < change[k]!) change[k] = b;
  }
}

/** Fire windows within the present stretch, and return in how many lanes they may fire later. */
function stepWindows({ cause, horizon, opens, closes, span, u, p, scale, whole }: Numbers, { out, won }: Rows, room: Room, n: number): number {
  const { at, lane, draw, tau, now, spent, left, ratio, change } = room;
  let kept = 0;
  for (let k = 0; k < n; k++) {
    const i = at[k]!;
    const d = draw[k]!;
    const r = ratio[k]!;
    const until = change[k]!;
    const s = now[k]!;
    const chance = p[d]!;
    let fired = Infinity;
    if (r > 0 && s < closes && left[k]! <= r * (whole[d]! - spent[k]!) * MARGIN) {
      const reached = r === 1 && spent[k] === 0 ? u[lane[k]!]! : spentChance(spent[k]! + left[k]! / r);
      if (reached <= chance) {
        const delay = opens + reached * scale[d]!;
        const bounded = delay < closes ? delay : closes;
        const when = bounded > s ? bounded : s;
        if (when <= until) fired = when;
      }
    }
    const best = out[i]!;
    if (fired < Infinity) {
      lower(tau[k]! + fired, horizon, cause, i, best, out, won);
      continue;
    }
    const next = tau[k]! + until;
    if (!(until < closes) || next > horizon || next > best) continue;
    const share = (until - opens) / span;
    const part = chance * (share > 0 ? (share < 1 ? share : 1) : 0);
    const reached = part < 1 ? hazardOf(part) : Infinity;
    const between = reached - spent[k]!;
    const rest = r > 0 && between > 0 ? left[k]! - r * between : left[k]!;
    kept = move(room, kept, k, until, reached, rest);
  }
  return kept;
}

/** Fire constant hazards within the present stretch, and return in how many lanes they may fire later. */
function stepRates({ cause, horizon, scale }: Numbers, { out, won }: Rows, room: Room, n: number): number {
  const { at, draw, tau, now, spent, left, ratio, change } = room;
  let kept = 0;
  for (let k = 0; k < n; k++) {
    const i = at[k]!;
    const by = scale[draw[k]!]!;
    const r = ratio[k]!;
    const until = change[k]!;
    const s = now[k]!;
    const delay = (spent[k]! + left[k]! / r) * by;
    const when = delay > s ? delay : s;
    const best = out[i]!;
    if (r > 0 && when <= until) {
      lower(tau[k]! + when, horizon, cause, i, best, out, won);
      continue;
    }
    const next = tau[k]! + until;
    if (until === Infinity || next > horizon || next > best) continue;
    const reached = until / by;
    const between = reached - spent[k]!;
    const rest = r > 0 && between > 0 ? left[k]! - r * between : left[k]!;
    kept = move(room, kept, k, until, reached, rest);
  }
  return kept;
}

/** Fire jumps. */
function jump({ cause, horizon, scale }: Numbers, { out, won }: Rows, { at, draw, tau, left, ratio }: Room, n: number): void {
  for (let k = 0; k < n; k++) {
    const r = ratio[k]!;
    if (r > 0 && r * scale[draw[k]!]! >= left[k]!) lower(tau[k]!, horizon, cause, at[k]!, out[at[k]!]!, out, won);
  }
}

function move(room: Room, to: number, k: number, now: number, spent: number, left: number): number {
  room.at[to] = room.at[k]!;
  room.lane[to] = room.lane[k]!;
  room.draw[to] = room.draw[k]!;
  room.tau[to] = room.tau[k]!;
  room.now[to] = now;
  room.spent[to] = spent;
  room.left[to] = left;
  return to + 1;
}

function lower(at: number, horizon: number, cause: number, i: number, best: number, out: Float64Array, won: Int16Array): void {
  if (at > horizon) return;
  if (at < best) {
    out[i] = at;
    won[i] = cause;
  } else if (at === best && cause < won[i]!) won[i] = cause;
}
