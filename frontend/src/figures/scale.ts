/**
 * Places along an axis.
 *
 * Owns scales, round ticks, and labels that do not lie upon each other. What stands at a tick is the caller's to say.
 */

export interface Scale {
  low: number;
  high: number;
  /** The place of a value, from 0 at the low end to 1 at the high end; beyond either end the end itself. */
  at(value: number): number;
}

export function linear(low: number, high: number): Scale {
  const span = high - low;
  return { low, high, at: (value) => (span > 0 ? Math.min(1, Math.max(0, (value - low) / span)) : 0.5) };
}

/** A share of a whole as SVG and CSS read it: `12.5%`. */
export function part(share: number): string {
  return `${Number((share * 100).toFixed(3))}%`;
}

/** The round step that divides a span into about so many. */
function stepOf(span: number, steps: number): number {
  const power = 10 ** Math.floor(Math.log10(span / steps));
  return power * ([1, 2, 2.5, 5].find((m) => m * power >= (span / steps) * 0.999) ?? 10);
}

/** Round values that divide the way from low to high into about so many steps; both ends lie within or on the outermost. */
export function ticks(low: number, high: number, steps: number): number[] {
  if (!(high > low)) return [low];
  const step = stepOf(high - low, steps);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/** The least and greatest of the values, moved outward to round numbers, and not beyond the bounds. */
export function around(values: number[], steps: number, bounds: [number, number]): [number, number] {
  const known = values.filter(Number.isFinite);
  if (known.length === 0) return bounds;
  let low = Math.min(...known);
  let high = Math.max(...known);
  if (high - low < 1e-6) {
    low -= 0.01;
    high += 0.01;
  }
  const step = stepOf(high - low, steps);
  const round = (steps: number): number => Number((steps * step).toPrecision(12));
  return [Math.max(bounds[0], round(Math.floor(low / step + 1e-9))), Math.min(bounds[1], round(Math.ceil(high / step - 1e-9)))];
}

/** Places for labels that want to stand at `wanted`, moved as little as keeps `gap` between them, within 0 and `room`. */
export function apart(wanted: number[], gap: number, room: number): number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a] - wanted[b] || a - b);
  // Blocks of touching labels, each at the mean of what its labels want.
  const blocks: { members: number[]; centre: number }[] = [];
  const half = (n: number): number => ((n - 1) * gap) / 2;
  const held = (centre: number, n: number): number => Math.min(Math.max(centre, half(n)), Math.max(half(n), room - half(n)));
  for (const i of order) {
    let block = { members: [i], centre: held(wanted[i], 1) };
    for (let before = blocks.at(-1); before; before = blocks.at(-1)) {
      if (before.centre + half(before.members.length) + gap <= block.centre - half(block.members.length) + 1e-9) break;
      const members = [...before.members, ...block.members];
      const mean = members.reduce((sum, m, k) => sum + wanted[m] - k * gap, 0) / members.length;
      block = { members, centre: held(mean + half(members.length), members.length) };
      blocks.pop();
    }
    blocks.push(block);
  }
  const places = new Array<number>(wanted.length).fill(0);
  for (const { members, centre } of blocks) members.forEach((m, k) => (places[m] = centre - half(members.length) + k * gap));
  return places;
}
