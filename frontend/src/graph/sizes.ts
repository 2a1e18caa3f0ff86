/**
 * How large the things of the picture are, and what stands where within them.
 *
 * Owns the inner layout of an event with its causes, and of a choice with its options. Places are from the left upper corner of the whole,
 * until `layout.ts` moves them to where the whole stands.
 */

import type { Choice, Event } from "../model/page";
import type { Box } from "./curve";
import { choiceId, eventId, inWords, joint, type Pieces } from "./elements";
import { wrap, type Measure } from "./text";

/** Sizes in pixels of the picture at its natural size. */
export const SIZE = {
  card: { width: 200, text: 12.5, line: 15.5, pad: 9, tag: 15, foot: 27, most: 4 },
  /** A cause without a trigger: its name at the left of the card, and an arrow into it. */
  stub: { width: 86, text: 10.5, line: 12, gap: 6, arrow: 22, channel: 20, most: 3 },
  /** A cause with triggers: a dot above the card, and an arrow into it. */
  port: { strip: 34, dot: 16, text: 10.5, pad: 12 },
  choice: { width: 196, text: 11, line: 13.5, pad: 8, head: 13, cell: 18, most: 3 },
} as const;

/** A cause where it enters its event. */
export interface Port extends Box {
  cause: string;
  spontaneous: boolean;
  lines: string[];
  joint: string;
}

export interface Block extends Box {
  id: string;
  event: string;
  card: Box;
  lines: string[];
  /** `if`, `given` or `then`, where the question names the event. */
  tag: "if" | "given" | "then" | "";
  ports: Port[];
}

export interface Cell extends Box {
  option: string;
  lines: string[];
}

export interface Decision extends Box {
  id: string;
  choice: string;
  actor: string;
  cells: Cell[];
}

export interface Wanted {
  /** The event of the question's `if` or `given`, and which it is. */
  antecedent: { event: string; tag: "if" | "given" } | null;
  outcome: string;
}

export function blocks(pieces: Pieces, wanted: Wanted, measure: Measure): Block[] {
  return pieces.events.map((event) => block(event, pieces, wanted, measure));
}

function block(event: Event, pieces: Pieces, wanted: Wanted, measure: Measure): Block {
  const { width, text, line, pad, tag: tagged, foot, most } = SIZE.card;
  const { stub, port } = SIZE;
  const tag = event.name === wanted.antecedent?.event ? wanted.antecedent.tag : event.name === wanted.outcome ? "then" : "";
  const lines = wrap(event.says || inWords(event.name), width - 2 * pad, text, measure, most);
  const causes = pieces.causes.filter((c) => c.event === event.name);
  const stubs = causes.filter((c) => c.trigger.length === 0);
  const triggered = causes.filter((c) => c.trigger.length > 0);

  const names = stubs.map((c) => wrap(inWords(c.name, pieces.actors), stub.width, stub.text, measure, stub.most));
  const widest = Math.max(0, ...names.flat().map((l) => measure(l, stub.text)));
  const side = stubs.length ? Math.ceil(stub.channel + widest + stub.gap + stub.arrow) : 0;
  const top = triggered.length ? port.strip : 0;
  const stacked = names.reduce((sum, l) => sum + l.length * stub.line, 0) + Math.max(0, names.length - 1) * stub.gap;
  const height = Math.max(pad + (tag ? tagged : 0) + lines.length * line + foot, stacked + 4);

  const ports: Port[] = [];
  let y = top + (height - stacked) / 2;
  stubs.forEach((cause, i) => {
    const high = names[i]!.length * stub.line;
    const wide = Math.max(...names[i]!.map((l) => measure(l, stub.text))) + stub.gap + stub.arrow;
    ports.push({ cause: cause.name, spontaneous: true, lines: names[i]!, joint: "", x: side - wide, y, width: wide, height: high });
    y += high + stub.gap;
  });
  const each = (width - 2 * port.pad) / Math.max(1, triggered.length);
  triggered.forEach((cause, i) => {
    const at = side + port.pad + i * each;
    ports.push({ cause: cause.name, spontaneous: false, lines: [], joint: joint(cause), x: at, y: 0, width: each, height: top });
  });
  return {
    id: eventId(event.name),
    event: event.name,
    card: { x: side, y: top, width, height },
    lines,
    tag,
    ports,
    x: 0,
    y: 0,
    width: side + width,
    height: top + height,
  };
}

export function decisions(pieces: Pieces, measure: Measure): Decision[] {
  return pieces.choices.map((choice) => decision(choice, pieces.actors, measure));
}

function decision(choice: Choice, actors: Pieces["actors"], measure: Measure): Decision {
  const { width, text, line, pad, head, cell, most } = SIZE.choice;
  const each = (width - 2 * pad) / choice.options.length;
  const actor = actors.find((a) => a.name === choice.actor)?.title ?? inWords(choice.actor);
  const texts = choice.options.map((o) => wrap(inWords(o.name, actors), each - 8, text, measure, most));
  const high = Math.max(0, ...texts.map((lines) => lines.length)) * line + cell;
  const cells = choice.options.map((o, i): Cell => ({ option: `${choice.name}.${o.name}`, lines: texts[i]!, x: pad + i * each, y: pad + head, width: each, height: high }));
  return { id: choiceId(choice.name), choice: choice.name, actor, cells, x: 0, y: 0, width, height: pad + head + high + pad };
}
