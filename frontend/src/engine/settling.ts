/** What follows when the reader rests: intervals, bands and paths, piece by piece. */

import type { LiveAnswer } from "./answer";
import type { Session } from "./session";

export class Settling {
  constructor(
    readonly session: Session,
    private readonly first: LiveAnswer,
  ) {}

  /** Do a piece; return whether all is done. */
  step(): boolean {
    return true;
  }

  answer(): LiveAnswer {
    return { ...this.first, paths: [], settled: true };
  }
}
