/**
 * Where everything in the picture stands.
 *
 * Owns the places of events, causes, choices and lines: rows over the order in which things can happen, from top to bottom, made once for a
 * page. Leaves numbers, colours and thickness to the drawing, so that nothing moves while a slider does, and the run of lines to `routes.ts`.
 */

import { graphlib, layout as dagre } from "@dagrejs/dagre";
import type { Box, Point } from "./curve";
import { drawTogether, straighten, type Item, type Pull } from "./columns";
import { links, target, type Link, type Pieces } from "./elements";
import { routed, type Line } from "./routes";
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
  const graph = new graphlib.Graph();
  graph.setGraph({ rankdir: "TB", nodesep: APART.across, edgesep: APART.lines, ranksep: APART.down, marginx: APART.margin, marginy: APART.margin });
  for (const [id, { width, height }] of nodes) graph.setNode(id, { width, height });
  const ends = all.map((link): [string, string] => (link.back ? [target(link), link.from] : [link.from, target(link)]));
  const apart = all.map((_, i) => ends[i]![0] !== ends[i]![1]);
  all.forEach((link, i) => {
    if (!apart[i]) return;
    const before = (graph.edge(...ends[i]!) as { weight: number } | undefined)?.weight ?? 0;
    graph.setEdge(...ends[i]!, { weight: before + WEIGHT[link.is], minlen: 1 });
  });
  dagre(graph);

  const items = new Map<string, Item & { y: number }>();
  for (const [id, { width }] of nodes) {
    const { x, y } = graph.node(id) as unknown as Point;
    items.set(id, { x, y, width });
  }
  const passing = new Map<string, (Item & { y: number })[]>();
  for (const { v, w } of graph.edges()) {
    const levels = new Set([...items.values()].map((item) => Math.round(item.y)));
    const points = (graph.edge(v, w) as { points: Point[] }).points.slice(1, -1).filter((p) => levels.has(Math.round(p.y)));
    passing.set(`${v}>${w}`, points.map(({ x, y }) => ({ x, y, width: 0 })));
  }
  const rows = new Map<number, (Item & { y: number })[]>();
  for (const item of [...items.values(), ...[...passing.values()].flat()]) rows.set(Math.round(item.y), [...(rows.get(Math.round(item.y)) ?? []), item]);
  const ordered = [...rows.entries()].sort(([a], [b]) => a - b).map(([, row]) => row.sort((a, b) => a.x - b.x));
  const pulls = all.flatMap((link, i): Pull[] => {
    if (!apart[i]) return [];
    const [v, w] = ends[i]!;
    const chain = [items.get(v)!, ...passing.get(`${v}>${w}`)!, items.get(w)!];
    const from = offset(nodes.get(v)!);
    const to = offset(nodes.get(w)!);
    return chain.slice(1).map((b, k) => {
      const last = k === chain.length - 2;
      const inner = (k > 0 ? 1 : 0) + (last ? 0 : 1);
      return { a: chain[k]!, aOffset: k === 0 ? from : 0, b, bOffset: last ? to : 0, weight: WEIGHT[link.is] * (inner + 1) };
    });
  });
  const distance = (a: Item, b: Item): number => (a.width && b.width ? APART.across : a.width || b.width ? APART.beside : APART.lines);
  drawTogether(ordered, pulls, distance);
  straighten(ordered, [...passing.values()], distance);
  for (const [id, box] of nodes) {
    const item = items.get(id)!;
    box.x = item.x - box.width / 2;
    box.y = item.y - box.height / 2;
  }
  return all.map((link, i) => {
    const points = (passing.get(ends[i]!.join(">")) ?? []).map(({ x, y }) => ({ x, y }));
    return link.back ? points.reverse() : points;
  });
}

/** How far the middle of the card lies from the middle of the whole. */
function offset(node: Block | Decision): number {
  return "card" in node ? node.card.x + node.card.width / 2 - node.width / 2 : 0;
}

function shift(part: Box, whole: Box): void {
  part.x += whole.x;
  part.y += whole.y;
}
