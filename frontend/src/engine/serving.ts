/**
 * Answering requests one after the other, wherever that runs: in a worker, or on the page's own thread.
 *
 * Owns the sessions of views and the work that follows when the reader rests, piece by piece, so that a new request is not kept waiting. Leaves
 * to `client.ts` which requests come.
 */

import type { LiveAnswer } from "./answer";
import { type Model, Numbers, type Request, Session, WORLDS } from "./session";
import { Settling } from "./settling";

/** What is asked: a page's data to begin with, then answers, each with a number, and what follows when the reader rests. */
export type Ask = { type: "model"; model: Model } | { type: "answer"; id: number; request: Request } | { type: "settle"; id: number };

/** What is told. */
export type Told = { type: "answered"; id: number; answer: LiveAnswer } | { type: "failed"; id: number; message: string };

/** Views whose times are kept. */
const KEPT = 4;

export class Serving {
  private model: Model | null = null;
  private readonly numbers = new Numbers(WORLDS);
  private readonly sessions = new Map<string, Session>();
  private latest: { id: number; answer: LiveAnswer; session: Session } | null = null;

  constructor(private readonly tell: (told: Told) => void) {}

  async ask(ask: Ask): Promise<void> {
    if (ask.type === "model") {
      this.model = ask.model;
      this.sessions.clear();
      this.latest = null;
      return;
    }
    try {
      if (ask.type === "answer") this.answer(ask.id, ask.request);
      else await this.settle(ask.id);
    } catch (problem) {
      if (ask.type === "answer") this.sessions.delete(ask.request.view);
      this.tell({ type: "failed", id: ask.id, message: problem instanceof Error ? problem.message : String(problem) });
    }
  }

  private answer(id: number, request: Request): void {
    const session = this.session(request.view);
    const answer = session.answer(request);
    this.latest = { id, answer, session };
    this.tell({ type: "answered", id, answer });
  }

  private session(view: string): Session {
    if (!this.model) throw new Error("there is no page to answer from");
    const session = this.sessions.get(view) ?? new Session(this.model, view, this.numbers);
    this.sessions.delete(view);
    this.sessions.set(view, session);
    if (this.sessions.size > KEPT) this.sessions.delete(this.sessions.keys().next().value!);
    return session;
  }

  private async settle(id: number): Promise<void> {
    const { latest } = this;
    if (latest?.id !== id) return;
    const settling = new Settling(latest.session, latest.answer);
    while (!settling.step()) {
      await pause();
      if (this.latest?.id !== id) return;
    }
    this.tell({ type: "answered", id, answer: settling.answer() });
  }
}

/** Let what waits come first. */
function pause(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
