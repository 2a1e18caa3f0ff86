/**
 * When causes fire on which no modifier acts (MODEL.md, section 3): the loops over lanes.
 *
 * Owns closed forms, in the order of operations of the Python engine, so that both arrive at the same bits. Each loop lowers the times `out` of
 * an event, and writes which cause brought it about into `won`, from the trigger times `tau` of one cause; all three are laid side by side for
 * the lanes `lane`, while a lane's own numbers stand at its place. Leaves causes on which modifiers act to `modified.ts`.
 */

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
  /** -ln(1 - p). */
  whole: Float64Array;
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
        const delay = opens + u[l]! * scale[d]!;
        const at = t + (delay < closes ? delay : closes);
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
