/**
 * What of the picture stands out at the moment.
 *
 * Owns what is pointed at, where the keyboard stands, and from both and the selection which things are lit, faded or plain. Leaves what is
 * selected to the workbench.
 */

import type { Selected, Workbench } from "../state/workbench.svelte";
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

  private readonly selectedId = $derived.by(() => idOf(this.bench.selected));
  /** What lies up- and downstream of what is pointed at; null where nothing is. */
  private readonly lit = $derived.by(() => {
    const id = this.pointed;
    return id ? new Set([...this.reach.upstream(id), ...this.reach.downstream(id)]) : null;
  });

  constructor(readonly bench: Workbench) {}

  /** Words for the drawing's classes. */
  of(id: string): string {
    const words = [];
    if (!this.matters.has(id)) words.push("aside");
    if (this.onMain.has(id)) words.push("main");
    if (this.selectedId === id) words.push("selected");
    if (this.lit) words.push(this.lit.has(id) ? "lit" : "faded");
    return words.join(" ");
  }

  isMain(id: string): boolean {
    return this.onMain.has(id);
  }

  isSelected(id: string): boolean {
    return this.selectedId === id;
  }

  /** Whether the question's answer can depend on it. */
  counts(id: string): boolean {
    return this.matters.has(id);
  }

  /** Whether what is pointed at, or stands under the keyboard, or is selected touches a link. */
  near(from: string, to: string): boolean {
    const about = this.pointed || this.selectedId || (this.focused ? this.at : "");
    return about === from || about === to;
  }

  select(id: string): void {
    const { is, name } = named(id);
    this.at = id;
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

function idOf(selected: Selected | null): string {
  if (selected?.is === "event") return eventId(selected.name);
  if (selected?.is === "cause") return causeId(selected.name);
  if (selected?.is === "choice") return choiceId(selected.name);
  return selected?.is === "option" ? choiceId(choiceOf(selected.name)) : "";
}
