/**
 * The generator Philox4x32-10 and the numbers u(c) that worlds take from it.
 *
 * Owns how a block of random bits follows from (seed, stream, block) in 32-bit arithmetic, and which word of which block is a world's: sixty-four
 * worlds share sixteen blocks, and world w takes word `w / 16 % 4` of block `w / 64 * 16 + w % 16` (whole numbers). The bits are those of the
 * Python engine, so that both simulate the same worlds. Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", 2011.
 */

/** A 64-bit number as two halves of 32 bits. */
export interface Wide {
  low: number;
  high: number;
}

const UNIT = 2 ** -32;
const GROUP = 64;
const ROUNDS = 10;
const MULTIPLIER_0 = 0xd2511f53;
const MULTIPLIER_1 = 0xcd9e8d57;
const M0_LOW = MULTIPLIER_0 & 0xffff;
const M0_HIGH = MULTIPLIER_0 >>> 16;
const M1_LOW = MULTIPLIER_1 & 0xffff;
const M1_HIGH = MULTIPLIER_1 >>> 16;
const WEYL_0 = 0x9e3779b9 | 0;
const WEYL_1 = 0xbb67ae85 | 0;

/** Read a 64-bit number from sixteen hexadecimal digits. */
export function wideOfHex(digits: string): Wide {
  const padded = digits.padStart(16, "0");
  return { low: Number.parseInt(padded.slice(8), 16) | 0, high: Number.parseInt(padded.slice(0, 8), 16) | 0 };
}

/** The high half of the product of a 32-bit number and a constant given in halves of 16 bits. */
function high(a: number, low: number, upper: number): number {
  const a0 = a & 0xffff;
  const a1 = a >>> 16;
  const middle = (Math.imul(a1, low) >>> 0) + (Math.imul(a0, low) >>> 16);
  const rest = (Math.imul(a0, upper) >>> 0) + (middle & 0xffff);
  return (Math.imul(a1, upper) + (middle >>> 16) + (rest >>> 16)) | 0;
}

/** Write the four words of a block into `out`, as signed 32-bit numbers. */
export function words(seed: Wide, stream: Wide, block: Wide, out: Int32Array): void {
  let k0 = seed.low;
  let k1 = seed.high;
  let c0 = block.low;
  let c1 = block.high;
  let c2 = stream.low;
  let c3 = stream.high;
  for (let round = 0; round < ROUNDS; round++) {
    const left = high(c0, M0_LOW, M0_HIGH);
    const right = high(c2, M1_LOW, M1_HIGH);
    const leftLow = Math.imul(c0, MULTIPLIER_0);
    const rightLow = Math.imul(c2, MULTIPLIER_1);
    c0 = right ^ c1 ^ k0;
    c1 = rightLow;
    c2 = left ^ c3 ^ k1;
    c3 = leftLow;
    k0 = (k0 + WEYL_0) | 0;
    k1 = (k1 + WEYL_1) | 0;
  }
  out[0] = c0;
  out[1] = c1;
  out[2] = c2;
  out[3] = c3;
}

/** Return u of `count` worlds from `first` on: (k + 1/2) / 2^32 for a 32-bit k, so never 0 and never 1. */
export function uniforms(seed: Wide, stream: Wide, first: number, count: number): Float64Array {
  const skipped = first % GROUP;
  const length = Math.ceil((skipped + count) / GROUP) * GROUP;
  const out = new Float64Array(length);
  const word = new Int32Array(4);
  const block: Wide = { low: 0, high: 0 };
  const firstBlock = ((first - skipped) / GROUP) * 16;
  for (let group = 0; group < length; group += GROUP) {
    for (let i = 0; i < 16; i++) {
      const number = firstBlock + (group >> 2) + i;
      block.low = number | 0;
      block.high = Math.floor(number / 2 ** 32) | 0;
      words(seed, stream, block, word);
      for (let k = 0; k < 4; k++) out[group + 16 * k + i] = ((word[k]! >>> 0) + 0.5) * UNIT;
    }
  }
  return out.subarray(skipped, skipped + count);
}
