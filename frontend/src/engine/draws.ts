/**
 * Draws of the assumptions.
 *
 * Owns how a program's uncertain numbers become values: the first draws of the Latin hypercube of 1,000 that the Python engine takes (McKay,
 * Beckman and Conover, Technometrics 1979), so that both have the same ones.
 */

import type { Program } from "../model/page";
import { uniforms, wideOfHex, type Wide } from "./philox";
import { POINT, quantiles } from "./quantiles";

/** Draws in one Latin hypercube. */
const CUBE = 1000;

/** Return one column of the hypercube: a number in every thousandth of (0, 1), in an order of its own. */
export function latin(seed: Wide, stream: Wide): Float64Array {
  const u = uniforms(seed, stream, 0, 2 * CUBE);
  const strata = Uint32Array.from({ length: CUBE }, (_, i) => i).sort((a, b) => u[a]! - u[b]! || a - b);
  return Float64Array.from(strata, (stratum, i) => (stratum + u[CUBE + i]!) / CUBE);
}

/** Return how many draws a program takes: one where every assumption is a point. */
export function drawsOf(program: Program): number {
  return program.shape.every((shape) => shape === POINT) ? 1 : Math.min(program.draws, CUBE);
}

/** Return the values of every assumption, one for each draw: those of a program's tables, and else what its distribution gives. */
export function valuesOf(program: Program, draws: number): Float64Array[] {
  const seed = wideOfHex(program.seed);
  return program.shape.map((shape, a) => {
    const table = program.tables[String(a)];
    if (table) return Float64Array.from(table.slice(0, draws));
    const u = shape === POINT ? new Float64Array(draws) : latin(seed, wideOfHex(program.assumption_stream[a]!)).subarray(0, draws);
    return quantiles(shape, program.first[a]!, program.second[a]!, u);
  });
}
