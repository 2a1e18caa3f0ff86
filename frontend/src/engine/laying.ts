/**
 * Values of the assumptions as the loops over lanes take them.
 *
 * Owns what follows for a cause from its chance and its modifiers' ratios under every draw: the scale of its clock, and the most that it can do
 * with its modifiers at their strongest. A chance may be exactly 0, so that the cause never fires, or exactly 1.
 */

import { RATE, type Tables, WINDOW } from "./tables";

/** By how much bounds are widened, so that rounding cannot make them wrong. */
const MARGIN = 1 + 1e-9;
/** Years: the scale of a rate whose chance is 1. */
const LEAST_SCALE = 1e-200;

export class Laid {
  /** By cause and draw: of a window, span / p; of a rate, 1 / lambda in years; at once, -ln(1 - p). */
  readonly scale: Float64Array[];
  /** By cause and draw: the most hazard that it can spend; of a rate its least scale. */
  readonly most: Float64Array[];
  /** By cause and draw: -ln(1 - p), the hazard that it spends unmodified. */
  readonly whole: Float64Array[];
  /** By assumption and draw; behind the last, zeros. */
  readonly values: Float64Array[];

  constructor(
    readonly tables: Tables,
    values: readonly Float64Array[],
    readonly draws: number,
  ) {
    this.values = [...values.map((row) => row.slice()), new Float64Array(draws)];
    const rows = (): Float64Array[] => Array.from({ length: tables.causes }, () => new Float64Array(draws));
    this.scale = rows();
    this.most = rows();
    this.whole = rows();
    for (let c = 0; c < tables.causes; c++) this.lay(c);
  }

  chance(c: number): Float64Array {
    return this.values[this.tables.chance[c]!]!;
  }

  /** Bring what follows from a cause's numbers up to date. */
  lay(c: number): void {
    const { clock, modifierStart, modifierRatio } = this.tables;
    const p = this.chance(c);
    const scale = this.scale[c]!;
    const most = this.most[c]!;
    const whole = this.whole[c]!;
    const span = this.tables.span[c]!;
    for (let d = 0; d < this.draws; d++) {
      let highest = 1;
      for (let m = modifierStart[c]!; m < modifierStart[c + 1]!; m++) highest *= Math.max(1, this.values[modifierRatio[m]!]![d]!);
      const jump = -Math.log1p(-p[d]!);
      whole[d] = jump;
      if (clock[c] === RATE) {
        scale[d] = Math.max(span / jump, LEAST_SCALE);
        most[d] = scale[d]! / highest / MARGIN;
      } else {
        scale[d] = clock[c] === WINDOW ? span / p[d]! : jump;
        most[d] = jump * highest * MARGIN;
      }
    }
  }
}
