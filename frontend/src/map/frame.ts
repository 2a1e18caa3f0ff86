/**
 * Which part of the world a map shows, and how it becomes flat.
 *
 * Owns the choice of the middle and of the states that lie within the frame: most actors' states lie near one another, and one on the other side
 * of the world would make all others small, so that it is listed beside the map instead. The projection is Lambert's azimuthal equal-area one.
 */

import type { Outline, Place } from "./outlines";

export interface Frame {
  width: number;
  height: number;
  /** A place in degrees, in pixels. */
  project: (place: Place) => Place;
  /** By code: where a state's label and ties stand, in pixels. */
  places: Map<string, Place>;
  /** Codes of states that lie beyond the frame. */
  beyond: string[];
}

type Vector = [number, number, number];

const RADIAN = Math.PI / 180;
/** States farther than this from the middle of the others are left out of the frame. */
const FAR = 50 * RADIAN;
/** What is seen around the outermost state's middle, in degrees. */
const AROUND = 9;
/** Beyond this from the middle, all is drawn at this distance: it lies outside the frame, and far shapes must not close around it. */
const RIM = 115 * RADIAN;

export function frameOf(states: readonly Outline[], width: number, height: number): Frame {
  const middles = new Map(states.map((s) => [s.id, middleOf(s)] as const));
  const centre = median([...middles.values()]);
  const inside = states.filter((s) => angle(middles.get(s.id)!, centre) <= FAR);
  const flat = flattened(place(centre));
  const edges = inside.flatMap((s) => around(place(middles.get(s.id)!)).map(flat));
  const [left, right] = ends(edges.map((p) => p[0]));
  const [top, bottom] = ends(edges.map((p) => p[1]));
  const scale = Math.min(width / (right - left || 1), height / (bottom - top || 1));
  const project = (at: Place): Place => {
    const [x, y] = flat(at);
    return [width / 2 + (x - (left + right) / 2) * scale, height / 2 + (y - (top + bottom) / 2) * scale];
  };
  const places = new Map([...middles].map(([id, middle]) => [id, project(place(middle))] as const));
  return { width, height, project, places, beyond: states.filter((s) => !inside.includes(s)).map((s) => s.id) };
}

/** The `d` of an SVG path of lines or, `closed`, of rings; what lies wholly outside the frame is left out. */
export function drawn(lines: readonly Place[][], frame: Frame, closed: boolean): string {
  return lines
    .map((line) => line.map(frame.project))
    .filter((line) => {
      const [left, right] = ends(line.map((p) => p[0]));
      const [top, bottom] = ends(line.map((p) => p[1]));
      return right > 0 && left < frame.width && bottom > 0 && top < frame.height;
    })
    .map((line) => `M${line.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join("L")}${closed ? "Z" : ""}`)
    .join("");
}

/**
 * A flat place around a centre, north up, in units of the globe's radius: Lambert's azimuthal equal-area projection (Snyder, "Map Projections: A
 * Working Manual", 1987, chapter 24), on the globe turned until the centre lies in front.
 */
function flattened(centre: Place): (at: Place) => Place {
  const [cos, sin] = [Math.cos(centre[1] * RADIAN), Math.sin(centre[1] * RADIAN)];
  return ([x, y]) => {
    const [ahead, across, up] = vector([x - centre[0], y]);
    const front = Math.max(-1, Math.min(1, ahead * cos + up * sin));
    const far = Math.acos(front);
    const k = Math.sqrt(2 / Math.max(1 + front, 1e-9)) * (far > RIM ? Math.sin(RIM / 2) / Math.sin(far / 2) : 1);
    return [k * across, -k * (up * cos - ahead * sin)];
  };
}

function around([x, y]: Place): Place[] {
  const wide = AROUND / Math.max(0.3, Math.cos(y * RADIAN));
  return [
    [x - wide, y],
    [x + wide, y],
    [x, Math.min(88, y + AROUND * 0.8)],
    [x, Math.max(-88, y - AROUND * 0.8)],
  ];
}

/** The middle of a state's longest ring, so that overseas parts do not move it; each stretch of the ring counts by its length. */
function middleOf(state: Outline): Vector {
  const [ring] = state.rings.map((r) => ({ r, long: lengthOf(r) })).sort((a, b) => b.long - a.long);
  const sum: Vector = [0, 0, 0];
  const points = (ring?.r ?? []).map(vector);
  points.slice(1).forEach((point, i) => {
    const before = points[i]!;
    const long = angle(before, point);
    for (const k of [0, 1, 2] as const) sum[k] += ((before[k] + point[k]) / 2) * long;
  });
  const far = Math.hypot(...sum) || 1;
  return [sum[0] / far, sum[1] / far, sum[2] / far];
}

function lengthOf(ring: readonly Place[]): number {
  return ring.slice(1).reduce((sum, point, i) => sum + angle(vector(ring[i]!), vector(point)), 0);
}

/** Of the points, the one from which the others lie nearest in sum; those on the other side of the world count no more for lying farther. */
function median(points: readonly Vector[]): Vector {
  const sum = (from: Vector): number => points.reduce((total, to) => total + Math.min(angle(from, to), 2 * FAR), 0);
  return [...points].sort((a, b) => sum(a) - sum(b))[0] ?? [1, 0, 0];
}

function vector([x, y]: Place): Vector {
  return [Math.cos(x * RADIAN) * Math.cos(y * RADIAN), Math.sin(x * RADIAN) * Math.cos(y * RADIAN), Math.sin(y * RADIAN)];
}

function place([x, y, z]: Vector): Place {
  return [Math.atan2(y, x) / RADIAN, Math.asin(Math.max(-1, Math.min(1, z))) / RADIAN];
}

function angle(a: Vector, b: Vector): number {
  return Math.acos(Math.max(-1, Math.min(1, a[0] * b[0] + a[1] * b[1] + a[2] * b[2])));
}

function ends(values: readonly number[]): [number, number] {
  return [Math.min(...values), Math.max(...values)];
}
