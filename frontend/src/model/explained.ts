/** What follows, and what stands behind it, in the form of the commands' `--json` (docs/reference/json.md). */

export interface Estimate {
  value: number;
  low: number | null;
  high: number | null;
  error: number | null;
  /** The word of likelihood with its range, of chances alone; null below 1% and above 99%, for which there is none. */
  word?: string | null;
  word_range?: [number, number] | null;
}

export interface Measured {
  value: number;
  error: number | null;
}

export interface Curve {
  dates: string[];
  values: number[];
  low: number[] | null;
  high: number[] | null;
}

export type Reading = "do" | "do not" | "given" | "given not" | "left alone" | "had";

export interface Answer {
  views: AnswerView[];
  history: unknown;
  lock: { ifso: string; datasets: Record<string, string>; doubts: string[] } | null;
  observed: unknown;
  happened: { on: string | null; not_by: string | null; note: string } | null;
  method: Record<string, unknown>;
}

export interface AnswerView {
  view: string;
  about: string;
  chances: Partial<Record<Reading, Estimate>>;
  difference: Estimate | null;
  ratio: Estimate | null;
  curves: Partial<Record<Reading, Curve>>;
  borrowed: Record<string, number>;
  rests_on: { assumption: string; value: string; view: string | null }[];
  /** What news makes of it, as in `ifso ask --json`; null where nothing was observed. */
  news: unknown;
  draws: number;
  worlds: number;
}

export interface Linchpins {
  of: string;
  readings: string[];
  threshold: number | null;
  views: {
    view: string;
    answer: Measured;
    at_medians: Measured;
    variance: Measured | null;
    uncertain: number;
    /** Whether actors weigh their choices, which took half of the worlds. */
    weighed: boolean;
    linchpins: Linchpin[];
  }[];
  method: Record<string, unknown>;
}

export interface Linchpin {
  assumption: string;
  kind: string;
  value: string;
  median: number;
  swing: { low: number; high: number; at_low: Measured; at_high: Measured; change: Measured } | null;
  first: Measured | null;
  total: Measured | null;
  instead: Record<string, { answer: number; change: Measured }>;
  flip: { value: number; error: number | null; above: boolean } | null;
  flip_sought: [number, number] | null;
  as_others: Record<string, { answer: number; change: Measured }>;
  says: string[];
}

export interface Paths {
  views: {
    view: string;
    reading: string;
    chance: number;
    error: number | null;
    paths: Path[];
    covered: number;
    distinct: number;
    weakest_link: string | null;
    draws: number;
    worlds: number;
    weighed: number;
  }[];
  method: Record<string, unknown>;
}

export interface Path {
  share: number;
  error: number | null;
  begins: string | null;
  links: PathLink[];
  median: string | null;
}

export interface PathLink {
  cause: string;
  says: string | null;
  event: string;
  event_says: string;
  chance: number;
  error: number | null;
  modified: { once?: string; until?: string; by: string | null; share: number }[];
}

export interface Watch {
  views: { view: string; readings: WatchReading[] }[];
  method: Record<string, unknown>;
}

export interface WatchReading {
  reading: string;
  chance: number;
  error: number | null;
  entropy: number;
  events: WatchedEvent[];
  draws: number;
  worlds: number;
}

export interface WatchedEvent {
  event: string;
  event_says: string;
  indicator: boolean;
  hidden: boolean;
  before_outcome: number | null;
  best: string;
  says: string | null;
  dates: {
    date: string;
    bits: number;
    error: number | null;
    above_noise: boolean;
    chance: number;
    if_so: number | null;
    if_not: number | null;
    if_so_error: number | null;
    if_not_error: number | null;
  }[];
}

export interface Cruxes {
  of: string;
  views: { view: string; answer: Estimate }[];
  difference: Measured;
  cruxes: {
    name: string;
    is: "assumption" | "choice" | "rationality";
    value: number;
    error: number | null;
    claim: string;
    held: Record<
      string,
      {
        value: string;
        because?: string;
        view?: string | null;
        origin?: string;
        origin_says?: string;
        counted?: string;
        base_rate?: string | null;
      }
    >;
  }[];
  differing: number;
  says: string;
  method: Record<string, unknown>;
}

/** What actors face, as `ifso choices --json`. */
export interface Faced {
  views: FacedView[];
  method: Record<string, unknown>;
}

export interface FacedView {
  view: string;
  rationality: number | null;
  choices: { choice: string; actor: string; says: string; after: string | null; options: Record<string, string>; how: string; option?: string; chances?: Record<string, number> }[];
  interests: { assumption: string; value: string; origin: string; origin_says: string }[];
  actors: {
    actor: string;
    choices: string[];
    mix: Record<string, Estimate>;
    dominant: string | null;
    best_replies: { to: Record<string, string>; best: string; gain: Estimate; share_of_draws: number }[];
    comparisons: { strategy: string; rather_than: string; worth: Estimate; share_of_draws: number; says: string; interests: unknown[] }[];
  }[];
  payoffs: { strategies: Record<string, string>; worth: Record<string, Estimate> }[];
  branch: { rationality: number[]; mixes: Record<string, Record<string, number[]>>; complete: boolean; turns_back: boolean; crossed_at: number | null } | null;
  /** By actor and strategy: other equilibria at the same rationality. */
  other_equilibria: Record<string, Record<string, number>>[];
  nash: unknown;
  outcomes: { options: Record<string, string>; chance: Estimate; answers: Record<string, Estimate> }[];
  answers: Record<string, Estimate>;
  depends_on_choices: boolean;
  draws: number;
  /** Draws that are left out, since no equilibrium was found in them. */
  draws_without_equilibrium: number;
  worlds: number;
}
