/**
 * Logarithm and exponential in plain arithmetic, with the bits of the Python engine's.
 *
 * Owns `log`, `spentChance` and `hazardOf`: the same operations in the same order as `ifso.engine.elementary`, since a browser's own functions
 * differ in the last digit from one to the next, and with them the firing times would.
 */

const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const SHIFT = 1.5 * 4503599627370496;
const SQRT_HALF = 0.7071067811865476;

const one = new Float64Array(1);
const halves = new Int32Array(one.buffer);
/** Where the half with the exponent stands: last on all machines that put the low byte first. */
const HIGH = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 1 : 0;
/** 2 to the power -k. */
const POWERS = Float64Array.from({ length: 1100 }, (_, k) => 2 ** -k);

/** Return ln x of a positive normal x. */
export function log(x: number): number {
  one[0] = x;
  const pattern = halves[HIGH]!;
  halves[HIGH] = (pattern & 0x000fffff) | 0x3fe00000;
  let m = one[0]!;
  let k = (pattern >>> 20) - 1022;
  if (m < SQRT_HALF) {
    m = m + m;
    k = k - 1;
  }
  const s = (m - 1) / (m + 1);
  const z = s * s;
  let series = 1 / 21;
  series = series * z + 1 / 19;
  series = series * z + 1 / 17;
  series = series * z + 1 / 15;
  series = series * z + 1 / 13;
  series = series * z + 1 / 11;
  series = series * z + 1 / 9;
  series = series * z + 1 / 7;
  series = series * z + 1 / 5;
  series = series * z + 1 / 3;
  return k * LN2_HIGH + (2 * s + (2 * s * z * series + k * LN2_LOW));
}

/** Return 1 - exp(-y) for y >= 0. */
export function spentChance(y: number): number {
  const bounded = y < 700 ? y : 700;
  const k = bounded * 1.4426950408889634 + SHIFT - SHIFT;
  const r = k * LN2_HIGH - bounded + k * LN2_LOW;
  let series = 1 / 479001600;
  series = series * r + 1 / 39916800;
  series = series * r + 1 / 3628800;
  series = series * r + 1 / 362880;
  series = series * r + 1 / 40320;
  series = series * r + 1 / 5040;
  series = series * r + 1 / 720;
  series = series * r + 1 / 120;
  series = series * r + 1 / 24;
  series = series * r + 1 / 6;
  series = series * r + 1 / 2;
  series = series * r + 1;
  const power = POWERS[k | 0]!;
  return 1 - power - power * (series * r);
}

/** Return -ln(1 - x) for 0 <= x < 1: the logarithm of 1 - x as rounded, and to first order of what rounding took away. */
export function hazardOf(x: number): number {
  const rest = 1 - x;
  return -(log(rest) + (1 - rest - x) / rest);
}
