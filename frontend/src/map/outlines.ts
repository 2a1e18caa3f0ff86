/**
 * The outlines of the world's states, by their numeric code of ISO 3166-1.
 *
 * Owns reading them from the bundle. They are Natural Earth's, at 1:110m: coarse, without very small states, and no statement on any border.
 */

import { lines, states } from "virtual:outlines";
import { GRID, unpacked, unpackedRings } from "./packing";

/** Longitude and latitude, in degrees. */
export type Place = [number, number];

export interface Outline {
  id: string;
  /** Closed lines: of land, and of holes in it. */
  rings: Place[][];
}

interface World {
  /** Lines that states share, each held once. */
  lines: Place[][];
  /** By state, the lines of each of its rings, in order; one that is run backwards as its complement. */
  rings: Map<string, number[][]>;
  outlines: Map<string, Outline>;
}

let world: World | null = null;

/** Read once, when a map is first drawn. */
function read(): World {
  if (world) return world;
  const drawn = unpacked(lines).map(placed);
  const rings = new Map(unpackedRings(states));
  const outlines = new Map([...rings].map(([id, of]) => [id, { id, rings: of.map((ring) => joined(ring, drawn)) }] as const));
  return (world = { lines: drawn, rings, outlines });
}

/** The places of a line that is held as steps on the grid. */
function placed(steps: Place[]): Place[] {
  let [x, y] = [0, 0];
  return steps.map(([dx, dy]) => {
    x += dx;
    y += dy;
    return [x * GRID - 180, y * GRID - 90];
  });
}

/** A closed ring from its lines, of which each begins where the one before ends. */
function joined(ring: readonly number[], drawn: readonly Place[][]): Place[] {
  return ring.flatMap((line, i) => {
    const places = line < 0 ? [...drawn[~line]!].reverse() : drawn[line]!;
    return i > 0 ? places.slice(1) : places;
  });
}

export function allOutlines(): Outline[] {
  return [...read().outlines.values()];
}

export function outlineOf(code: string | undefined): Outline | undefined {
  return code === undefined ? undefined : read().outlines.get(code);
}

/** The lines along which two states touch; none where the outlines have none. */
export function between(a: string, b: string): Place[][] {
  const { lines: drawn, rings } = read();
  const [of, others] = [a, b].map((id) => new Set((rings.get(id) ?? []).flat().map((line) => (line < 0 ? ~line : line)))) as [Set<number>, Set<number>];
  return [...of].filter((line) => others.has(line)).map((line) => drawn[line]!);
}
