/**
 * How views are told apart: a colour and a shape each, the same in every part.
 *
 * Owns both; nothing is told by colour alone.
 */

import type { Page } from "../model/page";

const COLOURS = 6;

function place(page: Page, view: string): number {
  return Math.max(0, page.views.findIndex((v) => v.name === view));
}

/** The colour of a view's marks, as a CSS value. */
export function viewColour(page: Page, view: string): string {
  return `var(--view-${(place(page, view) % COLOURS) + 1})`;
}

/** The colour of text in a view's colour, as a CSS value. */
export function viewInk(page: Page, view: string): string {
  return `var(--view-${(place(page, view) % COLOURS) + 1}-ink)`;
}

/** Circle, square, triangle, diamond, triangle on its head, cross; each fills a square of side 10 around the origin. */
const SHAPES = [
  "M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0z",
  "M-4 -4h8v8h-8z",
  "M0 -5L5 4H-5z",
  "M0 -5.5L5.5 0L0 5.5L-5.5 0z",
  "M0 5L5 -4H-5z",
  "M-1.6 -5h3.2v3.4h3.4v3.2h-3.4v3.4h-3.2v-3.4h-3.4v-3.2h3.4z",
] as const;

/** The shape of a view's marks: the path of an SVG, around the origin. Where the colours begin again, the shapes have moved on by one. */
export function viewShape(page: Page, view: string): string {
  const at = place(page, view);
  return SHAPES[(at + Math.floor(at / COLOURS)) % SHAPES.length]!;
}
