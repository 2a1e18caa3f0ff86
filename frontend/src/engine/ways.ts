/**
 * How actors choose, from lane to lane.
 *
 * Owns the ways of choosing that a program's profiles make once the reader has chosen some options himself, and which lane takes which: from one
 * lane to the next the golden ratio's multiples walk through the ways' chances (Weyl's sequence; Kuipers and Niederreiter, "Uniform Distribution
 * of Sequences", 1974), so that each way comes nearly as often as is right, and a small change of the chances moves few lanes.
 */

import type { Choice, Program } from "../model/page";
import type { Tables } from "./tables";

const GOLDEN = 0.6180339887498949;

export interface Ways {
  /** How likely each is; they sum to 1. */
  chances: number[];
  /** By event that is an option taken at the start: its time in each way. */
  dealt: Map<number, Float64Array>;
  /** By event that is an option taken upon another event: 1 in each way in which it is not taken. */
  barred: Map<number, Uint8Array>;
}

/** Return the ways of choosing; an option in `chosen`, by choice, takes the place of that choice in all profiles. */
export function waysOf(program: Program, tables: Tables, choices: readonly Choice[], chosen: Record<string, string>): Ways {
  const merged = new Map<string, { options: Record<string, string>; chance: number }>();
  for (const { options, chance } of program.profiles) {
    const taken = { ...options, ...chosen };
    const key = choices.map((choice) => taken[choice.name]).join("|");
    const known = merged.get(key);
    if (known) known.chance += chance;
    else merged.set(key, { options: taken, chance });
  }
  const found = [...merged.values()].filter(({ chance }) => chance > 0);
  if (!found.length) found.push({ options: chosen, chance: 1 });
  const total = found.reduce((sum, { chance }) => sum + chance, 0);
  const ways: Ways = { chances: found.map(({ chance }) => chance / total), dealt: new Map(), barred: new Map() };
  for (const choice of choices) {
    for (const option of choice.options) {
      const event = tables.eventAt.get(`${choice.name}.${option.name}`);
      if (event === undefined) continue;
      const taken = found.map(({ options }) => options[choice.name] === option.name);
      if (choice.after) ways.barred.set(event, Uint8Array.from(taken, (is) => (is ? 0 : 1)));
      else ways.dealt.set(event, Float64Array.from(taken, (is) => (is ? 0 : Infinity)));
    }
  }
  return ways;
}

/** Return the events that are options taken at the start: their times follow from the choices alone. */
export function dealtEvents(tables: Tables, choices: readonly Choice[]): Set<number> {
  const found = new Set<number>();
  for (const choice of choices) {
    for (const option of choice.options) {
      const event = tables.eventAt.get(`${choice.name}.${option.name}`);
      if (event !== undefined && !choice.after) found.add(event);
    }
  }
  return found;
}

/** Write the way of each lane; `begin` in (0, 1) is where the walk begins. */
export function dealWays(chances: readonly number[], begin: number, wayOf: Uint16Array): void {
  const upper = chances.map((_, i) => chances.slice(0, i + 1).reduce((sum, chance) => sum + chance, 0));
  for (let l = 0; l < wayOf.length; l++) {
    const at = (begin + l * GOLDEN) % 1;
    let way = 0;
    while (way < upper.length - 1 && at >= upper[way]!) way++;
    wayOf[l] = way;
  }
}
