/**
 * What the things of the picture are in words: for screen readers, for the side note's headings and for the list.
 *
 * Owns these sentences. An event's numbers are those of the present view.
 */

import type { Cause, Modifier, Page } from "../model/page";
import { monthAfter } from "../words/dates";
import { percent } from "../words/numbers";
import { eventSays, likelihood, listed, unstopped } from "../words/words";
import { inWords, named } from "./elements";
import type { Look } from "./look.svelte";
import type { Effect, EventNumbers } from "./numbers";

/** `91%, very likely (80–95%), median May 2031`. */
export function numbersInWords(page: Page, { chance, median, fixed }: EventNumbers): string {
  if (fixed) return fixed;
  if (chance === null) return "not computed yet";
  const when = median === null ? "" : `, median ${monthAfter(page.scenario.start, median)}`;
  return `${percent(chance)}, ${likelihood(chance)}${when}`;
}

/** A cause as a sentence: its own, or its name in words. */
export function causeSays(page: Page, cause: Cause): string {
  return unstopped(cause.says) || sentence(inWords(cause.name, page.actors));
}

/** After what a cause works. */
export function triggerSays(page: Page, cause: Cause): string {
  if (cause.trigger.length === 0) return "Works from the start.";
  const events = cause.trigger.map((name) => `“${unstopped(eventSays(page, name))}”`);
  if (events.length === 1) return `Works once ${events[0]} has happened.`;
  if (cause.needs >= events.length) return `Works once all of these have happened: ${listed(events)}.`;
  return `Works once ${cause.needs <= 1 ? "any" : cause.needs} of these ${cause.needs <= 1 ? "has" : "have"} happened: ${listed(events, "or")}.`;
}

/** `Slows it once “…” has happened`. */
export function modifierSays(page: Page, modifier: Modifier, effect: Effect | null): string {
  const what = { "speeds up": "Speeds it up", slows: "Slows it", blocks: "Blocks it", "changes nothing": "Leaves it as it is" }[effect ?? "changes nothing"];
  const event = `“${unstopped(eventSays(page, modifier.event))}”`;
  const doing = effect === null ? "Changes its pace" : what;
  if (modifier.when === "chosen") return `${doing} once this is chosen: ${event}`;
  return modifier.when === "once" ? `${doing} once ${event} has happened` : `${doing} as long as ${event} has not happened`;
}

/** What never changes of the sentences on causes, since all of them are told anew while a slider moves. */
const told = new WeakMap<Cause, string>();

function causeTold(page: Page, cause: Cause): string {
  let says = told.get(cause);
  if (says === undefined) {
    says = `Cause of “${unstopped(eventSays(page, cause.event))}”: ${causeSays(page, cause)}. ${triggerSays(page, cause)}`;
    told.set(cause, says);
  }
  return says;
}

export function spoken(page: Page, look: Look, id: string): string {
  const { is, name } = named(id);
  if (is === "event") {
    const role = name === page.question.antecedent?.event ? "The question's condition: " : name === page.question.then.event ? "The question's outcome: " : "";
    return `${role}${unstopped(eventSays(page, name))}: ${numbersInWords(page, look.numbers(name))}`;
  }
  if (is === "choice") {
    const choice = page.choices.find((c) => c.name === name);
    const actor = page.actors.find((a) => a.name === choice?.actor)?.title ?? choice?.actor ?? "";
    return `A choice of ${actor}: ${choice?.says || inWords(name, page.actors)}`;
  }
  const cause = page.causes.find((c) => c.name === name);
  if (!cause) return name;
  const share = look.share(name);
  const passed = share === null ? "" : ` Brought it about in ${percent(share)} of the worlds.`;
  return `${causeTold(page, cause)}${passed}`;
}

export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
