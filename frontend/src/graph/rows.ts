/**
 * In which row everything stands, and in which order within its row.
 *
 * Owns the layering: every line leads down by at least one row, lines are short, and as few as can be had cross (Sugiyama, Tagawa and Toda,
 * "Methods for visual understanding of hierarchical system structures", 1981). Where a line passes a row, a place is kept for it. Leaves how far
 * apart things stand to `columns.ts`.
 */

/** A line from one node to another in a lower row; together they form no cycle. */
export interface Edge {
  from: string;
  to: string;
  weight: number;
}

export interface Rows {
  /** Ids from top to bottom and from left to right: nodes, and the places of lines that pass. */
  rows: string[][];
  /** By edge: the places at which it passes rows, from the top down. */
  passes: string[][];
}

const ROUNDS = 40;
const SWEEPS = 24;

export function inRows(nodes: readonly string[], edges: readonly Edge[]): Rows {
  const ranks = ranked(nodes, edges);
  const rows: string[][] = Array.from({ length: Math.max(-1, ...ranks.values()) + 1 }, () => []);
  for (const id of nodes) rows[ranks.get(id)!]!.push(id);
  const short: Edge[] = [];
  const passes = edges.map(({ from, to, weight }, i) => {
    const places: string[] = [];
    for (let row = ranks.get(from)! + 1; row < ranks.get(to)!; row += 1) {
      places.push(`pass ${i} ${row}`);
      rows[row]!.push(places[places.length - 1]!);
    }
    const chain = [from, ...places, to];
    for (let k = 1; k < chain.length; k += 1) short.push({ from: chain[k - 1]!, to: chain[k]!, weight });
    return places;
  });
  return { rows: ordered(rows, short), passes };
}

/** The row of every node, from 0: first as high as its lines allow, then moved to where its lines are shortest by weight. */
function ranked(nodes: readonly string[], edges: readonly Edge[]): Map<string, number> {
  const [into, out] = [grouped(edges, "to"), grouped(edges, "from")];
  const ranks = new Map<string, number>();
  const rank = (id: string): number => {
    const known = ranks.get(id);
    if (known !== undefined) return known;
    const found = Math.max(0, ...(into.get(id) ?? []).map((e) => rank(e.from) + 1));
    ranks.set(id, found);
    return found;
  };
  nodes.forEach(rank);
  const upward = [...nodes].sort((a, b) => ranks.get(b)! - ranks.get(a)!);
  for (let round = 0, moved = true; moved && round < ROUNDS; round += 1) {
    moved = false;
    for (const id of upward) {
      const [above, below] = [into.get(id) ?? [], out.get(id) ?? []];
      const pull = sum(below) - sum(above);
      if (pull === 0 || (pull > 0 && below.length === 0)) continue;
      const place = pull > 0 ? Math.min(...below.map((e) => ranks.get(e.to)!)) - 1 : Math.max(0, ...above.map((e) => ranks.get(e.from)! + 1));
      moved ||= place !== ranks.get(id);
      ranks.set(id, place);
    }
  }
  const used = [...new Set(ranks.values())].sort((a, b) => a - b);
  return new Map([...ranks].map(([id, r]) => [id, used.indexOf(r)]));
}

function grouped(edges: readonly Edge[], end: "from" | "to"): Map<string, Edge[]> {
  const found = new Map<string, Edge[]>();
  for (const edge of edges) found.set(edge[end], [...(found.get(edge[end]) ?? []), edge]);
  return found;
}

function sum(edges: readonly Edge[]): number {
  return edges.reduce((total, e) => total + e.weight, 0);
}

/** The rows in the order with the fewest crossings that is found by sorting each by the middle of its neighbours, down and up in turn. */
function ordered(start: string[][], edges: readonly Edge[]): string[][] {
  const [into, out] = [grouped(edges, "to"), grouped(edges, "from")];
  let rows = start.map((row) => [...row]);
  let best = rows;
  let least = crossings(rows, into);
  for (let sweep = 0; sweep < SWEEPS && least > 0; sweep += 1) {
    const down = sweep % 2 === 0;
    rows = rows.map((row) => [...row]);
    for (let i = 1; i < rows.length; i += 1) {
      const [row, near] = down ? [i, i - 1] : [rows.length - 1 - i, rows.length - i];
      const place = new Map(rows[near]!.map((id, k) => [id, k]));
      const neighbours = (id: string): number[] => (down ? (into.get(id) ?? []).map((e) => place.get(e.from)!) : (out.get(id) ?? []).map((e) => place.get(e.to)!));
      rows[row] = sorted(rows[row]!, neighbours);
    }
    for (let row = 0; row < rows.length; row += 1) swap(rows, row, into, out);
    const count = crossings(rows, into);
    if (count < least) [best, least] = [rows, count];
  }
  return best;
}

/** Sorted by the mean place of the neighbours; what has none keeps its place. */
function sorted(row: string[], neighbours: (id: string) => number[]): string[] {
  const keyed = row.map((id) => {
    const places = neighbours(id);
    return { id, key: places.length ? places.reduce((a, b) => a + b, 0) / places.length : null };
  });
  const moving = keyed.filter((k) => k.key !== null).sort((a, b) => a.key! - b.key!);
  return keyed.map((k) => (k.key === null ? k.id : moving.shift()!.id));
}

/** Change places of two neighbours wherever that takes away crossings with the rows above and below. */
function swap(rows: string[][], at: number, into: Map<string, Edge[]>, out: Map<string, Edge[]>): void {
  const row = rows[at]!;
  const above = new Map((rows[at - 1] ?? []).map((id, k) => [id, k]));
  const below = new Map((rows[at + 1] ?? []).map((id, k) => [id, k]));
  const cost = (left: string, right: string): number =>
    between(into.get(left) ?? [], into.get(right) ?? [], (e) => above.get(e.from)!) + between(out.get(left) ?? [], out.get(right) ?? [], (e) => below.get(e.to)!);
  for (let k = 1; k < row.length; k += 1) {
    const [left, right] = [row[k - 1]!, row[k]!];
    if (cost(right, left) < cost(left, right)) [row[k - 1], row[k]] = [right, left];
  }
}

/** Crossings, by weight, between the lines of a left and of a right neighbour. */
function between(left: Edge[], right: Edge[], place: (edge: Edge) => number): number {
  let total = 0;
  for (const a of left) for (const b of right) if (place(a) > place(b)) total += a.weight * b.weight;
  return total;
}

function crossings(rows: string[][], into: Map<string, Edge[]>): number {
  let total = 0;
  for (let i = 1; i < rows.length; i += 1) {
    const above = new Map(rows[i - 1]!.map((id, k) => [id, k]));
    const row = rows[i]!;
    for (let left = 0; left < row.length; left += 1) {
      for (let right = left + 1; right < row.length; right += 1) {
        total += between(into.get(row[left]!) ?? [], into.get(row[right]!) ?? [], (e) => above.get(e.from)!);
      }
    }
  }
  return total;
}
