/** What runs under one view. */

/** One view's program, as MODEL.md's sections 3 and 4 read it; lists of lists are flat with a `_start` array of one more entry. */
export interface Program {
  /** The scenario's events, then the options of choices as `choice.option`. */
  events: string[];
  causes: string[];
  assumptions: string[];
  horizon: number;
  cause_start: number[];
  trigger_start: number[];
  trigger_event: number[];
  trigger_needs: number[];
  /** 0 window, 1 rate, 2 at once. */
  clock: number[];
  opens: number[];
  span: number[];
  chance: number[];
  /** 64-bit numbers in 16 hexadecimal digits, since a JavaScript number cannot hold them. */
  stream: string[];
  modifier_start: number[];
  modifier_event: number[];
  modifier_until: number[];
  modifier_ratio: number[];
  instant_rank: number[];
  /** 0 point, 1 logit-normal, 2 log-normal, 3 beta, 4 normal. */
  shape: number[];
  first: number[];
  second: number[];
  assumption_stream: string[];
  /** By place of an assumption that news has moved: its values in the draws. All others follow from their distributions. */
  tables: Record<string, number[]>;
  /** The median of each assumption. */
  medians: number[];
  /** Events whose time is fixed in every run, in years, by name; null is never. Beside the question's antecedent, which a reading fixes. */
  fixed: Record<string, number | null>;
  /** Ways in which actors may choose; one, with nothing in it, where the scenario has no choices. Their chances come to 1. */
  profiles: Profile[];
  /** 16 hexadecimal digits, as those of streams. */
  seed: string;
  /** Draws of the assumptions that the page takes. */
  draws: number;
}

export interface Profile {
  /** By choice, the option. */
  options: Record<string, string>;
  /** By option `choice.option`: 0 at the start, null where not taken. An option taken once an event has happened has a cause of its own. */
  times: Record<string, number | null>;
  chance: number;
}
