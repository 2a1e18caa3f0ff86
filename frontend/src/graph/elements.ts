/**
 * The parts of which a scenario's picture is made, and how they hang together.
 *
 * Owns which things are drawn (events, causes, choices), the links between them, and which links run against the order of things. Leaves
 * where they stand to `layout.ts`.
 */

import type { Cause, Page } from "../model/page";

export type Pieces = Pick<Page, "events" | "causes" | "choices" | "actors">;

/** A link that is drawn: from a trigger to a cause, from what modifies to the cause, or from an event to the choice that it brings up. */
export interface Link {
  is: "trigger" | "modifier" | "taken";
  /** What it comes from: an event or a choice, by its id. */
  from: string;
  /** The cause that it leads to; of `taken`, the choice. */
  of: string;
  /** The event of that cause; of `taken`, empty. */
  event: string;
  /** Which modifier of the cause, counted from 0. */
  modifier: number;
  /** The option from which it comes, as `choice.option`; otherwise empty. */
  option: string;
  /** It closes a cycle, and so leads back up. */
  back: boolean;
}

export const eventId = (name: string): string => `event ${name}`;
export const causeId = (name: string): string => `cause ${name}`;
export const choiceId = (name: string): string => `choice ${name}`;

/** What an id is of, and its name. */
export function named(id: string): { is: "event" | "cause" | "choice"; name: string } {
  const space = id.indexOf(" ");
  return { is: id.slice(0, space) as "event" | "cause" | "choice", name: id.slice(space + 1) };
}

/** What actors are called, longer names first; an actor's own name counts where it is that of a state. */
function properNames(actors: Pieces["actors"]): string[] {
  const own = (name: string): string => (name.length < 4 ? name.toUpperCase() : name.charAt(0).toUpperCase() + name.slice(1));
  const all = actors.filter((a) => a.kind === "state").flatMap((a) => [a.title, own(a.name)]);
  return [...new Set(all)].filter((name) => /^[\p{L} ]+$/u.test(name)).sort((a, b) => b.length - a.length);
}

/** A name in words, with the names of actors written as such: `usa_and_iran.back_iran` is "back Iran". */
export function inWords(name: string, actors: Pieces["actors"] = []): string {
  const words = name.slice(name.lastIndexOf(".") + 1).replaceAll("_", " ");
  return properNames(actors).reduce((text, proper) => text.replaceAll(new RegExp(`\\b${proper}\\b`, "gi"), proper), words);
}

/** How several triggers are joined: `all`, `any`, or so many of so many; empty with one or none. */
export function joint(cause: Pick<Cause, "trigger" | "needs">): string {
  const many = cause.trigger.length;
  if (many < 2) return "";
  if (cause.needs >= many) return "all";
  return cause.needs <= 1 ? "any" : `${cause.needs} of ${many}`;
}

export function choiceOf(option: string): string {
  return option.slice(0, option.indexOf("."));
}

/**
 * All links. Those that would close a cycle lead back. Triggers come first, in the order of the file, then what speeds up or slows once it has
 * happened, then what does so until it has, and last what blocks, so that the last give way.
 */
export function links({ events, causes, choices }: Pieces): Link[] {
  const known = new Set([...events.map((e) => eventId(e.name)), ...choices.map((c) => choiceId(c.name))]);
  const all: Omit<Link, "back">[] = [];
  for (const cause of causes) {
    const of = { of: cause.name, event: cause.event, modifier: -1, option: "" };
    for (const event of new Set(cause.trigger)) all.push({ is: "trigger", from: eventId(event), ...of });
  }
  for (const choice of choices) {
    if (choice.after) all.push({ is: "taken", from: eventId(choice.after), of: choice.name, event: "", modifier: -1, option: "" });
  }
  for (const cause of causes) {
    cause.modifiers.forEach(({ when, event }, modifier) => {
      const chosen = when === "chosen";
      const from = chosen ? choiceId(choiceOf(event)) : eventId(event);
      all.push({ is: "modifier", from, of: cause.name, event: cause.event, modifier, option: chosen ? event : "" });
    });
  }
  const byName = new Map(causes.map((cause) => [cause.name, cause]));
  const late = (link: Omit<Link, "back">): number => {
    const modifier = byName.get(link.of)?.modifiers[link.modifier];
    if (!modifier) return 0;
    return modifier.when === "until" ? 2 : modifier.when === "once" && modifier.ratio === null ? 3 : 1;
  };
  return markBack(all.filter((link) => known.has(link.from)).sort((a, b) => late(a) - late(b)));
}

/** Where a link leads, by the id of an event or a choice. */
export function target(link: Omit<Link, "back">): string {
  return link.is === "taken" ? choiceId(link.of) : eventId(link.event);
}

function markBack(all: Omit<Link, "back">[]): Link[] {
  const onward = new Map<string, Set<string>>();
  const reaches = (from: string, to: string): boolean => {
    const seen = new Set([from]);
    const open = [from];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (id === to) return true;
      for (const next of onward.get(id) ?? []) {
        if (!seen.has(next)) open.push(next);
        seen.add(next);
      }
    }
    return false;
  };
  return all.map((link) => {
    const back = reaches(target(link), link.from);
    if (!back) onward.set(link.from, (onward.get(link.from) ?? new Set()).add(target(link)));
    return { ...link, back };
  });
}
