/** What the scenario says: its texts, events, causes, choices, numbers and question, and where its actors lie. */

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
