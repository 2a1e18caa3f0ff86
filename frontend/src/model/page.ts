/**
 * What a page shows, as the Python side writes it and this side reads it.
 *
 * Owns the form of the data alone. Dates are `2026-05-01`, times are years from the scenario's start, probabilities run from 0 to 1, what is
 * undefined is null. Text from scenarios and sources is text, never markup. Parts that take long to compute are null until they arrive.
 */

export const FORMAT = 1;

export interface Page {
  format: number;
  /** Version of the program that wrote it. */
  ifso: string;
  /** `report`: one file that stands alone; `served`: a server is behind it; `widget`: a notebook is. */
  mode: "report" | "served" | "widget";
  /** When a report was written: its date. */
  written: string | null;
  scenario: ScenarioHead;
  sources: Source[];
  actors: Actor[];
  events: Event[];
  causes: Cause[];
  choices: Choice[];
  interests: Interest[];
  assumptions: Assumption[];
  views: View[];
  question: Question;
  /** Names of the scenario's questions; `question` is the one shown. */
  questions: string[];
  /** What the request made to happen or prevented beside the question, in every reading: a date, or null for prevented. */
  also: { event: string; made_to_happen: string | null }[];
  /** Decimal digits, since it can be larger than a JavaScript number holds. */
  seed: string;
  /** What runs, by view. */
  programs: Record<string, Program>;
  answer: Answer | null;
  linchpins: Linchpins | null;
  paths: Paths | null;
  watch: Watch | null;
  faced: Faced | null;
  /** By pair of views, first and second joined by ` | `, first standing before second in `views`. */
  cruxes: Record<string, Cruxes>;
  /** What history was asked, by name of the base rate. */
  history: Record<string, BaseRate>;
  map: MapData;
  /** Sentences on what a reader must know of how the page computes; often none. */
  notes: string[];
}

/** Where something stands in the scenario's file. */
export interface Place {
  line: number;
  text: string;
}

export interface ScenarioHead {
  name: string;
  title: string;
  about: string;
  start: string;
  /** Years. */
  horizon: number;
  file: string;
  /** The scenario's text, and the hash that a save is checked against. */
  text: string;
  sha256: string;
}

export interface Source {
  name: string;
  title: string;
  author: string;
  kind: string;
  published: string;
  link: string;
  /** The whole text of the source. */
  text: string;
  /** Passages that are quoted, in the order of the text; they may overlap. */
  passages: Passage[];
}

export interface Passage {
  /** Places in `text`, counted in UTF-16 code units, the second exclusive. What lies in no passage is quoted by nothing. */
  begin: number;
  end: number;
  /** What rests on the passage. */
  quoted_by: Quoted[];
}

export interface Quoted {
  is: "event" | "cause" | "modifier" | "option" | "interest" | "value" | "choice" | "news";
  /** The name of the event, cause, choice, option (`choice.option`) or assumption (also of an interest); of a modifier, that of its cause. */
  name: string;
  /** Which modifier of the cause, counted from 0; null for others. */
  modifier: number | null;
}

/** A quotation where it is used: which passage of which source. `begin` and `end` are -1 where the source has no text. */
export interface Quote {
  source: string;
  passage: string;
  begin: number;
  end: number;
}

export interface Actor {
  name: string;
  title: string;
  kind: string;
  /** ISO 3166-1 alpha-3. */
  states: string[];
}

export interface Event {
  name: string;
  says: string;
  resolves: string;
  actors: string[];
  hidden: boolean;
  quotes: Quote[];
  place: Place;
}

export interface Cause {
  /** `event.cause`. */
  name: string;
  event: string;
  says: string;
  because: string;
  /** Events of the trigger; empty where the cause works from the start. */
  trigger: string[];
  /** How many of them must have happened. */
  needs: number;
  /** The assumption that holds its chance. */
  chance: string;
  modifiers: Modifier[];
  quotes: Quote[];
  place: Place;
}

export interface Modifier {
  when: "once" | "until" | "chosen";
  /** An event, or an option as `choice.option`. */
  event: string;
  /** The assumption that holds the hazard ratio; null where it blocks. */
  ratio: string | null;
  because: string;
  quotes: Quote[];
  place: Place;
}

export interface Choice {
  name: string;
  actor: string;
  says: string;
  /** The event upon which it is taken; empty: at the start. */
  after: string;
  because: string;
  options: { name: string; says: string; because: string; quotes: Quote[]; place: Place }[];
  quotes: Quote[];
  place: Place;
}

export interface Interest {
  actor: string;
  event: string;
  /** The assumption that holds the weight. */
  weight: string;
  because: string;
  quotes: Quote[];
  place: Place;
}

export interface Assumption {
  name: string;
  kind: "chance" | "ratio" | "weight";
  /** A noun, in the words of the scenario: what it is the chance, ratio or weight of, for example `“A” leading to “B”`. */
  says: string;
  /** Causes that rest on it, by name; for weights, `actor.event`. */
  used_by: string[];
  /**
   * The ends of its slider, and whether its steps are even in the number, its log odds or its logarithm. They are even between the two
   * numbers of `even`; an end that lies beyond (a chance of 0 or 1, a ratio of 0) is one step further.
   */
  track: { low: number; high: number; scale: "linear" | "logit" | "log"; even: [number, number] };
  /** By view. */
  values: Record<string, Value>;
}

export interface Value {
  /** As written, for example `likely within 2 years`. */
  written: string;
  /** The timing as written (`within 2 years`), or empty. */
  timing: string;
  low: number;
  median: number;
  high: number;
  /** The view that states it: another where it is borrowed, empty where the request does. */
  view: string;
  origin: string;
  /** For example `the analyst's reading`. */
  origin_says: string;
  because: string;
  /** What was counted, where history states it. */
  counted: string;
  base_rate: string | null;
  quotes: Quote[];
  place: Place | null;
}

export interface View {
  name: string;
  about: string;
  else: string | null;
  /** How each choice is taken: an option, the chances of options, or `reasoned`. */
  choices: Record<string, Taken>;
  rationality: number | null;
  place: Place | null;
}

export type Taken = { how: "fixed"; option: string } | { how: "mixed"; chances: Record<string, number> } | { how: "reasoned" };

export interface Question {
  name: string;
  says: string;
  antecedent: Antecedent | null;
  then: { event: string; says: string; resolves: string };
  by: string;
  /** The same date in years. */
  by_years: number;
}

export type Antecedent =
  | { event: string; says: string; reading: "do"; at: string; at_years: number }
  | { event: string; says: string; reading: "given"; known_by: string; known_by_years: number };

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

/** The forms below are those of the commands' `--json` (docs/reference/json.md). */
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

/** What history answered, as `ifso base-rate --json`; what a lock holds of it. */
export interface BaseRate {
  name: string;
  asks: string;
  query: Record<string, unknown>;
  limits: string;
  k: number;
  n: number;
  unknown: number;
  countries: number;
  interval: [number, number];
  clustered: [number, number] | null;
  /** Years ahead that it looks; 0: a chance per year. */
  window: number;
  years: string;
  /** Datasets whose end ends the years. */
  ended_by: string[];
  /** In the order of years, then of states. */
  cases: Case[];
  /** The comparison in a sentence, and its numbers; null without one. */
  comparison: { says: string; k: number; n: number; standardised: number | null; difference: Interval | null; ratio: Interval | null } | null;
  warnings: string[];
  /** Assumptions that take their number from it, by view. */
  used_by: Record<string, string[]>;
}

export interface Interval {
  value: number;
  low: number | null;
  high: number | null;
}

/** One occasion; the optional entries are left out where there is nothing to say. */
export interface Case {
  state: string;
  /** The partner, where occasions are pairs. */
  other?: string;
  year: number;
  outcome: "hit" | "miss" | "unknown";
  /** Of a hit: the years in which it was seen. */
  seen?: number[];
  /** Of a hit that was looked for in other states: where, for example `Iraq 1958`. */
  who?: string[];
}

export interface MapData {
  /** ISO 3166-1 alpha-3 to the numeric code by which the outlines go. */
  numeric: Record<string, string>;
  /** By ISO 3166-1 alpha-3, what the scenario's data call each state. */
  names?: Record<string, string>;
  /** Ties between actors' states; `on` says when the data have it. */
  ties: { is: "border" | "alliance" | "bases"; from: string; to: string; on: string }[];
  /** The events that concern each state, first the one that colours it. */
  concerns: Record<string, string[]>;
  /** Sentences on where the ties come from; one says so where none could be had. */
  sources: string[];
}
