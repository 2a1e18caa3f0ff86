/**
 * The states of a map's actors, and what is said of each.
 *
 * Owns which event colours a state and the letter that says so, which actors it belongs to, and its ties in words.
 */

import type { MapData, Page } from "../model/page";
import { listed } from "../words/words";

export interface State {
  iso3: string;
  /** The code by which the outlines go; undefined where there is none. */
  code: string | undefined;
  name: string;
  actors: string[];
  /** The event that colours it; empty where none concerns it. */
  event: string;
}

export type Tie = MapData["ties"][number];

export const TIES: Record<Tie["is"], { one: string; many: string }> = {
  border: { one: "border", many: "borders" },
  alliance: { one: "alliance", many: "alliances" },
  bases: { one: "bases", many: "bases" },
};

/** All states that actors are. `event` colours those whom it concerns; empty: each state is coloured by the first event that concerns it. */
export function statesOf(page: Page, event: string): State[] {
  const codes = [...new Set(page.actors.flatMap((a) => a.states))];
  return codes.map((iso3) => {
    const actors = page.actors.filter((a) => a.states.includes(iso3));
    const concerned = page.map.concerns[iso3] ?? [];
    const alone = actors.find((a) => a.states.length === 1 && a.kind === "state");
    return {
      iso3,
      code: page.map.numeric[iso3],
      name: page.map.names?.[iso3] ?? alone?.title ?? iso3,
      actors: actors.map((a) => a.title),
      event: event === "" ? (concerned[0] ?? "") : concerned.includes(event) ? event : "",
    };
  });
}

/** An event that colours states, with the letter that stands for it on the map. */
export interface Colouring {
  letter: string;
  event: string;
  states: State[];
}

/** The events that colour the states, `first` before the others, each with a letter. */
export function colouringsOf(states: readonly State[], first: string): Colouring[] {
  const events = [...new Set([first, ...states.map((s) => s.event)])].filter((event) => states.some((s) => event && s.event === event));
  return events.map((event, i) => ({ letter: i < 26 ? String.fromCharCode(65 + i) : String(i + 1), event, states: states.filter((s) => s.event === event) }));
}

/** Events that concern any state, in the order of the scenario. */
export function eventsOnMap(page: Page): string[] {
  const concerned = new Set(Object.values(page.map.concerns).flat());
  return page.events.map((e) => e.name).filter((name) => concerned.has(name));
}

/** A state's ties in words: `border with Iran and Pakistan (2016)`. */
export function tiesOf(state: string, ties: readonly Tie[], name: (iso3: string) => string): string[] {
  const others = new Map<string, string[]>();
  for (const tie of ties) {
    const other = tie.from === state ? tie.to : tie.to === state ? tie.from : "";
    if (!other) continue;
    const how = tie.is !== "bases" ? `${TIES[tie.is].one} with` : tie.from === state ? "bases in" : "bases of";
    const key = `${how}|${tie.on ? ` (${tie.on})` : ""}`;
    others.set(key, [...(others.get(key) ?? []), name(other)]);
  }
  return [...others].map(([key, names]) => {
    const [how, on] = key.split("|") as [string, string];
    return `${how} ${listed(names)}${on}`;
  });
}
