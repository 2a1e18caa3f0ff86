/**
 * Makes the outlines of the world's states small enough for the page.
 *
 * Owns what of world-atlas's 1:110m outlines gets into the bundle: the lines, on a grid of an eighth of a degree, without what could not be seen, and the numeric codes of the
 * states; no names, and not Antarctica. `src/map/outlines.ts` reads what is written here.
 */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";
import { GRID, packed, packedRings } from "./src/map/packing";

interface Atlas {
  arcs: [number, number][][];
  transform: { scale: [number, number]; translate: [number, number] };
  objects: { countries: { geometries: { type: string; id?: string; arcs: number[][] | number[][][] }[] } };
}

const ANTARCTICA = "010";

/** In square degrees. */
const LEAST = 0.25;

export function outlines(folder: string): Plugin {
  // Beside the data, so that it counts as part of the package that it is made from.
  const place = join(folder, "node_modules", "world-atlas", "outlines.js");
  return {
    name: "ifso-outlines",
    resolveId: (id) => (id === "virtual:outlines" ? place : null),
    load: (id) => (id === place ? written(join(folder, "node_modules", "world-atlas", "countries-110m.json")) : null),
  };
}

function written(file: string): string {
  const atlas = JSON.parse(readFileSync(file, "utf8")) as Atlas;
  const shapes = atlas.objects.countries.geometries
    .filter((g) => g.id !== undefined && g.id !== ANTARCTICA)
    .map((g) => [g.id, g.type === "Polygon" ? [g.arcs] : g.arcs] as [string, number[][][]]);
  const used = [...new Set(shapes.flatMap(([, polygons]) => polygons.flat(2).map((i) => (i < 0 ? ~i : i))))].sort((a, b) => a - b);
  const renumbered = new Map(used.map((old, i) => [old, i]));
  const number = (i: number): number => (i < 0 ? ~renumbered.get(~i)! : renumbered.get(i)!);
  const states = shapes.map(([id, polygons]): [string, number[][]] => [id, polygons.flat().map((ring) => ring.map(number))]);
  const lines = used.map((i) => onGrid(simpler(degrees(atlas.arcs[i]!, atlas.transform))));
  return `export const lines = ${JSON.stringify(packed(lines))};\nexport const states = ${JSON.stringify(packedRings(states))};\n`;
}

type Place = [number, number];

function degrees(arc: Place[], { scale, translate }: Atlas["transform"]): Place[] {
  let [x, y] = [0, 0];
  return arc.map(([dx, dy]) => {
    x += dx;
    y += dy;
    return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
  });
}

/**
 * Without the points that add least (Visvalingam and Whyatt, "Line generalisation by repeated elimination of points", 1993): those whose
 * triangle with their neighbours is smaller than LEAST. A line keeps its ends and a point between, and a ring four points, so that neighbours
 * still meet.
 */
function simpler(line: Place[]): Place[] {
  const kept = [...line];
  const ring = line[0]![0] === line[line.length - 1]![0] && line[0]![1] === line[line.length - 1]![1];
  while (kept.length > (ring ? 5 : 3)) {
    let [least, at] = [Infinity, 0];
    for (let i = 1; i < kept.length - 1; i += 1) {
      const area = triangle(kept[i - 1]!, kept[i]!, kept[i + 1]!);
      if (area < least) [least, at] = [area, i];
    }
    if (least >= LEAST) break;
    kept.splice(at, 1);
  }
  return kept;
}

/** Square degrees, as they are on the globe. */
function triangle([ax, ay]: Place, [bx, by]: Place, [cx, cy]: Place): number {
  return (Math.abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2) * Math.cos((by * Math.PI) / 180);
}

/** A line on the grid, as steps from point to point. */
function onGrid(line: Place[]): Place[] {
  let [before, level] = [0, 0];
  const steps: Place[] = [];
  line.forEach(([x, y], i) => {
    const across = Math.round((x + 180) / GRID);
    const up = Math.round((y + 90) / GRID);
    if (i > 0 && i < line.length - 1 && across === before && up === level) return;
    steps.push([across - before, up - level]);
    [before, level] = [across, up];
  });
  return steps;
}
