/**
 * How thick an arrow is.
 *
 * Owns the one rule: in proportion to the share of worlds that passed along it, and never thinner than a hair.
 */

const HAIR = 0.8;
const WHOLE = 9;

/** Pixels; a share that is not known yet is drawn thin. */
export function thickness(share: number | null): number {
  return share === null ? 1.2 : Math.max(HAIR, share * WHOLE);
}
