/**
 * Which part of the world a map shows.
 *
 * Owns the choice of the centre and of the states that lie within the frame: most actors' states lie near one another, and one that lies on the
 * other side of the world would make all others small, so that it is listed beside the map instead.
 */

import { geoAzimuthalEqualArea, geoCentroid, geoDistance, geoPath, type GeoPath, type GeoProjection } from "d3-geo";
import type { MultiPolygon, Position } from "geojson";
import type { Outline } from "./outlines";

export interface Frame {
  projection: GeoProjection;
  path: GeoPath;
  /** By code: where a state's label and ties stand, in pixels. */
  places: Map<string, [number, number]>;
  /** Codes of states that lie beyond the frame. */
  beyond: string[];
}

const RADIAN = Math.PI / 180;
/** States farther than this from the middle of the others are left out of the frame. */
const FAR = 50 * RADIAN;
/** What is seen around the outermost state's middle, in degrees. */
const AROUND = 9;

export function frameOf(states: Outline[], width: number, height: number): Frame {
  const middles = new Map(states.map((s) => [s.id, geoCentroid(largest(s))] as const));
  const centre = median([...middles.values()]);
  const inside = states.filter((s) => geoDistance(middles.get(s.id)!, centre) <= FAR);
  const shown = inside.length > 0 ? inside : states;
  const around = shown.map((s) => middles.get(s.id)!);
  const projection = geoAzimuthalEqualArea()
    .rotate([-centre[0], -centre[1]])
    .clipAngle(120);
  const corners = around.flatMap(([x, y]): Position[] => [
    [x - AROUND / Math.max(0.3, Math.cos(y * RADIAN)), y],
    [x + AROUND / Math.max(0.3, Math.cos(y * RADIAN)), y],
    [x, Math.min(88, y + AROUND * 0.8)],
    [x, Math.max(-88, y - AROUND * 0.8)],
  ]);
  projection.fitSize([width, height], { type: "MultiPoint", coordinates: corners });
  projection.clipExtent([
    [0, 0],
    [width, height],
  ]);
  const places = new Map(states.flatMap((s) => {
    const place = projection(middles.get(s.id)!);
    return place ? [[s.id, place] as const] : [];
  }));
  return { projection, path: geoPath(projection), places, beyond: states.filter((s) => !shown.includes(s)).map((s) => s.id) };
}

/** The largest of a state's parts, so that overseas parts do not move its middle. */
function largest(state: Outline): MultiPolygon {
  const area = (ring: Position[]): number => {
    let sum = 0;
    for (let i = 1; i < ring.length; i += 1) sum += (ring[i]![0]! - ring[i - 1]![0]!) * (Math.sin(ring[i]![1]! * RADIAN) + Math.sin(ring[i - 1]![1]! * RADIAN));
    return Math.abs(sum);
  };
  const [most] = [...state.geometry.coordinates].sort((a, b) => area(b[0]!) - area(a[0]!));
  return { type: "MultiPolygon", coordinates: most ? [most] : [] };
}

/** Of the points, the one from which the others lie nearest in sum. */
function median(points: [number, number][]): [number, number] {
  let best = points[0] ?? [0, 0];
  let least = Infinity;
  for (const point of points) {
    const sum = points.reduce((total, other) => total + Math.min(geoDistance(point, other), 2 * FAR), 0);
    if (sum < least) [best, least] = [point, sum];
  }
  return best;
}
