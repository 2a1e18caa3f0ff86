/**
 * What takes long to compute: how far it is, and whether it holds for the present numbers.
 *
 * Owns, for every heavy part of a page, its progress, its failure, and the versions of it that were computed for numbers of the reader's. The part
 * itself stands in the page, where the version that fits the present numbers is put as soon as there is one. Leaves fetching to the connection.
 */

import type { Cruxes, Page } from "../model/page";
import type { Moved, Workbench } from "./workbench.svelte";

export type Part = "answer" | "faced" | "linchpins" | "paths" | "watch" | "cruxes" | "history" | "programs";

/** Parts that depend on the reader's numbers and can be computed for them. */
const BY_VIEW = ["linchpins", "paths", "watch", "faced"] as const;
type ByView = (typeof BY_VIEW)[number];

export interface Work {
  state: "waiting" | "computing" | "failed";
  /** From 0 to 1. */
  done: number;
  message: string;
}

/** By what a part is known: its name, for cruxes with the pair of views. */
export function keyOf(part: Part, pair?: string): string {
  return pair ? `${part} ${pair}` : part;
}

/** Tells apart what was moved; empty where nothing was. */
export function signature(moved: Moved | undefined): string {
  if (!moved || Object.keys(moved.values).length + Object.keys(moved.chosen).length === 0) return "";
  const sorted = (record: Record<string, unknown>) => Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([sorted(moved.values), sorted(moved.chosen)]);
}

interface Version {
  view: string;
  signature: string;
  data: unknown;
}

export class Explained {
  /** What is under way or has failed, by key. */
  work = $state.raw<Record<string, Work>>({});
  /** For which of the reader's numbers each part in the page holds; a part that is not named holds for the view as written. */
  private holds = $state.raw<Record<string, string>>({});
  /** Cruxes that were computed for the reader's numbers under one of the two views, by pair, view and numbers. */
  private crossed = $state.raw<Record<string, Cruxes>>({});
  private versions: Record<string, Version[]> = {};
  private written: Record<string, unknown> = {};

  constructor(private readonly bench: Workbench) {}

  /** How far a part is; null where nothing is under way. */
  of(part: Part, pair?: string): Work | null {
    return this.work[keyOf(part, pair)] ?? null;
  }

  /** Whether what the page shows of a part was computed for other numbers than those that stand there now. */
  stale(part: Part, pair?: string): boolean {
    if (part === "cruxes") {
      const views = pair?.split(" | ") ?? [this.bench.view];
      return views.some((view) => signature(this.bench.moved[view]) !== "");
    }
    if (!(BY_VIEW as readonly string[]).includes(part)) return false;
    return signature(this.bench.moved[this.bench.view]) !== (this.holds[`${part} ${this.bench.view}`] ?? "");
  }

  /** Whether a part holds for numbers that the reader has moved. */
  forMine(part: Part): boolean {
    return (this.holds[`${part} ${this.bench.view}`] ?? "") !== "" && !this.stale(part);
  }

  /** Whether what the page shows of a part was computed for the view as written. */
  asWritten(part: Part): boolean {
    return (this.holds[`${part} ${this.bench.view}`] ?? "") === "";
  }

  /** Whether a part can be computed for the reader's numbers: there must be a server. */
  computable(part: Part): boolean {
    return this.bench.server !== null && (BY_VIEW as readonly string[]).includes(part);
  }

  /** Compute a part for the numbers that stand there now. */
  compute(part: Part): void {
    const view = this.bench.view;
    const moved = this.bench.moved[view];
    if (signature(moved) !== "" && moved) this.bench.server?.explain(part, { view, moved });
  }

  /** The view of a pair whose moved numbers its cruxes can be computed for, the present one first; null where none is moved. */
  movedIn(pair: string): string | null {
    const views = pair.split(" | ").filter((view) => this.bench.hasMoved(view));
    return views.includes(this.bench.view) ? this.bench.view : (views[0] ?? null);
  }

  /** The cruxes of a pair with the reader's numbers under a view of it; null where they are not there. */
  cruxesFor(pair: string, view: string): Cruxes | null {
    return this.crossed[`${pair} ${view} ${signature(this.bench.moved[view])}`] ?? null;
  }

  progress(key: string, work: Work | null): void {
    const { [key]: _, ...others } = this.work;
    this.work = work ? { ...others, [key]: work } : others;
  }

  /** Take in a part that has been computed: for the view as written, or for numbers of the reader's. */
  arrived(part: Part, data: unknown, pair?: string, mine?: { view: string; moved: Moved }): void {
    this.progress(keyOf(part, pair), null);
    if (mine && part === "cruxes") {
      this.crossed = { ...this.crossed, [`${pair} ${mine.view} ${signature(mine.moved)}`]: data as Cruxes };
    } else if (mine) {
      const versions = (this.versions[part] ??= []);
      versions.push({ view: mine.view, signature: signature(mine.moved), data });
      if (versions.length > 12) versions.shift();
      this.moved();
    } else if (part === "cruxes" && pair) {
      this.bench.fill({ cruxes: { ...this.bench.page.cruxes, [pair]: data as Page["cruxes"][string] } });
    } else {
      this.written[part] = data;
      this.bench.fill({ [part]: data } as Partial<Page>);
      this.holds = Object.fromEntries(Object.entries(this.holds).filter(([key]) => !key.startsWith(`${part} `)));
      this.moved();
    }
  }

  /** Put into the page, for every part, the version that fits the present numbers, or else the one for the view as written. */
  moved(): void {
    const { page, view } = this.bench;
    const now = signature(this.bench.moved[view]);
    const put: Partial<Record<ByView, unknown>> = {};
    const holds = { ...this.holds };
    for (const part of BY_VIEW) {
      const key = `${part} ${view}`;
      const present = holds[key] ?? "";
      if (present === now) continue;
      const version = this.versions[part]?.find((v) => v.view === view && v.signature === now);
      if (version) {
        this.written[part] ??= page[part];
        put[part] = merged(put[part] ?? page[part], version.data, view);
        holds[key] = now;
      } else if (now === "" && this.written[part]) {
        put[part] = merged(put[part] ?? page[part], this.written[part], view);
        delete holds[key];
      }
    }
    if (Object.keys(put).length === 0) return;
    this.holds = holds;
    this.bench.fill(put as Partial<Page>);
  }

  /** Forget all: another page has come. */
  renew(): void {
    this.work = {};
    this.holds = {};
    this.crossed = {};
    this.versions = {};
    this.written = {};
  }
}

/** A part in which one view's share is taken from another computation of it. */
function merged(part: unknown, other: unknown, view: string): unknown {
  const one = part as { views: { view: string }[] } | null;
  const two = other as { views: { view: string }[] };
  const theirs = two.views.find((v) => v.view === view);
  if (!one || !theirs) return one ?? other;
  return { ...one, views: one.views.map((v) => (v.view === view ? theirs : v)) };
}
