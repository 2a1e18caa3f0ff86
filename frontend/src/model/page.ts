/**
 * What a page shows, as the Python side writes it and this side reads it.
 *
 * Owns the form of the data alone. Dates are `2026-05-01`, times are years from the scenario's start, probabilities run from 0 to 1, what is
 * undefined is null. Text from scenarios and sources is text, never markup. Parts that take long to compute are null until they arrive.
 */

import type { Actor, Assumption, Cause, Choice, Event, Interest, MapData, Question, ScenarioHead, Source, View } from "./argument";
import type { Program } from "./program";
import type { Answer, Cruxes, Faced, Linchpins, Paths, Watch } from "./explained";
import type { BaseRate } from "./history";

export type * from "./argument";
export type * from "./program";
export type * from "./explained";
export type * from "./history";

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
