/**
 * How far to the right everything in a row stands.
 *
 * Owns the places across, once rows and the order within each are known: linked things are drawn together as far as those beside them allow,
 * so that a picture becomes no wider than it has to be.
 */

/** Something in a row: a thing that is drawn, or the place where a line passes. */
export interface Item {
  /** The middle. */
  x: number;
  width: number;
}

/** A wish that two items in neighbouring rows stand above each other: at `offset` from the middle of each. */
export interface Pull {
  a: Item;
  aOffset: number;
  b: Item;
  bOffset: number;
  weight: number;
}

const SWEEPS = 80;

/** Set `x` of all items, each row in the order given. */
export function drawTogether(rows: Item[][], pulls: Pull[], apart: (left: Item, right: Item) => number): void {
  const by = new Map<Item, { other: Item; shift: number; weight: number }[]>(rows.flat().map((item) => [item, []]));
  for (const { a, aOffset, b, bOffset, weight } of pulls) {
    by.get(a)?.push({ other: b, shift: bOffset - aOffset, weight });
    by.get(b)?.push({ other: a, shift: aOffset - bOffset, weight });
  }
  for (const row of rows) settle(row, row.map((i) => i.x), row.map(() => 1), apart);
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    for (const row of sweep % 2 ? [...rows].reverse() : rows) {
      const weights = row.map((item) => by.get(item)!.reduce((sum, p) => sum + p.weight, 0));
      const wishes = row.map((item, i) => (weights[i] ? by.get(item)!.reduce((sum, p) => sum + p.weight * (p.other.x + p.shift), 0) / weights[i] : item.x));
      settle(row, wishes, weights.map((w) => w || 0.01), apart);
    }
  }
}

/** The places nearest to the wishes (by least squares) at which neighbours keep apart: neighbours that would collide move as one. */
function settle(row: Item[], wishes: number[], weights: number[], apart: (left: Item, right: Item) => number): void {
  const offsets: number[] = [];
  row.forEach((item, i) => {
    const left = row[i - 1];
    offsets.push(left ? offsets[i - 1]! + (left.width + item.width) / 2 + apart(left, item) : 0);
  });
  const groups: { sum: number; weight: number; count: number }[] = [];
  row.forEach((_, i) => {
    let group = { sum: weights[i]! * (wishes[i]! - offsets[i]!), weight: weights[i]!, count: 1 };
    for (let last = groups[groups.length - 1]; last && last.sum / last.weight > group.sum / group.weight; last = groups[groups.length - 1]) {
      groups.pop();
      group = { sum: last.sum + group.sum, weight: last.weight + group.weight, count: last.count + group.count };
    }
    groups.push(group);
  });
  let i = 0;
  for (const { sum, weight, count } of groups) for (let k = 0; k < count; k += 1, i += 1) row[i]!.x = sum / weight + offsets[i]!;
}

/** Let lines that pass several rows run straight as far as those beside them allow. Items of a chain follow each other from row to row. */
export function straighten(rows: Item[][], chains: Item[][], apart: (left: Item, right: Item) => number): void {
  const place = new Map(rows.flatMap((row) => row.map((item, i) => [item, { row, i }] as const)));
  const room = (item: Item): [number, number] => {
    const { row, i } = place.get(item)!;
    const [left, right] = [row[i - 1], row[i + 1]];
    return [
      left ? left.x + (left.width + item.width) / 2 + apart(left, item) : -Infinity,
      right ? right.x - (right.width + item.width) / 2 - apart(item, right) : Infinity,
    ];
  };
  for (const chain of chains) {
    for (let from = 0; from < chain.length; ) {
      let [low, high] = room(chain[from]!);
      let to = from + 1;
      for (; to < chain.length; to += 1) {
        const [l, h] = room(chain[to]!);
        if (Math.max(low, l) > Math.min(high, h)) break;
        [low, high] = [Math.max(low, l), Math.min(high, h)];
      }
      const run = chain.slice(from, to);
      const mean = run.reduce((sum, item) => sum + item.x, 0) / run.length;
      for (const item of run) item.x = Math.min(Math.max(mean, low), high);
      from = to;
    }
  }
}
