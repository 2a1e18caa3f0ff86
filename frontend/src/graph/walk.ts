/**
 * Moving from thing to thing with the arrow keys.
 *
 * Owns where each key leads: down to what follows, up to what comes before, sideways to what stands beside.
 */

import { causeId, named, target, type Link } from "./elements";
import type { Picture } from "./layout";

export type Key = "ArrowUp" | "ArrowDown" | "ArrowLeft" | "ArrowRight" | "Home" | "End";

export const KEYS: ReadonlySet<string> = new Set<Key>(["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End"]);

/** All things from top to bottom and left to right, each event after what brings it about. */
export function inOrder({ blocks, decisions }: Picture): string[] {
  const nodes = [...blocks, ...decisions].sort((a, b) => middle(a) - middle(b) || a.x - b.x);
  return nodes.flatMap((node) => ("ports" in node ? [...node.ports.map((p) => causeId(p.cause)), node.id] : [node.id]));
}

function middle(box: { y: number; height: number }): number {
  return Math.round(box.y + box.height / 2);
}

/** Where a key leads from a thing; itself where it leads nowhere. `shares` tells which of several ways is the busiest. */
export function step(picture: Picture, from: string, key: Key, shares: Record<string, number> = {}): string {
  const order = inOrder(picture);
  if (key === "Home") return order[0] ?? from;
  if (key === "End") return order[order.length - 1] ?? from;
  const { is, name } = named(from);
  if (is === "cause") return fromCause(picture, from, name, key);
  if (key === "ArrowLeft" || key === "ArrowRight") return beside(rowOf(picture, from), from, key);
  if (key === "ArrowUp" && is === "event") return busiest(picture.blocks.find((b) => b.id === from)?.ports.map((p) => p.cause) ?? [], shares) ?? from;
  if (key === "ArrowUp") return picture.lines.find((l) => l.is === "taken" && l.of === name)?.from ?? from;
  const leaving = picture.lines.filter((l) => l.from === from);
  const taken = leaving.find((l) => l.is === "taken");
  return busiest(causesOf(leaving, "trigger"), shares) ?? busiest(causesOf(leaving, "modifier"), shares) ?? (taken ? target(taken) : from);
}

function fromCause(picture: Picture, from: string, cause: string, key: Key): string {
  const block = picture.blocks.find((b) => b.ports.some((p) => p.cause === cause))!;
  if (key === "ArrowDown") return block.id;
  if (key === "ArrowUp") {
    const coming = picture.lines.filter((l) => l.of === cause && l.is !== "taken");
    return (coming.find((l) => l.is === "trigger") ?? coming[0])?.from ?? from;
  }
  return beside(block.ports.map((p) => causeId(p.cause)), from, key);
}

function rowOf({ blocks, decisions }: Picture, id: string): string[] {
  const nodes = [...blocks, ...decisions];
  const level = middle(nodes.find((n) => n.id === id)!);
  return nodes
    .filter((n) => middle(n) === level)
    .sort((a, b) => a.x - b.x)
    .map((n) => n.id);
}

function beside(row: string[], from: string, key: Key): string {
  return row[row.indexOf(from) + (key === "ArrowRight" ? 1 : -1)] ?? from;
}

function causesOf(lines: Link[], is: Link["is"]): string[] {
  return lines.filter((l) => l.is === is).map((l) => l.of);
}

function busiest(causes: string[], shares: Record<string, number>): string | undefined {
  const [first] = [...causes].sort((a, b) => (shares[b] ?? 0) - (shares[a] ?? 0));
  return first === undefined ? undefined : causeId(first);
}
