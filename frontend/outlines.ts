/**
 * Makes the outlines of the world's states small enough for the page.
 *
 * Owns what of world-atlas's 1:110m outlines gets into the bundle: the lines, on a grid of a twelfth of a degree, and the numeric codes of the
 * states; no names, and not Antarctica. `src/map/outlines.ts` reads what is written here.
 */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";
import { GRID, packed } from "./src/map/packing";

interface Atlas {
  arcs: [number, number][][];
  transform: { scale: [number, number]; translate: [number, number] };
  objects: { countries: { geometries: { type: string; id?: string; arcs: number[][] | number[][][] }[] } };
}

const ANTARCTICA = "010";

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
  const states = shapes.map(([id, polygons]) => [id, polygons.map((rings) => rings.map((ring) => ring.map(number)))]);
  const lines = used.map((i) => onGrid(atlas.arcs[i]!, atlas.transform));
  return `export const lines = ${JSON.stringify(packed(lines))};\nexport const states = ${JSON.stringify(JSON.stringify(states))};\n`;
}

/** A line of the atlas on the coarser grid, as steps from point to point. */
function onGrid(arc: [number, number][], { scale, translate }: Atlas["transform"]): [number, number][] {
  let [x, y] = [0, 0];
  let [before, level] = [0, 0];
  const steps: [number, number][] = [];
  arc.forEach(([dx, dy], i) => {
    x += dx;
    y += dy;
    const across = Math.round((x * scale[0] + translate[0] + 180) / GRID);
    const up = Math.round((y * scale[1] + translate[1] + 90) / GRID);
    if (i > 0 && i < arc.length - 1 && across === before && up === level) return;
    steps.push([across - before, up - level]);
    [before, level] = [across, up];
  });
  return steps;
}
