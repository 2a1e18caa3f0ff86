/**
 * What hangs on what.
 *
 * Owns which events, causes and choices can matter to the question, and what lies before and after a given one. Things go by their ids.
 */

import type { Page } from "../model/page";
import { causeId, choiceId, choiceOf, eventId, type Pieces } from "./elements";

export class Reach {
  private readonly before = new Map<string, Set<string>>();
  private readonly after = new Map<string, Set<string>>();

  constructor({ causes, choices }: Pick<Pieces, "causes" | "choices">) {
    for (const cause of causes) {
      const id = causeId(cause.name);
      this.join(id, eventId(cause.event));
      for (const event of cause.trigger) this.join(eventId(event), id);
      for (const m of cause.modifiers) this.join(m.when === "chosen" ? choiceId(choiceOf(m.event)) : eventId(m.event), id);
    }
    for (const choice of choices) if (choice.after) this.join(eventId(choice.after), choiceId(choice.name));
  }

  /** All that leads to a thing, itself included; `cut` are things that nothing leads to. */
  upstream(id: string, cut: ReadonlySet<string> = new Set()): Set<string> {
    return walk(id, this.before, cut);
  }

  downstream(id: string): Set<string> {
    return walk(id, this.after, new Set());
  }

  /** All that the question depends on. Where its antecedent is made to happen, what would have brought it about plays no part. */
  matters(question: Page["question"]): Set<string> {
    const antecedent = question.antecedent;
    const cut = new Set(antecedent?.reading === "do" ? [eventId(antecedent.event)] : []);
    const found = this.upstream(eventId(question.then.event), cut);
    if (antecedent) found.add(eventId(antecedent.event));
    if (antecedent?.reading === "given") for (const id of this.upstream(eventId(antecedent.event))) found.add(id);
    return found;
  }

  private join(from: string, to: string): void {
    this.after.set(from, (this.after.get(from) ?? new Set()).add(to));
    this.before.set(to, (this.before.get(to) ?? new Set()).add(from));
  }
}

function walk(id: string, next: Map<string, Set<string>>, cut: ReadonlySet<string>): Set<string> {
  const seen = new Set([id]);
  const open = [id];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (cut.has(at)) continue;
    for (const to of next.get(at) ?? []) {
      if (!seen.has(to)) open.push(to);
      seen.add(to);
    }
  }
  return seen;
}
