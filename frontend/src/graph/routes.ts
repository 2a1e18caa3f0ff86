/**
 * How lines run between the things of the picture.
 *
 * Owns the points of every line and the order in which causes enter their event from above. Lines run straight down past the rows that they
 * only pass, bend in the gaps between rows, and reach causes at the left of a card by a channel beside it.
 */

import type { Box, Point } from "./curve";
import { choiceId, eventId, type Link } from "./elements";
import { SIZE, type Block, type Decision, type Port } from "./sizes";

/** A link with the points through which it runs, from its source to its target. */
export interface Line extends Link {
  points: Point[];
}

interface Row {
  top: number;
  bottom: number;
}

export function routed(blocks: Block[], decisions: Decision[], all: Link[], passes: Point[][]): Line[] {
  const rows = rowsOf([...blocks, ...decisions]);
  const middles = passes.map((points, i) => points.flatMap((p) => through(p, rows, all[i]!.back)));
  const byId = new Map<string, Block | Decision>([...blocks, ...decisions].map((b) => [b.id, b]));
  for (const block of blocks) order(block, all, middles, byId);
  const starts = departures(byId, all, middles);
  return all.map((link, i) => {
    const start = starts[i]!;
    const end = link.is === "taken" ? intoChoice(byId.get(choiceId(link.of)) as Decision) : intoPort(byId.get(eventId(link.event)) as Block, link, rows);
    return { ...link, points: tidy([...start, ...middles[i]!, ...end]) };
  });
}

/** Rows of things that overlap in height. */
function rowsOf(boxes: Box[]): Row[] {
  const rows = new Map<number, Row>();
  for (const box of boxes) {
    const middle = Math.round(box.y + box.height / 2);
    const row = rows.get(middle);
    rows.set(middle, { top: Math.min(row?.top ?? Infinity, box.y), bottom: Math.max(row?.bottom ?? -Infinity, box.y + box.height) });
  }
  return [...rows.values()].sort((a, b) => a.top - b.top);
}

/** A place where a line passes a row becomes a straight run past it; a place in a gap is left out. */
function through(point: Point, rows: Row[], back: boolean): Point[] {
  const row = rows.find((r) => point.y > r.top && point.y < r.bottom);
  if (!row) return [];
  const [first, last] = back ? [row.bottom, row.top] : [row.top, row.bottom];
  return [
    { x: point.x, y: first },
    { x: point.x, y: last },
  ];
}

function centre(box: Box): number {
  return box.x + box.width / 2;
}

/** Put the causes that enter from above into the order of where their lines come from. */
function order(block: Block, all: Link[], middles: Point[][], byId: Map<string, Box>): void {
  const above = block.ports.filter((p) => !p.spontaneous);
  const from = new Map(above.map((port) => [port, comesFrom(port, all, middles, byId)]));
  const sorted = [...above].sort((a, b) => from.get(a)! - from.get(b)!);
  const places = above.map((p) => p.x).sort((a, b) => a - b);
  sorted.forEach((port, i) => (port.x = places[i]!));
}

function comesFrom(port: Port, all: Link[], middles: Point[][], byId: Map<string, Box>): number {
  const xs = all.flatMap((link, i) => {
    if (link.is !== "trigger" || link.of !== port.cause) return [];
    const passed = middles[i]!;
    const source = byId.get(link.from)!;
    return [passed[passed.length - 1]?.x ?? centre("card" in source ? (source as Block).card : source)];
  });
  return xs.reduce((sum, x) => sum + x, 0) / Math.max(1, xs.length);
}

/** The first points of each line: spread over the lower edge of a card, at an option, or, where it leads back, at the card's right. */
function departures(byId: Map<string, Block | Decision>, all: Link[], middles: Point[][]): Point[][] {
  const out = all.map((): Point[] => []);
  for (const [id, node] of byId) {
    const leaving = all.map((link, i) => ({ link, i })).filter(({ link }) => link.from === id);
    const box = "card" in node ? node.card : node;
    const down = leaving.filter(({ link }) => !link.back && !link.option);
    const next = ({ link, i }: { link: Link; i: number }): number => middles[i]![0]?.x ?? destination(link, byId);
    const room = box.width - 28;
    down
      .sort((a, b) => next(a) - next(b) || a.i - b.i)
      .forEach(({ i }, place) => out[i]!.push({ x: box.x + 14 + ((place + 0.5) * room) / down.length, y: box.y + box.height }));
    for (const { link, i } of leaving.filter(({ link }) => link.option)) {
      const cell = "cells" in node ? node.cells.find((c) => c.option === link.option) : undefined;
      const x = cell ? centre(cell) : centre(box);
      out[i]!.push(...(link.back ? [{ x, y: node.y }] : [{ x, y: node.y + node.height }]));
    }
    const up = leaving.filter(({ link }) => link.back && !link.option);
    up.forEach(({ i }, place) => {
      const right = box.x + box.width;
      const y = box.y + Math.min(10 + place * 12, ((place + 0.5) * box.height) / up.length);
      const aside = right + 8 + Math.min(place * 3, 12);
      out[i]!.push({ x: right, y }, { x: aside, y }, { x: aside, y: node.y });
    });
  }
  return out;
}

function destination(link: Link, byId: Map<string, Block | Decision>): number {
  if (link.is === "taken") return centre(byId.get(choiceId(link.of))!);
  const block = byId.get(eventId(link.event)) as Block;
  const port = block.ports.find((p) => p.cause === link.of)!;
  return port.spontaneous ? block.x + 6 : dot(port, block).x;
}

/** Where a cause's lines join. */
export function dot(port: Port, block: Block): Point {
  if (port.spontaneous) return { x: port.x + port.width - SIZE.stub.arrow, y: port.y + port.height / 2 };
  return { x: port.x + Math.min(port.width / 2, SIZE.port.dot), y: block.card.y - SIZE.port.strip + SIZE.port.dot };
}

/** The arrow from a cause's dot into its event. */
export function arrow(port: Port, block: Block): Point[] {
  const from = dot(port, block);
  return port.spontaneous ? [from, { x: block.card.x, y: from.y }] : [from, { x: from.x, y: block.card.y }];
}

function intoPort(block: Block, link: Link, rows: Row[]): Point[] {
  const port = block.ports.find((p) => p.cause === link.of)!;
  const at = dot(port, block);
  const row = rows.find((r) => block.y >= r.top && block.y + block.height <= r.bottom)!;
  const channel = block.x + 5;
  if (port.spontaneous) return [{ x: channel, y: link.back ? row.bottom : row.top }, { x: channel, y: at.y }, { x: port.x - 3, y: at.y }];
  if (!link.back) return [{ x: at.x, y: row.top }, at];
  return [{ x: channel - 8, y: row.bottom }, { x: channel - 8, y: block.y + 5 }, { x: at.x, y: block.y + 5 }, at];
}

function intoChoice(decision: Decision): Point[] {
  return [{ x: centre(decision), y: decision.y }];
}

/** Without points that say nothing. */
function tidy(points: Point[]): Point[] {
  return points.filter((p, i) => {
    const [before, after] = [points[i - 1], points[i + 1]];
    if (before && Math.abs(before.x - p.x) < 0.01 && Math.abs(before.y - p.y) < 0.01) return false;
    return !(before && after && ((before.x === p.x && p.x === after.x) || (before.y === p.y && p.y === after.y)));
  });
}
