/**
 * Asking the engine from the page.
 *
 * Owns the worker, or the page's own thread where none can start, and the rule that the latest request wins: while one is computed, those between
 * it and the newest are dropped.
 */

import type { Page } from "../model/page";
import type { LiveAnswer } from "./answer";
import type { Ask, Told } from "./serving";
import type { Model, Request } from "./session";
import EngineWorker, { program } from "./worker?worker&inline";

export type { Request } from "./session";

/** Milliseconds of rest after which intervals, bands and paths are computed. */
const REST = 120;

export class Engine {
  /** Told each answer: first without intervals, and again once settled. */
  onAnswer: (answer: LiveAnswer) => void = () => {};
  onFailure: (message: string) => void = () => {};

  private worker: Worker | null = null;
  private here: Here | null = null;
  private waiting: Request | null = null;
  /** The number of the request that is computed; 0 where none is. */
  private busy = 0;
  private last = 0;
  private rest: ReturnType<typeof setTimeout> | undefined;
  private stopped = false;
  private model: Model;

  constructor(page: Page) {
    this.model = modelOf(page);
    this.start();
  }

  /** Answer a request, and once more when none has followed for a while. */
  ask(request: Request): void {
    clearTimeout(this.rest);
    this.waiting = request;
    if (!this.busy) this.next();
  }

  /** Take another page's programs: those of a page whose heavy parts have arrived, for example. */
  update(page: Page): void {
    this.model = modelOf(page);
    this.send({ type: "model", model: this.model });
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.rest);
    this.worker?.terminate();
    this.worker = null;
  }

  private start(): void {
    try {
      const worker = new EngineWorker();
      this.worker = worker;
      worker.onmessage = (event: MessageEvent<Told>) => this.told(event.data);
      // A worker that cannot run at all, as where a page's rules forbid it, says so by an event without a message of its own.
      worker.onerror = (event) => {
        event.preventDefault();
        this.stay();
      };
      worker.postMessage({ type: "model", model: this.model } satisfies Ask);
    } catch {
      this.stay();
    }
  }

  /** Compute on the page's own thread from now on. */
  private stay(): void {
    this.worker?.terminate();
    this.worker = null;
    if (this.here || this.stopped) return;
    this.here = { postMessage: (told) => this.told(told), onmessage: null };
    program(this.here);
    this.send({ type: "model", model: this.model });
    if (this.busy && this.asked) this.send({ type: "answer", id: this.busy, request: this.asked });
  }

  private asked: Request | null = null;

  private next(): void {
    const request = this.waiting;
    if (!request || this.stopped) return;
    this.waiting = null;
    this.asked = request;
    this.busy = ++this.last;
    this.send({ type: "answer", id: this.busy, request });
  }

  private send(ask: Ask): void {
    if (this.worker) this.worker.postMessage(ask);
    else if (this.here) setTimeout(() => this.here?.onmessage?.({ data: ask }));
  }

  private told(told: Told): void {
    if (this.stopped) return;
    if (told.type === "failed") this.onFailure(told.message);
    else if (!told.answer.settled || (told.id === this.last && !this.waiting)) this.onAnswer(told.answer);
    if (told.id !== this.busy) return;
    this.busy = 0;
    if (this.waiting) this.next();
    else if (told.type === "answered") this.rest = setTimeout(() => this.send({ type: "settle", id: told.id }), REST);
  }
}

/** What the worker's program sees of a worker, where it runs in the page. */
interface Here {
  postMessage(told: Told): void;
  onmessage: ((event: { data: Ask }) => void) | null;
}

/** What the engine needs of a page, without what a worker cannot be sent: the page may be a proxy. */
function modelOf({ programs, question, choices, interests, views }: Page): Model {
  return JSON.parse(JSON.stringify({ programs, question, choices, interests, views })) as Model;
}
