/**
 * Where everything in the picture stands.
 *
 * Owns the places of events, causes, choices and lines: rows over the order in which things can happen, from top to bottom, made once for a
 * page. Leaves numbers, colours and thickness to the drawing, so that nothing moves while a slider does, and the run of lines to `routes.ts`.
 */

import type { Box, Point } from "./curve";
import { drawTogether, straighten, type Item, type Pull } from "./columns";
import { links, target, type Link, type Pieces } from "./elements";
import { routed, type Line } from "./routes";
import { inRows, type Edge } from "./rows";
import { blocks, decisions, type Block, type Decision, type Wanted } from "./sizes";
import { estimated, type Measure } from "./text";

export interface Picture {
  /** Where the left edge lies; the upper one lies at 0. */
  left: number;
  width: number;
  height: number;
  /** Events with what brings them about. */
  blocks: Block[];
  decisions: Decision[];
  lines: Line[];
}

/** How near things may come to each other. */
const APART = { across: 24, down: 28, lines: 9, beside: 12, margin: 10 };

const WEIGHT = { trigger: 6, taken: 3, modifier: 1 };

export function laidOut(pieces: Pieces, wanted: Wanted, measure: Measure = estimated): Picture {
  const drawn = { blocks: blocks(pieces, wanted, measure), decisions: decisions(pieces, measure) };
  const nodes = new Map<string, Block | Decision>([...drawn.blocks, ...drawn.decisions].map((node) => [node.id, node]));
  const all = links(pieces);
  const passes = placed(nodes, all);
  for (const block of drawn.blocks) shift(block.card, block), block.ports.forEach((port) => shift(port, block));
  for (const decision of drawn.decisions) decision.cells.forEach((cell) => shift(cell, decision));
  const lines = routed(drawn.blocks, drawn.decisions, all, passes);
  const points = lines.flatMap((line) => line.points);
  const left = Math.min(...[...nodes.values()].map((b) => b.x), ...points.map((p) => p.x)) - APART.margin;
  const right = Math.max(...[...nodes.values()].map((b) => b.x + b.width), ...points.map((p) => p.x)) + APART.margin;
  const bottom = Math.max(...[...nodes.values()].map((b) => b.y + b.height), ...points.map((p) => p.y)) + APART.margin;
  return { left: Math.floor(left), width: Math.ceil(right - left), height: Math.ceil(bottom), ...drawn, lines };
}

/** Set the places of the nodes; returns by link the points at which it passes other rows, from its source on. */
function placed(nodes: Map<string, Block | Decision>, all: Link[]): Point[][] {
  const edges = new Map<string, Edge>();
  const keys = all.map((link) => {
    const [from, to] = link.back ? [target(link), link.from] : [link.from, target(link)];
    if (from === to) return "";
    const key = `${from}>${to}`;
    edges.set(key, { from, to, weight: (edges.get(key)?.weight ?? 0) + WEIGHT[link.is] });
    return key;
  });
  const { rows, passes } = inRows([...nodes.keys()], [...edges.values()]);
  const passed = new Map([...edges.keys()].map((key, i) => [key, passes[i]!]));

  const items = new Map<string, Item & { y: number }>();
  let y = APART.margin;
  const inPlace = rows.map((row) => {
    const height = Math.max(...row.map((id) => nodes.get(id)?.height ?? 0));
    const found = row.map((id, i) => {
      const item = { x: i * APART.across, y: y + height / 2, width: nodes.get(id)?.width ?? 0 };
      items.set(id, item);
      return item;
    });
    y += height + APART.down;
    return found;
  });
  const distance = (a: Item, b: Item): number => (a.width && b.width ? APART.across : a.width || b.width ? APART.beside : APART.lines);
  drawTogether(inPlace, pulls(nodes, edges, passed, items), distance);
  straighten(inPlace, [...passed.values()].map((ids) => ids.map((id) => items.get(id)!)), distance);

  for (const [id, box] of nodes) {
    const item = items.get(id)!;
    box.x = item.x - box.width / 2;
    box.y = item.y - box.height / 2;
  }
  return all.map((link, i) => {
    const points = (passed.get(keys[i]!) ?? []).map((id) => ({ x: items.get(id)!.x, y: items.get(id)!.y }));
    return link.back ? points.reverse() : points;
  });
}

/** Lines want to be upright, most of all where they pass rows. */
function pulls(nodes: Map<string, Block | Decision>, edges: Map<string, Edge>, passed: Map<string, string[]>, items: Map<string, Item>): Pull[] {
  const offset = (id: string): number => {
    const node = nodes.get(id);
    return node && "card" in node ? node.card.x + node.card.width / 2 - node.width / 2 : 0;
  };
  return [...edges].flatMap(([key, { from, to, weight }]) => {
    const chain = [from, ...passed.get(key)!, to];
    return chain.slice(1).map((id, k): Pull => {
      const inner = (k > 0 ? 1 : 0) + (k < chain.length - 2 ? 1 : 0);
      return { a: items.get(chain[k]!)!, aOffset: offset(chain[k]!), b: items.get(id)!, bOffset: offset(id), weight: weight * (inner + 1) };
    });
  });
}

function shift(part: Box, whole: Box): void {
  part.x += whole.x;
  part.y += whole.y;
}
