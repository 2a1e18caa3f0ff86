/**
 * What of the picture stands out at the moment.
 *
 * Owns what is pointed at, where the keyboard stands, and from both and the selection which things are lit, faded or plain. Leaves what is
 * selected to the workbench.
 */

import type { Page, Quoted } from "../model/page";
import { passageName, type Selected, type Workbench } from "../state/workbench.svelte";
import { causeId, choiceId, choiceOf, eventId, named } from "./elements";
import { effectOf, eventNumbers, mainCauses, mainEvents, type Effect, type EventNumbers } from "./numbers";
import { Reach } from "./reach";

export class Look {
  /** The thing under the pointer, by its id; empty without one. */
  pointed = $state("");
  /** The thing at which the keyboard stands. */
  at = $state("");
  /** Whether the keyboard is in the picture. */
  focused = $state(false);

  /** What was selected in the picture itself, which then need not be brought into sight. */
  own = "";

  private kept: { view: string; causes: string[] } | null = null;
  private readonly causes = $derived.by(() => this.bench.page.causes);
  private readonly choices = $derived.by(() => this.bench.page.choices);
  private readonly question = $derived.by(() => this.bench.page.question);
  private readonly reach = $derived(new Reach({ causes: this.causes, choices: this.choices }));
  private readonly matters = $derived(this.reach.matters(this.question));

  /** The causes of the commonest way to the outcome: the engine's while it has one, which it lacks while a slider moves. */
  private readonly main = $derived.by(() => {
    const { page, view, live } = this.bench;
    const now = live?.paths?.[0]?.causes;
    if (now) this.kept = { view, causes: now };
    return now ?? (this.kept?.view === view ? this.kept.causes : mainCauses(page, view, null));
  });
  private readonly onMain = $derived.by(() => new Set([...this.main.map(causeId), ...[...mainEvents(this.bench.page, this.main)].map(eventId)]));

  /** What is selected, or rests on what is, by id. */
  readonly marked = $derived.by(() => markedBy(this.bench.selected, this.bench.page));
  /** What lies up- and downstream of what is pointed at; null where nothing is. */
  private readonly lit = $derived.by(() => {
    const id = this.pointed;
    return id ? new Set([...this.reach.upstream(id), ...this.reach.downstream(id)]) : null;
  });

  constructor(readonly bench: Workbench) {}

  /** Words for the drawing's classes. */
  of(id: string): string {
    const words = [];
    if (!this.matters.has(id)) words.push("pale");
    if (this.onMain.has(id)) words.push("main");
    if (this.marked.has(id)) words.push("selected");
    if (this.lit) words.push(this.lit.has(id) ? "lit" : "faded");
    return words.join(" ");
  }

  isMain(id: string): boolean {
    return this.onMain.has(id);
  }

  isSelected(id: string): boolean {
    return this.marked.has(id);
  }

  /** Whether the question's answer can depend on it. */
  counts(id: string): boolean {
    return this.matters.has(id);
  }

  /** Whether what is pointed at, or stands under the keyboard, or is selected touches a link. */
  near(from: string, to: string): boolean {
    const about = this.pointed || (this.focused && this.marked.size === 0 ? this.at : "");
    if (about) return about === from || about === to;
    return this.marked.has(from) || this.marked.has(to);
  }

  select(id: string): void {
    const { is, name } = named(id);
    this.at = id;
    this.own = id;
    this.bench.select({ is, name });
  }

  numbers(event: string): EventNumbers {
    const { page, view, first, live } = this.bench;
    return eventNumbers(page, view, first, live, event);
  }

  /** Share of the worlds in which a cause brought its event about; null before the engine has answered. */
  share(cause: string): number | null {
    return this.bench.live?.causes[cause] ?? null;
  }

  effect(cause: string, modifier: number): Effect | null {
    const found = this.causes.find((c) => c.name === cause)?.modifiers[modifier];
    return found ? effectOf(found, found.ratio === null ? 0 : this.bench.present(found.ratio)) : null;
  }
}

function markedBy(selected: Selected | null, page: Page): Set<string> {
  if (!selected) return new Set();
  const { is, name } = selected;
  switch (is) {
    case "event":
      return new Set([eventId(name)]);
    case "cause":
      return new Set([causeId(name)]);
    case "choice":
      return new Set([choiceId(name)]);
    case "option":
      return new Set([choiceId(choiceOf(name))]);
    case "assumption":
      return new Set(page.causes.filter((c) => c.chance === name || c.modifiers.some((m) => m.ratio === name)).map((c) => causeId(c.name)));
    case "actor":
      return new Set([
        ...page.events.filter((e) => e.actors.includes(name)).map((e) => eventId(e.name)),
        ...page.choices.filter((c) => c.actor === name).map((c) => choiceId(c.name)),
      ]);
    case "passage":
      return new Set(page.sources.flatMap((s) => s.passages.filter((p) => passageName({ source: s.name, ...p }) === name).flatMap((p) => p.quoted_by.flatMap(idOf))));
    case "base_rate":
      return new Set();
  }
}

function idOf({ is, name }: Quoted): string[] {
  if (is === "event" || is === "news") return [eventId(name)];
  if (is === "cause" || is === "modifier") return [causeId(name)];
  if (is === "choice") return [choiceId(name)];
  return is === "option" ? [choiceId(choiceOf(name))] : [];
}
