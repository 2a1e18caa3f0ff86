/**
 * The outlines of the world's states, by their numeric code of ISO 3166-1.
 *
 * Owns reading them from the bundle. They are Natural Earth's, at 1:110m: coarse, without very small states, and no statement on any border.
 */

import { feature, mesh } from "topojson-client";
import type { GeometryCollection, MultiPolygon, Topology } from "topojson-specification";
import { lines, states } from "virtual:outlines";
import { GRID, unpacked } from "./packing";

/** Longitude and latitude, in degrees. */
export type Place = [number, number];

export interface Outline {
  id: string;
  /** Closed lines: of land, and of holes in it. */
  rings: Place[][];
}

interface World {
  topology: Topology;
  shapes: MultiPolygon[];
  outlines: Map<string, Outline>;
}

let world: World | null = null;

/** Read once, when a map is first drawn. */
function read(): World {
  if (world) return world;
  const shapes = (JSON.parse(states) as [string, number[][][]][]).map(([id, arcs]): MultiPolygon => ({ type: "MultiPolygon", id, arcs }));
  const topology: Topology = {
    type: "Topology",
    arcs: unpacked(lines),
    transform: { scale: [GRID, GRID], translate: [-180, -90] },
    objects: { states: collection(shapes) },
  };
  const outlines = shapes.map((shape): Outline => {
    const { geometry } = feature(topology, shape);
    return { id: shape.id as string, rings: geometry.type === "MultiPolygon" ? (geometry.coordinates.flat() as Place[][]) : [] };
  });
  return (world = { topology, shapes, outlines: new Map(outlines.map((o) => [o.id, o])) });
}

export function allOutlines(): Outline[] {
  return [...read().outlines.values()];
}

export function outlineOf(code: string | undefined): Outline | undefined {
  return code === undefined ? undefined : read().outlines.get(code);
}

/** The lines along which two states touch; none where the outlines have none. */
export function between(a: string, b: string): Place[][] {
  const { topology, shapes } = read();
  const pair = shapes.filter((shape) => shape.id === a || shape.id === b);
  return mesh(topology, collection(pair), (one, other) => one !== other).coordinates as Place[][];
}

function collection(geometries: MultiPolygon[]): GeometryCollection {
  return { type: "GeometryCollection", geometries };
}
