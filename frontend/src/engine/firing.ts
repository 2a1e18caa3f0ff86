/**
 * When causes fire (MODEL.md, section 3): the loops over lanes.
 *
 * Owns the arithmetic of hazards, in the order of operations of the Python engine, so that both arrive at the same bits. Each loop lowers the
 * times `out` of an event, and writes which cause brought it about into `won`, from the trigger times `tau` of one cause; all three are laid
 * side by side for the lanes `lane`, while a lane's own numbers stand at its place. Of causes that fire at one instant the first counts.
 */

import { hazardOf, spentChance } from "./elementary";

/** What one cause goes by. */
export interface Numbers {
  cause: number;
  horizon: number;
  opens: number;
  closes: number;
  span: number;
  /** By lane. */
  u: Float64Array;
  e: Float64Array;
  drawOf: Uint16Array;
  /** By draw. */
  p: Float64Array;
  scale: Float64Array;
  most: Float64Array;
}

/** What modifies it: by modifier, the times of the event by lane, its ratio by draw, and whether it holds until the event. */
export interface Modifiers {
  count: number;
  times: Float64Array[];
  ratio: Float64Array[];
  until: Uint8Array;
}

/** The lanes of a loop and what it writes. */
export interface Rows {
  lane: Int32Array;
  count: number;
  tau: Float64Array;
  out: Float64Array;
  won: Int16Array;
}

export function fireWindows({ cause, horizon, opens, closes, u, drawOf, p, scale }: Numbers, { lane, count, tau, out, won }: Rows): void {
  for (let i = 0; i < count; i++) {
    const t = tau[i]!;
    if (t <= horizon) {
      const l = lane[i]!;
      const d = drawOf[l]!;
      if (u[l]! <= p[d]!) {
        const at = t + Math.min(opens + u[l]! * scale[d]!, closes);
        if (at <= horizon && at < out[i]!) {
          out[i] = at;
          won[i] = cause;
        }
      }
    }
  }
}

export function fireRates({ cause, horizon, e, drawOf, scale }: Numbers, { lane, count, tau, out, won }: Rows): void {
  for (let i = 0; i < count; i++) {
    const t = tau[i]!;
    if (t <= horizon) {
      const l = lane[i]!;
      const at = t + e[l]! * scale[drawOf[l]!]!;
      if (at <= horizon && at < out[i]!) {
        out[i] = at;
        won[i] = cause;
      }
    }
  }
}

export function fireJumps({ cause, horizon, u, drawOf, p }: Numbers, { lane, count, tau, out, won }: Rows): void {
  for (let i = 0; i < count; i++) {
    const t = tau[i]!;
    if (t <= horizon && t < out[i]!) {
      const l = lane[i]!;
      if (u[l]! < p[drawOf[l]!]!) {
        out[i] = t;
        won[i] = cause;
      }
    }
  }
}

/** Lower the times to those of a window on which modifiers act. */
export function fireModifiedWindows(numbers: Numbers, modifiers: Modifiers, { lane, count, tau, out, won }: Rows): void {
  const { cause, horizon, opens, drawOf, e, most } = numbers;
  for (let i = 0; i < count; i++) {
    const t = tau[i]!;
    const soonest = t + opens;
    if (soonest <= horizon && soonest <= out[i]!) {
      const l = lane[i]!;
      if (e[l]! <= most[drawOf[l]!]!) {
        const at = t + windowDelay(numbers, modifiers, l, t, Math.min(out[i]!, horizon));
        lower(at, horizon, cause, i, out, won);
      }
    }
  }
}

/** Lower the times to those of a constant hazard on which modifiers act. */
export function fireModifiedRates(numbers: Numbers, modifiers: Modifiers, { lane, count, tau, out, won }: Rows): void {
  const { cause, horizon, drawOf, e, most } = numbers;
  for (let i = 0; i < count; i++) {
    const t = tau[i]!;
    if (t <= horizon) {
      const l = lane[i]!;
      const soonest = t + most[drawOf[l]!]! * e[l]!;
      if (soonest <= horizon && soonest <= out[i]!) lower(t + rateDelay(numbers, modifiers, l, t, Math.min(out[i]!, horizon)), horizon, cause, i, out, won);
    }
  }
}

/** Lower the times to those of a jump that has modifiers. */
export function fireModifiedJumps(numbers: Numbers, modifiers: Modifiers, { lane, count, tau, out, won }: Rows): void {
  const { cause, horizon } = numbers;
  for (let i = 0; i < count; i++) {
    const t = tau[i]!;
    if (t <= horizon && t <= out[i]!) lower(t + jumpDelay(numbers, modifiers, lane[i]!, t), horizon, cause, i, out, won);
  }
}

function lower(at: number, horizon: number, cause: number, i: number, out: Float64Array, won: Int16Array): void {
  if (at > horizon) return;
  const best = out[i]!;
  if (at < best) {
    out[i] = at;
    won[i] = cause;
  } else if (at === best && cause < won[i]!) won[i] = cause;
}

/** The ratio that holds at a moment and the next change of it, in years from the trigger. */
const now = new Float64Array(2);

function look({ count, times, ratio, until }: Modifiers, l: number, d: number, t: number, s: number): void {
  let change = Infinity;
  let product = 1;
  for (let m = 0; m < count; m++) {
    const b = times[m]![l]! - t;
    const ahead = b > s;
    if (ahead === (until[m] === 1)) product *= ratio[m]![d]!;
    if (ahead && b < change) change = b;
  }
  now[0] = product;
  now[1] = change;
}

function leftAfter(left: number, ratio: number, spent: number, reached: number): number {
  const room = reached - spent;
  return ratio > 0 && room > 0 ? left - ratio * room : left;
}

/** Years from the trigger to the firing of a modified window, or infinity; not looked for beyond the moment `best`. */
export function windowDelay(numbers: Numbers, modifiers: Modifiers, l: number, t: number, best: number): number {
  const { opens, closes, span } = numbers;
  const d = numbers.drawOf[l]!;
  const u = numbers.u[l]!;
  const p = numbers.p[d]!;
  const scale = numbers.scale[d]!;
  let s = 0;
  let spent = 0;
  let left = numbers.e[l]!;
  for (;;) {
    look(modifiers, l, d, t, s);
    const ratio = now[0]!;
    const change = now[1]!;
    if (ratio > 0 && s < closes) {
      const reached = ratio === 1 && spent === 0 ? u : spentChance(spent + left / ratio);
      if (reached <= p) {
        const at = Math.max(Math.min(opens + reached * scale, closes), s);
        if (at <= change) return at;
      }
    }
    if (!(change < closes) || t + change > best) return Infinity;
    const part = p * Math.min(Math.max((change - opens) / span, 0), 1);
    const reached = part < 1 ? hazardOf(part) : Infinity;
    left = leftAfter(left, ratio, spent, reached);
    spent = reached;
    s = change;
  }
}

/** Years from the trigger to the firing of a modified constant hazard, or infinity; not looked for beyond the moment `best`. */
export function rateDelay(numbers: Numbers, modifiers: Modifiers, l: number, t: number, best: number): number {
  const d = numbers.drawOf[l]!;
  const scale = numbers.scale[d]!;
  let s = 0;
  let spent = 0;
  let left = numbers.e[l]!;
  for (;;) {
    look(modifiers, l, d, t, s);
    const ratio = now[0]!;
    const change = now[1]!;
    const at = Math.max((spent + left / ratio) * scale, s);
    if (ratio > 0 && at <= change) return at;
    if (t + change > best || change === Infinity) return Infinity;
    const reached = change / scale;
    left = leftAfter(left, ratio, spent, reached);
    spent = reached;
    s = change;
  }
}

/** 0 where a modified jump fires at its trigger, else infinity. */
export function jumpDelay(numbers: Numbers, modifiers: Modifiers, l: number, t: number): number {
  const d = numbers.drawOf[l]!;
  look(modifiers, l, d, t, 0);
  return now[0]! > 0 && now[0]! * numbers.scale[d]! >= numbers.e[l]! ? 0 : Infinity;
}
