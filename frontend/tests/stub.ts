/** A small page to test with: a dam that may break, a town that may be flooded, three views, one choice. */

import type { Assumption, Estimate, Page, Program, Value } from "../src/model/page";

const estimate = (value: number, low: number, high: number): Estimate => ({ value, low, high, error: 0.002 });

const value = (view: string, written: string, low: number, median: number, high: number, more: Partial<Value> = {}): Value => ({
  written,
  timing: written.includes("within") ? written.slice(written.indexOf("within")) : "",
  low,
  median,
  high,
  view,
  origin: "reading",
  origin_says: "the analyst's reading",
  because: "",
  counted: "",
  base_rate: null,
  quotes: [],
  place: { line: 40, text: `    ${written}` },
  ...more,
});

const PROGRAM: Program = {
  events: ["rain", "dam_breaks", "town_flooded"],
  causes: ["rain.heavy", "dam_breaks.overtopped", "town_flooded.by_the_dam"],
  assumptions: ["rain.heavy", "dam_breaks.overtopped", "upkeep"],
  horizon: 5,
  cause_start: [0, 1, 2, 3],
  trigger_start: [0, 0, 1, 2],
  trigger_event: [0, 1],
  trigger_needs: [0, 1, 1],
  clock: [0, 0, 2],
  opens: [0, 0, 0],
  span: [1, 2, 0],
  chance: [0, 1, 1],
  stream: ["0000000000000001", "0000000000000002", "0000000000000003"],
  modifier_start: [0, 0, 1, 1],
  modifier_event: [0],
  modifier_until: [0],
  modifier_ratio: [2],
  instant_rank: [0, 0, 1],
  shape: [1, 1, 2],
  first: [0, 0, 0],
  second: [1, 1, 1],
  assumption_stream: ["0000000000000004", "0000000000000005", "0000000000000006"],
  tables: {},
  medians: [0.6, 0.3, 0.5],
  fixed: {},
  profiles: [{ options: {}, times: {}, chance: 1 }],
  seed: "1",
  draws: 8,
};

const ASSUMPTIONS: Assumption[] = [
  {
    name: "rain.heavy",
    kind: "chance",
    says: "It rains for weeks.",
    used_by: ["rain.heavy"],
    track: { low: 0, high: 1, scale: "logit", even: [0.001, 0.999] },
    values: {
      engineer: value("engineer", "likely within 1 year", 0.55, 0.69, 0.8),
      mayor: value("mayor", "unlikely within 1 year", 0.2, 0.31, 0.45, { because: "It has been dry." }),
      history: value("history", "12 of 51 within 1 year", 0.15, 0.24, 0.34, { origin: "history", counted: "12 of 51", base_rate: "weeks_of_rain" }),
    },
  },
  {
    name: "dam_breaks.overtopped",
    kind: "chance",
    says: "Rain leading to a break of the dam.",
    used_by: ["dam_breaks.overtopped"],
    track: { low: 0, high: 1, scale: "logit", even: [0.001, 0.999] },
    values: {
      engineer: value("engineer", "unlikely within 2 years", 0.2, 0.31, 0.45),
      mayor: value("mayor", "almost no chance within 2 years", 0.01, 0.023, 0.05),
      history: value("engineer", "unlikely within 2 years", 0.2, 0.31, 0.45),
    },
  },
  {
    name: "upkeep",
    kind: "ratio",
    says: "the effect of “The dam is repaired” on “The water runs over it”",
    used_by: ["dam_breaks.overtopped"],
    track: { low: 0.1, high: 10, scale: "log", even: [0.1, 10] },
    values: {
      engineer: value("engineer", "0.3 to 0.7", 0.3, 0.458, 0.7),
      mayor: value("mayor", "0.1", 0.1, 0.1, 0.1),
      history: value("engineer", "0.3 to 0.7", 0.3, 0.458, 0.7),
    },
  },
];

/** A page for a test; what is given takes the place of what stands here. */
export function stubPage(given: Partial<Page> = {}): Page {
  const place = { line: 10, text: "" };
  return {
    format: 1,
    ifso: "0",
    mode: "report",
    written: "2026-05-01",
    scenario: { name: "dam", title: "If it rains, is the town flooded?", about: "", start: "2026-05-01", horizon: 5, file: "dam.yaml", text: "ifso: 1\n", sha256: "a" },
    sources: [],
    actors: [],
    events: [
      { name: "rain", says: "It rains for weeks.", resolves: "", actors: [], hidden: false, quotes: [], place },
      { name: "dam_breaks", says: "The dam breaks.", resolves: "", actors: [], hidden: false, quotes: [], place },
      { name: "town_flooded", says: "The town is flooded.", resolves: "", actors: [], hidden: false, quotes: [], place },
    ],
    causes: [
      { name: "rain.heavy", event: "rain", says: "", because: "", trigger: [], needs: 0, chance: "rain.heavy", modifiers: [], quotes: [], place },
      {
        name: "dam_breaks.overtopped",
        event: "dam_breaks",
        says: "The water runs over it.",
        because: "",
        trigger: ["rain"],
        needs: 1,
        chance: "dam_breaks.overtopped",
        modifiers: [{ when: "chosen", event: "upkeep.repair", ratio: "upkeep", because: "", quotes: [], place }],
        quotes: [],
        place,
      },
    ],
    choices: [
      {
        name: "council",
        actor: "town",
        says: "Does the council repair the dam?",
        after: "",
        because: "",
        options: [
          { name: "repair", says: "It repairs the dam.", because: "", quotes: [], place },
          { name: "wait", says: "It waits.", because: "", quotes: [], place },
        ],
        quotes: [],
        place,
      },
    ],
    interests: [],
    assumptions: ASSUMPTIONS,
    views: [
      { name: "engineer", about: "", else: null, choices: { council: { how: "reasoned" } }, rationality: 1, place: null },
      { name: "mayor", about: "", else: "engineer", choices: { council: { how: "fixed", option: "repair" } }, rationality: null, place: null },
      { name: "history", about: "", else: "engineer", choices: {}, rationality: null, place: null },
    ],
    question: {
      name: "main",
      says: "If it rains, is the town flooded?",
      antecedent: { event: "rain", says: "It rains for weeks.", reading: "do", at: "2026-05-01", at_years: 0 },
      then: { event: "town_flooded", says: "The town is flooded.", resolves: "" },
      by: "2031-05-01",
      by_years: 5,
    },
    questions: ["main"],
    also: [],
    seed: "1",
    programs: { engineer: PROGRAM, mayor: PROGRAM, history: PROGRAM },
    answer: {
      views: ["engineer", "mayor", "history"].map((view, i) => ({
        view,
        about: "",
        chances: { do: estimate(0.5 - i / 5, 0.4 - i / 5, 0.6 - i / 5), "do not": estimate(0.1, 0.05, 0.15), "left alone": estimate(0.3, 0.2, 0.4) },
        difference: estimate(0.4 - i / 5, 0.3 - i / 5, 0.5 - i / 5),
        ratio: estimate(5, 4, 6),
        curves: {},
        borrowed: {},
        rests_on: ASSUMPTIONS.map((a) => ({ assumption: a.name, value: "", view })),
        news: null,
        draws: 100,
        worlds: 1000,
      })),
      history: null,
      lock: null,
      observed: null,
      happened: null,
      method: {},
    },
    linchpins: null,
    paths: null,
    watch: null,
    faced: null,
    cruxes: {},
    history: {},
    map: { numeric: {}, names: {}, ties: [], concerns: {}, sources: [] },
    notes: [],
    ...given,
  };
}
