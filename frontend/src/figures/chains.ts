/**
 * The chains of causes that end in the outcome, as they were computed with the page or as the engine finds them now.
 *
 * Owns the one form in which both are drawn. The engine counts how often each cause brought its event about; the chance of a link follows where
 * the cause waits for one event or for none, and is unknown where it waits for several.
 */

import type { LiveAnswer } from "../engine/answer";
import type { Cause, Page, Reading } from "../model/page";
import { oneLine } from "../words/words";

export interface Link {
  cause: string;
  /** The mechanism in words, or empty. */
  says: string;
  event: string;
  /** Of the worlds in which the cause comes into force in time, in how many it brings the event about in time; null where it is not known. */
  chance: number | null;
  error: number | null;
  /** Assumptions by which it was modified in most of the path's worlds. */
  with: string[];
}

export interface Chain {
  share: number;
  error: number | null;
  /** The event that was made to happen, or is otherwise fixed; null where the first cause waits for nothing. */
  begins: string | null;
  links: Link[];
  /** The date by which half of its worlds have the outcome; null where it is not known. */
  median: string | null;
}

export interface Chains {
  reading: Reading;
  chance: number;
  error: number | null;
  chains: Chain[];
  /** The share of the worlds with the outcome that these chains cover together. */
  covered: number;
  /** How many there are in all; null where it is not known. */
  distinct: number | null;
  /** The cause on the first chain that does least often what it is there for; null where it is not known. */
  weakest: string | null;
}

export function writtenChains(page: Page, view: string): Chains | null {
  const found = page.paths?.views.find((v) => v.view === view);
  if (!found) return null;
  return {
    reading: found.reading as Reading,
    chance: found.chance,
    error: found.error,
    chains: found.paths.map((path) => ({
      share: path.share,
      error: path.error,
      begins: path.begins,
      links: path.links.map((link) => ({
        cause: link.cause,
        says: oneLine(link.says ?? ""),
        event: link.event,
        chance: link.chance,
        error: link.error,
        with: link.modified.flatMap((m) => m.by ?? []),
      })),
      median: path.median,
    })),
    covered: found.covered,
    distinct: found.distinct,
    weakest: found.weakest_link,
  };
}

export function liveChains(page: Page, live: LiveAnswer, reading: Reading): Chains | null {
  if (!live.paths) return null;
  const causes = new Map(page.causes.map((c) => [c.name, c]));
  const chanceOf = (event: string): number | null => live.events[event]?.chance[reading] ?? null;
  const linkOf = (name: string): Link => {
    const cause = causes.get(name);
    return { cause: name, says: oneLine(cause?.says ?? ""), event: cause?.event ?? name, chance: cause ? worked(cause, live, chanceOf) : null, error: null, with: [] };
  };
  const chains = live.paths.map(({ share, causes: names }) => ({
    share,
    error: null,
    begins: beginning(page, causes.get(names[0] ?? "")),
    links: names.map(linkOf),
    median: null,
  }));
  const known = (chains[0]?.links ?? []).filter((link) => link.chance !== null);
  const weakest = known.length > 1 ? known.reduce((a, b) => ((b.chance ?? 1) < (a.chance ?? 1) ? b : a)).cause : null;
  return {
    reading,
    chance: live.chances[reading]?.value ?? NaN,
    error: null,
    chains,
    covered: chains.reduce((sum, chain) => sum + chain.share, 0),
    distinct: null,
    weakest,
  };
}

/** How often a cause did what it is there for, once it was in force. */
function worked(cause: Cause, live: LiveAnswer, chanceOf: (event: string) => number | null): number | null {
  const share = live.causes[cause.name];
  if (share === undefined || cause.trigger.length > 1) return null;
  const inForce = cause.trigger.length === 0 ? 1 : chanceOf(cause.trigger[0]);
  return inForce ? Math.min(1, share / inForce) : null;
}

function beginning(page: Page, cause: Cause | undefined): string | null {
  if (!cause || cause.trigger.length === 0) return null;
  const antecedent = page.question.antecedent?.event;
  return antecedent !== undefined && cause.trigger.includes(antecedent) ? antecedent : cause.trigger[0];
}
