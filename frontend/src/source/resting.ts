/**
 * What rests on a passage, and which passages something rests on.
 *
 * Owns how what quotes a passage is named and selected.
 */

import type { Page, Passage, Quoted } from "../model/page";
import type { Selected } from "../state/workbench.svelte";
import { eventSays, spaced, unstopped } from "../words/words";

/** One thing that rests on a passage, as a reader sees it. */
export interface Resting {
  says: string;
  /** What to select to see it; null where it has no place of its own. */
  select: Selected | null;
}

export function restingOn(page: Page, passage: Passage): Resting[] {
  const found = passage.quoted_by.map((quoted) => resting(page, quoted));
  return found.filter((one, i) => found.findIndex((other) => other.says === one.says) === i);
}

function resting(page: Page, { is, name, modifier }: Quoted): Resting {
  const event = (of: string): string => `“${unstopped(eventSays(page, of))}”`;
  const cause = page.causes.find((c) => c.name === name);
  switch (is) {
    case "event":
      return { says: `the event ${event(name)}`, select: { is: "event", name } };
    case "cause":
      return { says: `a cause of ${event(cause?.event ?? name)}: ${unstopped(cause?.says ?? "") || lastWords(name)}`, select: { is: "cause", name } };
    case "modifier": {
      const by = cause?.modifiers[modifier ?? 0];
      const what = by ? `${event(by.event)} changes the pace of a cause of ` : "what changes the pace of a cause of ";
      return { says: `${what}${event(cause?.event ?? name)} (${lastWords(name)})`, select: { is: "cause", name } };
    }
    case "choice":
      return { says: `the choice “${page.choices.find((c) => c.name === name)?.says || spaced(name)}”`, select: { is: "choice", name } };
    case "option":
      return { says: `the option ${event(name)}`, select: { is: "option", name } };
    case "interest": {
      const interest = page.interests.find((i) => i.weight === name);
      const actor = page.actors.find((a) => a.name === interest?.actor)?.title ?? spaced(name);
      return { says: interest ? `what ${event(interest.event)} is worth to ${actor}` : spaced(name), select: { is: "assumption", name } };
    }
    case "value":
      return { says: `a number: ${page.assumptions.find((a) => a.name === name)?.says ?? spaced(name)}`, select: { is: "assumption", name } };
    case "news":
      return { says: `what has been observed of ${event(name)}`, select: { is: "event", name } };
  }
}

function lastWords(name: string): string {
  return spaced(name.slice(name.lastIndexOf(".") + 1));
}

const SELECTED: Record<Quoted["is"], Selected["is"]> = {
  event: "event",
  news: "event",
  cause: "cause",
  modifier: "cause",
  choice: "choice",
  option: "option",
  interest: "assumption",
  value: "assumption",
};

/** Whether what is selected rests on a passage. */
export function restsOn(selected: Selected, passage: Passage): boolean {
  return passage.quoted_by.some((quoted) => SELECTED[quoted.is] === selected.is && quoted.name === selected.name);
}
