/**
 * The outlines of the world's states, by their numeric code of ISO 3166-1.
 *
 * Owns reading them from the bundle. They are Natural Earth's, at 1:110m: coarse, without very small states, and no statement on any border.
 */

import { feature, mesh } from "topojson-client";
import type { GeometryCollection, MultiPolygon as Shape, Polygon, Topology } from "topojson-specification";
import type { Feature, MultiLineString, MultiPolygon } from "geojson";
import { lines, states } from "virtual:outlines";
import { GRID, unpacked } from "./packing";

export type Outline = Feature<MultiPolygon, null> & { id: string };

interface World {
  topology: Topology;
  all: GeometryCollection;
  outlines: Map<string, Outline>;
}

let world: World | null = null;

/** Read once, when a map is first drawn. */
function read(): World {
  if (world) return world;
  const shapes = (JSON.parse(states) as [string, number[][][]][]).map(([id, arcs]): Shape => ({ type: "MultiPolygon", id, arcs }));
  const all: GeometryCollection = { type: "GeometryCollection", geometries: shapes };
  const topology: Topology = {
    type: "Topology",
    arcs: unpacked(lines),
    transform: { scale: [GRID, GRID], translate: [-180, -90] },
    objects: { states: all },
  };
  const outlines = new Map(shapes.map((shape) => [shape.id as string, feature(topology, shape) as unknown as Outline]));
  return (world = { topology, all, outlines });
}

export function allOutlines(): Outline[] {
  return [...read().outlines.values()];
}

export function outlineOf(code: string | undefined): Outline | undefined {
  return code === undefined ? undefined : read().outlines.get(code);
}

/** The line along which two states touch; empty where the outlines have none. */
export function between(a: string, b: string): MultiLineString {
  const { topology, all } = read();
  type Geometry = Shape | Polygon;
  const pair = { ...all, geometries: all.geometries.filter((g) => g.id === a || g.id === b) as Geometry[] };
  return mesh(topology, pair, (one, other) => one !== other);
}
