/**
 * Lines as SVG paths.
 *
 * Owns the geometry of lines alone; points are in the picture's own pixels.
 */

export interface Point {
  x: number;
  y: number;
}

export interface Box {
  /** The left upper corner. */
  x: number;
  y: number;
  width: number;
  height: number;
}

const near = (value: number): number => Math.round(value * 10) / 10;
const at = (p: Point): string => `${near(p.x)},${near(p.y)}`;
const straight = (a: Point, b: Point): boolean => Math.abs(a.x - b.x) < 0.5 || Math.abs(a.y - b.y) < 0.5;

function toward(from: Point, to: Point, by: number): Point {
  const far = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const part = Math.min(by, far / 2) / far;
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
}

/** The `d` of an SVG path. Level and upright stretches are straight with rounded corners; others leave and arrive upright. */
export function path(points: Point[], radius = 7): string {
  const first = points[0];
  if (!first) return "";
  let d = `M${at(first)}`;
  for (let i = 1; i < points.length; i += 1) {
    const [before, here, next] = [points[i - 1]!, points[i]!, points[i + 1]];
    if (!straight(before, here)) {
      const middle = (before.y + here.y) / 2;
      d += `C${near(before.x)},${near(middle)} ${near(here.x)},${near(middle)} ${at(here)}`;
    } else if (next && straight(here, next) && !straight(before, next)) {
      d += `L${at(toward(here, before, radius))}Q${at(here)} ${at(toward(here, next, radius))}`;
    } else d += `L${at(here)}`;
  }
  return d;
}

/** The corners of an arrowhead whose tip is at `tip`, coming from `from`, for a line of a width. */
export function head(from: Point, tip: Point, wide: number): string {
  const length = 6 + wide;
  const half = 2.5 + wide * 0.75;
  const far = Math.hypot(tip.x - from.x, tip.y - from.y) || 1;
  const along = { x: (tip.x - from.x) / far, y: (tip.y - from.y) / far };
  const foot = { x: tip.x - along.x * length, y: tip.y - along.y * length };
  return [tip, { x: foot.x - along.y * half, y: foot.y + along.x * half }, { x: foot.x + along.y * half, y: foot.y - along.x * half }].map(at).join(" ");
}

export function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
