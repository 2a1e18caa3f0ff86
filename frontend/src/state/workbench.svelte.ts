/**
 * What the reader sees and has changed.
 *
 * Owns the present view, the numbers and choices that the reader has moved, undo, what is selected, the engine's latest answer, and which heavy
 * parts hold for the present numbers. Leaves computing to the engine, fetching and saving to the server's connection, and drawing to the parts.
 */

import type { LiveAnswer } from "../engine/answer";
import { Engine } from "../engine/client";
import type { AnswerView, Assumption, Page, Reading, Value } from "../model/page";
import { Explained, type Part } from "./explained.svelte";
import { brief } from "../words/numbers";
import { sharpened } from "./sharpening";
import { asStatedBy } from "./timing";

export interface Selected {
  is: "event" | "cause" | "assumption" | "passage" | "actor" | "choice" | "option" | "base_rate";
  name: string;
}

/** The name by which a passage of a source is selected: its source and its place in it. */
export function passageName(passage: { source: string; begin: number; end: number }): string {
  return `${passage.source}:${passage.begin}-${passage.end}`;
}

/** What the reader has moved under one view. */
export interface Moved {
  values: Record<string, number>;
  chosen: Record<string, string>;
}

/** What the connection to a server offers; there is none behind a report or a notebook's widget. */
export interface Server {
  /** Compute a part for the view as written, or for what the reader has moved. */
  explain(part: Part, options?: { views?: [string, string]; moved?: Moved; view?: string }): void;
  question(name: string): void;
  /** Write a view into the file; `copy` has an example, which is not written to, copied first. */
  save(view: SavedView, replace: boolean, copy?: boolean): Promise<Saving>;
  readonly status: "connecting" | "open" | "lost" | "gone";
}

export interface SavedView {
  name: string;
  about: string;
  else: string;
  values: Record<string, number>;
  chosen: Record<string, string>;
}

export type Saving =
  | { type: "saved"; line: number; sha256: string; file: string }
  | { type: "conflict"; stretches: Stretch[]; message: string }
  | { type: "failed"; message: string; hint: string; offer?: "copy" };

/** Lines of the file as it is now, and of what would have been written to it: the same, or differing. */
export interface Stretch {
  same: boolean;
  theirs: string[];
  mine: string[];
}

const NOTHING: Moved = { values: {}, chosen: {} };

interface Stand {
  view: string;
  moved: Record<string, Moved>;
}

export class Workbench {
  page = $state.raw<Page>(null as unknown as Page);
  /** The view shown, and moved by the sliders. */
  view = $state("");
  /** What the reader has moved, by view. */
  moved = $state.raw<Record<string, Moved>>({});
  /** The engine's latest answer of every view that has been shown, for the numbers that stand there. */
  lives = $state.raw<Record<string, LiveAnswer>>({});
  /**
   * The latest answer for the present view; null before the first. As long as nothing is moved, the chances of the outcome are those that were
   * computed from more worlds, so that the page does not say two things of one number.
   */
  live: LiveAnswer | null = $derived.by(() => {
    const live = this.lives[this.view] ?? null;
    const written = live && !this.hasMoved(this.view) ? this.computed() : null;
    return live && written ? sharpened(live, written, this.page.question.then.event) : live;
  });
  failure = $state("");
  selected = $state.raw<Selected | null>(null);
  /** The assumption whose slider is sought; empty once it has been found. */
  sought = $state("");
  /** Whether everything is to be shown at once, for paper. */
  printing = $state(false);
  /** What is behind the page; null where it stands alone. */
  server = $state.raw<Server | null>(null);
  /** Progress and validity of what takes long to compute. */
  readonly explained: Explained;

  undoable = $state(0);
  redoable = $state(0);
  private past: Stand[] = [];
  private future: Stand[] = [];
  private engine: Engine;
  private gesture = "";
  private awaited: { view: string; from: string } | null = null;
  private named = $derived(new Map(this.page.assumptions.map((a) => [a.name, a])));

  constructor(page: Page, moved: Record<string, Moved> = {}) {
    this.page = page;
    this.view = page.views[0]?.name ?? "";
    this.moved = kept(moved, page);
    this.explained = new Explained(this);
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
    return this.hasMoved(this.view);
  }

  /** Whether the reader has moved anything under a view. */
  hasMoved(view: string): boolean {
    const moved = this.moved[view] ?? NOTHING;
    return Object.keys(moved.values).length + Object.keys(moved.chosen).length > 0;
  }

  /** The answer under a view as it was computed before anything was moved; null until it is there. */
  computed(view: string = this.view): AnswerView | null {
    return this.page.answer?.views.find((v) => v.view === view) ?? null;
  }

  assumption(name: string): Assumption | undefined {
    return this.named.get(name);
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
    this.gesture = "";
    this.ask();
  }

  select(selected: Selected | null): void {
    this.selected = selected;
  }

  /** Select an assumption in order to move it: its slider is brought into sight and takes the keys. */
  seek(assumption: string): void {
    this.select({ is: "assumption", name: assumption });
    this.sought = assumption;
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
      if (this.changed) this.change(NOTHING);
      return;
    }
    if (!(name in this.values)) return;
    const { [name]: _, ...others } = this.values;
    this.change({ values: others, chosen: this.chosen });
  }

  /** Another view's median, as a number over the time for which the present view states its own. */
  theirs(name: string, view: string): number {
    const value = this.stated(name, view);
    return value ? asStatedBy(this.page, name, value.median, view, this.view) : NaN;
  }

  /** Take up another view's number for one assumption. */
  adopt(name: string, view: string): void {
    const value = this.theirs(name, view);
    const kind = this.assumption(name)?.kind;
    if (kind && Number.isFinite(value)) this.set(name, brief(kind, value));
  }

  undo(): void {
    this.travel(this.past, this.future);
  }

  redo(): void {
    this.travel(this.future, this.past);
  }

  /** Take another page in the place of this one: the file has changed. What was moved stays, where what it moves is still there. */
  replace(page: Page): void {
    this.moved = kept(this.moved, page);
    this.page = page;
    if (!page.views.some((v) => v.name === this.view)) this.view = page.views[0]?.name ?? "";
    this.lives = {};
    this.failure = "";
    this.gesture = "";
    this.explained.renew();
    this.engine.stop();
    this.engine = this.started(page);
    this.settle();
    this.ask();
  }

  /** Show a view that now holds what was moved under another, as soon as the page has it. */
  await(view: string, from: string): void {
    this.awaited = { view, from };
    this.settle();
  }

  private settle(): void {
    if (!this.awaited || !this.page.views.some((v) => v.name === this.awaited?.view)) return;
    const { view, from } = this.awaited;
    this.awaited = null;
    this.past.push({ view: from, moved: this.moved });
    this.future = [];
    this.counted();
    const { [from]: _, ...others } = this.moved;
    this.moved = others;
    this.show(view);
  }

  /** Add a part that took long to compute. */
  fill(part: Partial<Page>): void {
    this.page = { ...this.page, ...part };
    if (part.programs) {
      this.engine.update(this.page);
      this.ask();
    }
  }

  stop(): void {
    this.engine.stop();
  }

  private started(page: Page): Engine {
    const engine = new Engine(page);
    engine.onAnswer = (answer) => {
      this.failure = "";
      this.lives = { ...this.lives, [answer.view]: answer };
      if (!answer.settled) this.survey(answer.view);
    };
    engine.onFailure = (message) => (this.failure = message);
    return engine;
  }

  /** While nothing has been computed for them yet, let the engine answer for the views that are not shown, and at last for that which is. */
  private survey(answered: string): void {
    const next = this.page.views.find(({ name }) => !this.lives[name] && !this.computed(name) && this.page.programs[name]);
    const view = next?.name ?? this.view;
    if (view === answered) return;
    const { values, chosen } = this.moved[view] ?? NOTHING;
    this.engine.ask({ view, values, chosen });
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

  private travel(from: Stand[], to: Stand[]): void {
    const there = from.pop();
    if (!there) return;
    to.push({ view: this.view, moved: this.moved });
    if (this.page.views.some((v) => v.name === there.view)) this.view = there.view;
    this.moved = kept(there.moved, this.page);
    this.gesture = "";
    this.counted();
    this.ask();
  }

  private counted(): void {
    this.undoable = this.past.length;
    this.redoable = this.future.length;
  }

  private ask(): void {
    this.explained.moved();
    if (this.view) this.engine.ask({ view: this.view, values: this.values, chosen: this.chosen });
  }
}

/** What of the reader's moves still has its place in a page. */
function kept(moved: Record<string, Moved>, page: Page): Record<string, Moved> {
  const stated = new Map(page.assumptions.map((a) => [a.name, a]));
  const options = new Map(page.choices.map((c) => [c.name, c.options.map((o) => o.name)]));
  const found: Record<string, Moved> = {};
  for (const [view, { values, chosen }] of Object.entries(moved)) {
    if (!page.views.some((v) => v.name === view)) continue;
    found[view] = {
      values: Object.fromEntries(Object.entries(values).filter(([name, value]) => Number.isFinite(value) && stated.get(name)?.values[view])),
      chosen: Object.fromEntries(Object.entries(chosen).filter(([choice, option]) => options.get(choice)?.includes(option))),
    };
  }
  return found;
}
