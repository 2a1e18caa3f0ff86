/**
 * Asking the engine from the page.
 *
 * Owns the worker and the rule that the latest request wins: while one is computed, those between it and the newest are dropped.
 */

import type { Page } from "../model/page";
import type { LiveAnswer } from "./answer";

export interface Request {
  view: string;
  values: Record<string, number>;
  chosen: Record<string, string>;
}

export class Engine {
  /** Told each answer: first without intervals, and again once settled. */
  onAnswer: (answer: LiveAnswer) => void = () => {};
  onFailure: (message: string) => void = () => {};

  constructor(readonly page: Page) {}

  ask(_request: Request): void {}

  stop(): void {}
}
