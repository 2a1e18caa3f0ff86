/**
 * The connection of a served page: one WebSocket to `/live`.
 *
 * Owns asking for heavy parts in a sensible order, taking in what the server says, saving, and connecting again after a loss. What the reader has
 * moved is never touched by any of it. Leaves notices to `notices.svelte.ts`.
 */

import type { Page } from "../model/page";
import { keyOf, type Part } from "../state/explained.svelte";
import type { Moved, SavedView, Saving, Server, Stretch, Workbench } from "../state/workbench.svelte";
import { type Finding, Notices } from "./notices.svelte";

/** Waiting times before each try to connect again, in milliseconds; the last is repeated. */
const PAUSES = [500, 1000, 2000, 4000, 8000, 15000];

interface Asked {
  id: string;
  part: Part;
  pair?: string;
  view?: string;
  moved?: Moved;
}

type Heard =
  | { type: "progress"; id: string; part: Part; done: number }
  | { type: "part"; id?: string; part: Part; key?: string; data: unknown }
  | { type: "failed"; id: string; message: string; hint: string; offer?: "copy" }
  | { type: "saved"; id: string; sha256: string; line: number; file: string }
  | { type: "conflict"; id: string; stretches: Stretch[]; message: string }
  | { type: "page"; page: Page }
  | { type: "broken"; findings: Finding[] }
  | { type: "gone"; message: string };

export class Connection implements Server {
  status = $state<"connecting" | "open" | "lost" | "gone">("connecting");
  private socket: WebSocket | null = null;
  private asked: Asked | null = null;
  private queue: Asked[] = [];
  private saving = new Map<string, (saving: Saving) => void>();
  /** The hash of the text that this page has last written. */
  private own = "";
  private tries = 0;
  private count = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly bench: Workbench,
    private readonly notices: Notices,
    private readonly address: string,
  ) {
    this.askForMissing();
    this.connect();
  }

  explain(part: Part, options: { views?: [string, string]; moved?: Moved; view?: string } = {}): void {
    const pair = options.views?.join(" | ");
    this.ask({
      id: this.next(),
      part,
      ...(pair !== undefined && { pair }),
      ...(options.view !== undefined && { view: options.view }),
      ...(options.moved !== undefined && { moved: options.moved }),
    }, true);
  }

  question(name: string): void {
    this.send({ type: "question", name });
  }

  save(view: SavedView, replace: boolean, copy = false): Promise<Saving> {
    const id = this.next();
    return new Promise((resolve) => {
      if (!this.send({ type: "save", id, sha256: this.bench.page.scenario.sha256, view, replace, copy })) {
        resolve({ type: "failed", message: "There is no connection to the server.", hint: "Your numbers are kept; try again once it is back." });
        return;
      }
      this.saving.set(id, resolve);
    });
  }

  /** Try to connect now instead of waiting. */
  again(): void {
    clearTimeout(this.timer);
    this.connect();
  }

  close(): void {
    clearTimeout(this.timer);
    this.status = "gone";
    this.socket?.close();
  }

  /** Ask for every heavy part that the page has not: what explains the answer first, differences between views last. */
  private askForMissing(): void {
    const { page } = this.bench;
    this.queue = this.queue.filter((one) => one.moved);
    const order: Part[] = ["answer", "linchpins", "faced", "paths", "watch"];
    for (const part of order) {
      if (part === "faced" && page.choices.length === 0) continue;
      if (page[part as "answer"] === null) this.ask({ id: this.next(), part });
    }
    const [first, second] = page.views;
    if (first && second) {
      const pair = `${first.name} | ${second.name}`;
      if (!page.cruxes[pair]) this.ask({ id: this.next(), part: "cruxes", pair });
    }
  }

  private ask(asked: Asked, ahead = false): void {
    const same = (one: Asked) => one.part === asked.part && one.pair === asked.pair && one.view === asked.view;
    this.queue = this.queue.filter((one) => !same(one) || (one.moved !== undefined) !== (asked.moved !== undefined));
    if (ahead) this.queue.unshift(asked);
    else this.queue.push(asked);
    this.bench.explained.progress(keyOf(asked.part, asked.pair), { state: "waiting", done: 0, message: "" });
    this.forward();
  }

  /** Send the next request, one at a time, so that what the reader asks for comes before what was only prepared. */
  private forward(): void {
    if (this.asked || this.status !== "open") return;
    const next = this.queue.shift();
    if (!next) return;
    this.asked = next;
    const { id, part, pair, view, moved } = next;
    this.send({
      type: "explain",
      id,
      part,
      ...(view !== undefined && { view }),
      ...(pair !== undefined && { views: pair.split(" | ") }),
      ...(moved && { values: moved.values, chosen: moved.chosen }),
    });
    this.bench.explained.progress(keyOf(part, pair), { state: "computing", done: 0, message: "" });
  }

  private hear(heard: Heard): void {
    switch (heard.type) {
      case "progress":
        if (this.asked?.id === heard.id) {
          this.bench.explained.progress(keyOf(this.asked.part, this.asked.pair), { state: "computing", done: heard.done, message: "" });
        }
        return;
      case "part":
        this.arrived(heard);
        return;
      case "failed":
        this.failed(heard);
        return;
      case "saved":
        this.saved(heard.id, { type: "saved", line: heard.line, sha256: heard.sha256, file: heard.file });
        return;
      case "conflict":
        this.saved(heard.id, { type: "conflict", stretches: heard.stretches, message: heard.message });
        return;
      case "page":
        this.replaced(heard.page);
        return;
      case "broken":
        this.notices.tell({ is: "broken", findings: heard.findings });
        return;
      case "gone":
        this.notices.tell({ is: "gone", message: heard.message });
        return;
    }
  }

  private arrived(heard: { id?: string; part: Part; key?: string; data: unknown }): void {
    const asked = this.asked?.id === heard.id ? this.asked : null;
    const mine = asked?.moved && asked.view !== undefined ? { view: asked.view, moved: asked.moved } : undefined;
    this.bench.explained.arrived(heard.part, heard.data, heard.key ?? asked?.pair, mine);
    if (!asked) return;
    this.asked = null;
    this.forward();
  }

  private failed({ id, message, hint, offer }: { id: string; message: string; hint: string; offer?: "copy" }): void {
    if (this.saving.has(id)) {
      this.saved(id, { type: "failed", message, hint, ...(offer && { offer }) });
      return;
    }
    if (this.asked?.id !== id) return;
    const { part, pair } = this.asked;
    this.bench.explained.progress(keyOf(part, pair), { state: "failed", done: 0, message: [message, hint].filter(Boolean).join(" ") });
    this.asked = null;
    this.forward();
  }

  private saved(id: string, saving: Saving): void {
    if (saving.type === "saved") this.own = saving.sha256;
    this.saving.get(id)?.(saving);
    this.saving.delete(id);
  }

  private replaced(page: Page): void {
    const asks = page.question.name !== this.bench.page.question.name;
    const same = page.scenario.sha256 === this.bench.page.scenario.sha256;
    this.asked = null;
    this.queue = [];
    this.bench.replace(page);
    this.notices.withdraw("broken");
    this.notices.withdraw("gone");
    if (!asks && !same && page.scenario.sha256 !== this.own) this.notices.tell({ is: "changed" });
    this.askForMissing();
  }

  /** Which question the page shows, in an address. */
  private get asking(): string {
    return `question=${encodeURIComponent(this.bench.page.question.name)}`;
  }

  private connect(): void {
    if (this.status === "gone") return;
    const socket = new WebSocket(`${this.address}?${this.asking}`);
    this.socket = socket;
    socket.onopen = () => void this.opened();
    socket.onmessage = (message: MessageEvent<string>) => this.hear(JSON.parse(message.data) as Heard);
    socket.onclose = () => this.lost(socket);
  }

  private async opened(): Promise<void> {
    const back = this.status === "lost";
    this.status = "open";
    this.tries = 0;
    this.notices.withdraw("lost");
    if (back) await this.caughtUp();
    this.forward();
  }

  /** After a loss: take the page as it is now, since the file may have changed meanwhile. */
  private async caughtUp(): Promise<void> {
    try {
      const answer = await fetch(`page.json?${this.asking}`);
      const page = (await answer.json()) as Page;
      if (page.scenario.sha256 !== this.bench.page.scenario.sha256) this.replaced(page);
    } catch {
      // The connection was lost again; the next one will catch up.
    }
  }

  private lost(socket: WebSocket): void {
    if (socket !== this.socket || this.status === "gone") return;
    this.status = "lost";
    if (this.asked) {
      this.queue.unshift(this.asked);
      this.bench.explained.progress(keyOf(this.asked.part, this.asked.pair), { state: "waiting", done: 0, message: "" });
      this.asked = null;
    }
    for (const id of [...this.saving.keys()]) {
      this.saved(id, { type: "failed", message: "The connection was lost before the server answered.", hint: "Your numbers are kept." });
    }
    const pause = PAUSES[Math.min(this.tries, PAUSES.length - 1)]!;
    this.tries += 1;
    if (this.tries > 1) this.notices.tell({ is: "lost" });
    this.timer = setTimeout(() => this.connect(), pause);
  }

  private send(message: object): boolean {
    if (this.socket?.readyState !== WebSocket.OPEN) return false;
    this.socket.send(JSON.stringify(message));
    return true;
  }

  private next(): string {
    this.count += 1;
    return String(this.count);
  }
}
