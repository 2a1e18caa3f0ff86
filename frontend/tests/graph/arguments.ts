/** Arguments to lay out: those of the scenarios that come with the program, and others made up at random. */

import { readFileSync } from "node:fs";
import type { Pieces } from "../../src/graph/elements";
import type { Wanted } from "../../src/graph/sizes";

interface Written extends Pieces {
  antecedent: string | null;
  outcome: string;
}

const written = JSON.parse(readFileSync(new URL("../vectors/arguments.json", import.meta.url), "utf8")) as Record<string, Written>;

export const NAMES = Object.keys(written);

export function argument(name: string): { pieces: Pieces; wanted: Wanted } {
  const { antecedent, outcome, ...pieces } = written[name]!;
  return { pieces, wanted: { antecedent: antecedent === null ? null : { event: antecedent, tag: "if" }, outcome } };
}

/** Numbers in [0, 1) that are the same every time (a linear congruential generator). */
export function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const WORDS = "government war falls a settlement of the region is reached by troops and its neighbours within unprecedentedly long negotiations".split(" ");

/** Any events, with any links between them, cycles included. */
export function random(seed: number): Pieces {
  const next = numbers(seed);
  const upTo = (n: number): number => Math.floor(next() * n);
  const text = (): string => Array.from({ length: 1 + upTo(14) }, () => WORDS[upTo(WORDS.length)]).join(" ");
  const events = Array.from({ length: 1 + upTo(22) }, (_, i) => ({ name: `e${i}`, says: text() }));
  const any = (): string => events[upTo(events.length)]!.name;
  const choices = Array.from({ length: upTo(4) }, (_, i) => ({
    name: `c${i}`,
    actor: "somebody",
    after: next() < 0.5 ? any() : "",
    options: Array.from({ length: 2 + upTo(3) }, (_, k) => ({ name: text().replaceAll(" ", "_") + k })),
  }));
  const causes = events.flatMap(({ name }) =>
    Array.from({ length: upTo(4) }, (_, k) => {
      const trigger = [...new Set(Array.from({ length: upTo(4) }, any))];
      const modifiers = Array.from({ length: upTo(3) }, () => {
        const choice = choices[upTo(choices.length * 3)];
        const chosen = choice && { when: "chosen", event: `${choice.name}.${choice.options[0]!.name}`, ratio: "r" };
        return chosen ?? { when: next() < 0.5 ? "once" : "until", event: any(), ratio: next() < 0.3 ? null : "r" };
      });
      return { name: `${name}.cause_${k}`, event: name, trigger, needs: Math.min(trigger.length, 1 + upTo(3)), modifiers };
    }),
  );
  return { events, causes, choices, actors: [{ name: "somebody", title: "Somebody", kind: "state" }] } as unknown as Pieces;
}
