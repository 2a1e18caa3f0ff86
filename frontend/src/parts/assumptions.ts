/**
 * Which assumptions stand together, and in which order.
 *
 * Owns what an answer rests on, the event to which an assumption belongs, and how telling each is. Leaves drawing to `Sliders.svelte`.
 */

import type { Assumption, Linchpin } from "../model/page";
import type { Workbench } from "../state/workbench.svelte";
import { eventSays, unstopped } from "../words/words";

export interface Group {
  /** An event's name, an actor's, or empty for what belongs to neither. */
  name: string;
  title: string;
  assumptions: Assumption[];
}

/** The assumptions on which the answer under the present view rests; all that the view states, before there is an answer. */
export function restedOn(bench: Workbench): Set<string> {
  const rests = bench.computed()?.rests_on;
  if (rests) return new Set(rests.map((one) => one.assumption));
  return new Set(bench.page.programs[bench.view]?.assumptions ?? bench.page.assumptions.map((a) => a.name));
}

export function linchpinsOf(bench: Workbench): Map<string, Linchpin> {
  const view = bench.page.linchpins?.views.find((v) => v.view === bench.view);
  return new Map(view?.linchpins.map((one) => [one.assumption, one]) ?? []);
}

/** How far an assumption moves the answer, at another view's number or over its own range (without it, where it is one number); 0 where that is unknown. */
export function reach(linchpin: Linchpin | undefined): number {
  if (!linchpin) return 0;
  const others = Object.values(linchpin.as_others).map((other) => Math.abs(other.change.value));
  const without = Object.entries(linchpin.instead).flatMap(([instead, effect]) => (instead === "certain" ? [] : [Math.abs(effect.change.value)]));
  return Math.max(0, ...others, ...(linchpin.swing ? [Math.abs(linchpin.swing.change.value)] : without));
}

/** Assumptions in the order of their names in a list; those that are not in it come last, as they come. */
export function arranged(assumptions: readonly Assumption[], names: readonly string[]): Assumption[] {
  const places = new Map(names.map((name, i) => [name, i]));
  const place = (one: Assumption): number => places.get(one.name) ?? names.length;
  return [...assumptions].sort((a, b) => place(a) - place(b));
}

/** The event to which an assumption belongs: that of the first cause that rests on it, the actor of a weight. */
export function belongsTo(bench: Workbench, assumption: Assumption): string {
  const used = assumption.used_by[0] ?? assumption.name;
  return bench.page.causes.find((c) => c.name === used)?.event ?? used.split(".")[0] ?? "";
}

/** Assumptions in groups: events in the order of the scenario, then actors. */
export function grouped(bench: Workbench, assumptions: Assumption[]): Group[] {
  const groups = new Map<string, Group>();
  for (const event of bench.page.events) groups.set(event.name, { name: event.name, title: unstopped(event.says), assumptions: [] });
  for (const assumption of assumptions) {
    const name = belongsTo(bench, assumption);
    const weight = assumption.kind === "weight";
    const key = weight ? `weight ${name}` : name;
    const title = weight ? `What ${bench.page.actors.find((a) => a.name === name)?.title || name} wants` : unstopped(eventSays(bench.page, name));
    if (!groups.has(key)) groups.set(key, { name: key, title, assumptions: [] });
    groups.get(key)!.assumptions.push(assumption);
  }
  return [...groups.values()].filter((group) => group.assumptions.length > 0);
}

/** Whether all words of a search stand in what an assumption is called and says, whatever their case. */
export function matches(bench: Workbench, assumption: Assumption, search: string): boolean {
  const text = `${assumption.name} ${assumption.says} ${eventSays(bench.page, belongsTo(bench, assumption))}`.toLowerCase().replaceAll("_", " ");
  return search.toLowerCase().replaceAll("_", " ").split(/\s+/).every((word) => text.includes(word));
}
