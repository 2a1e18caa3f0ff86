/**
 * What the reader sees and has changed.
 *
 * Owns the present view, the numbers and choices that the reader has moved, undo, what is selected, and the engine's latest answer. Leaves
 * computing to the engine, saving and heavy parts to the server's connection, and drawing to the parts.
 */

import type { LiveAnswer } from "../engine/answer";
import { Engine } from "../engine/client";
import type { AnswerView, Assumption, Page, Reading, Value } from "../model/page";

export interface Selected {
  is: "event" | "cause" | "assumption" | "passage" | "actor" | "choice" | "option" | "base_rate";
  name: string;
}

/** The name by which a passage of a source is selected: its source and its place in it. */
export function passageName(passage: { source: string; begin: number; end: number }): string {
  return `${passage.source}:${passage.begin}-${passage.end}`;
}

interface Moved {
  values: Record<string, number>;
  chosen: Record<string, string>;
}

const NOTHING: Moved = { values: {}, chosen: {} };

export class Workbench {
  page = $state.raw<Page>(null as unknown as Page);
  /** The view shown, and moved by the sliders. */
  view = $state("");
  /** What the reader has moved, by view. */
  moved = $state.raw<Record<string, Moved>>({});
  /** The engine's latest answer for the present view; null before the first. */
  live = $state.raw<LiveAnswer | null>(null);
  failure = $state("");
  selected = $state.raw<Selected | null>(null);

  private past: { view: string; moved: Record<string, Moved> }[] = [];
  private future: { view: string; moved: Record<string, Moved> }[] = [];
  undoable = $state(0);
  redoable = $state(0);
  private engine: Engine;
  private gesture = "";

  constructor(page: Page) {
    this.page = page;
    this.view = page.views[0]?.name ?? "";
    this.engine = this.started(page);
    this.ask();
  }

  /** The reading that comes first: `do`, or `given`, or `left alone` of a question without an antecedent. */
  get first(): Reading {
    const antecedent = this.page.question.antecedent;
    return antecedent === null ? "left alone" : antecedent.reading;
  }

  /** Its contrast, or null. */
  get contrast(): Reading | null {
    return this.first === "do" ? "do not" : this.first === "given" ? "given not" : null;
  }

  get values(): Record<string, number> {
    return (this.moved[this.view] ?? NOTHING).values;
  }

  get chosen(): Record<string, string> {
    return (this.moved[this.view] ?? NOTHING).chosen;
  }

  /** Whether anything differs from the view as written. */
  get changed(): boolean {
    return Object.keys(this.values).length + Object.keys(this.chosen).length > 0;
  }

  /** The answer under a view as it was computed before anything was moved; null until it is there. */
  computed(view: string = this.view): AnswerView | null {
    return this.page.answer?.views.find((v) => v.view === view) ?? null;
  }

  assumption(name: string): Assumption | undefined {
    return this.page.assumptions.find((a) => a.name === name);
  }

  stated(name: string, view: string = this.view): Value | undefined {
    return this.assumption(name)?.values[view];
  }

  /** The number at which an assumption stands: the reader's, or the median of the view's. */
  present(name: string): number {
    return this.values[name] ?? this.stated(name)?.median ?? NaN;
  }

  show(view: string): void {
    this.view = view;
    this.live = null;
    this.ask();
  }

  select(selected: Selected | null): void {
    this.selected = selected;
  }

  isSelected(is: Selected["is"], name: string): boolean {
    return this.selected?.is === is && this.selected.name === name;
  }

  /** Move an assumption. Moves that share a `gesture` (one drag of a slider) are undone together. */
  set(name: string, value: number, gesture = ""): void {
    this.change({ values: { ...this.values, [name]: value }, chosen: this.chosen }, gesture && `${gesture}:${name}`);
  }

  choose(choice: string, option: string | null): void {
    const { [choice]: _, ...others } = this.chosen;
    this.change({ values: this.values, chosen: option === null ? others : { ...others, [choice]: option } });
  }

  /** Return one assumption, or all that was moved, to the view's. */
  reset(name?: string): void {
    if (name === undefined) {
      this.change(NOTHING);
      return;
    }
    const { [name]: _, ...others } = this.values;
    this.change({ values: others, chosen: this.chosen });
  }

  /** Take up another view's number for one assumption. */
  adopt(name: string, view: string): void {
    const value = this.stated(name, view);
    if (value) this.set(name, value.median);
  }

  undo(): void {
    this.travel(this.past, this.future);
  }

  redo(): void {
    this.travel(this.future, this.past);
  }

  /** Take another page in the place of this one: the file has changed. What was moved stays, where the assumption is still there. */
  replace(page: Page): void {
    const known = new Set(page.assumptions.map((a) => a.name));
    const views = new Set(page.views.map((v) => v.name));
    this.moved = Object.fromEntries(
      Object.entries(this.moved)
        .filter(([view]) => views.has(view))
        .map(([view, m]) => [view, { ...m, values: Object.fromEntries(Object.entries(m.values).filter(([name]) => known.has(name))) }]),
    );
    this.page = page;
    if (!views.has(this.view)) this.view = page.views[0]?.name ?? "";
    this.engine.stop();
    this.engine = this.started(page);
    this.ask();
  }

  /** Add a part that took long to compute. */
  fill(part: Partial<Page>): void {
    this.page = { ...this.page, ...part };
  }

  private started(page: Page): Engine {
    const engine = new Engine(page);
    engine.onAnswer = (answer) => {
      if (answer.view === this.view) this.live = answer;
    };
    engine.onFailure = (message) => (this.failure = message);
    return engine;
  }

  private change(moved: Moved, gesture = ""): void {
    if (!gesture || gesture !== this.gesture) {
      this.past.push({ view: this.view, moved: this.moved });
      this.future = [];
      this.counted();
    }
    this.gesture = gesture;
    this.moved = { ...this.moved, [this.view]: moved };
    this.ask();
  }

  private travel(from: typeof this.past, to: typeof this.past): void {
    const there = from.pop();
    if (!there) return;
    to.push({ view: this.view, moved: this.moved });
    this.view = there.view;
    this.moved = there.moved;
    this.gesture = "";
    this.counted();
    this.ask();
  }

  private counted(): void {
    this.undoable = this.past.length;
    this.redoable = this.future.length;
  }

  private ask(): void {
    if (this.view) this.engine.ask({ view: this.view, values: this.values, chosen: this.chosen });
  }
}
