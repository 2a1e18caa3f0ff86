/**
 * Numbers as text, a few bits to a sign.
 *
 * Owns the form in which outlines lie in the bundle: each whole number in groups of five bits, the lowest first, its sign in the last bit; lines
 * apart by a bar.
 */

/** Degrees per step of the grid, from 180° west and 90° south. */
export const GRID = 1 / 8;

const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const MORE = 32;

export function packed(lines: [number, number][][]): string {
  return lines.map((line) => line.map(([x, y]) => written(x) + written(y)).join("")).join("|");
}

export function unpacked(text: string): [number, number][][] {
  return text.split("|").map((line) => {
    const numbers = read(line);
    return Array.from({ length: numbers.length / 2 }, (_, i) => [numbers[2 * i]!, numbers[2 * i + 1]!]);
  });
}

/** The rings of states, each a list of numbers, by a code of three digits. */
export function packedRings(states: [string, number[][]][]): string {
  return states.map(([code, rings]) => code + rings.map((ring) => ring.map(written).join("")).join(",")).join("|");
}

export function unpackedRings(text: string): [string, number[][]][] {
  return text.split("|").map((state) => [state.slice(0, 3), state.slice(3).split(",").map(read)]);
}

function written(number: number): string {
  let rest = number < 0 ? (-number << 1) | 1 : number << 1;
  let text = "";
  do {
    const low = rest & (MORE - 1);
    rest >>>= 5;
    text += SIGNS[rest ? low | MORE : low];
  } while (rest);
  return text;
}

function read(line: string): number[] {
  const found: number[] = [];
  let [number, shift] = [0, 0];
  for (const sign of line) {
    const bits = SIGNS.indexOf(sign);
    number |= (bits & (MORE - 1)) << shift;
    shift += 5;
    if (bits & MORE) continue;
    found.push(number & 1 ? -(number >>> 1) : number >>> 1);
    [number, shift] = [0, 0];
  }
  return found;
}
