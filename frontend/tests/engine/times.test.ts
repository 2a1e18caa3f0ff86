/** Times against the Python engine's: from nothing, and by moving one number after the other. */

import { describe, expect, it } from "vitest";
import examples from "../vectors/examples.json";
import programs from "../vectors/programs.json";
import { differing, doubles, ready, times, type Vector } from "./reading";

const all = [...programs, ...examples] as unknown as Vector[];

function wantedOf({ times: { rows, of }, worlds }: Vector): (run: number, event: number) => Float64Array {
  const read = rows.map((row) => times(row, worlds));
  return (run, event) => read[of[run]![event]!]!;
}

describe.each(all.map((vector, i) => [i, vector] as const))("program %i", (_, vector) => {
  const values = vector.values.map(doubles);

  it("has the times that Python finds", () => {
    const { lanes } = ready(vector, vector.runs, values);
    lanes.update(null);
    expect(differing(lanes, wantedOf(vector))).toEqual([]);
  });

  it("has the same times when it comes to its numbers one by one", () => {
    const { lanes, laid, tables } = ready(vector, vector.runs, values.map((row, a) => row.map((value) => (a % 3 ? value * 0.7 : value + (1 - value) * 0.4))));
    lanes.update(null);
    values.forEach((row, a) => {
      laid.values[a]!.set(row);
      for (const c of tables.causesOn(a)) laid.lay(c);
      lanes.rest();
      lanes.update(new Set([a]));
    });
    expect(differing(lanes, wantedOf(vector))).toEqual([]);
    lanes.plan.eventOf.forEach((__, slot) => expect(lanes.alive[slot]).toBe(lanes.times[slot]!.filter((time) => time < Infinity).length));
  });

  it("names for every event that happens a cause that can have brought it about", () => {
    const { lanes, tables } = ready(vector, vector.runs, values);
    lanes.update(null);
    lanes.plan.eventOf.forEach((event, slot) => {
      lanes.times[slot]!.forEach((time, l) => {
        const won = lanes.won[slot]![l]!;
        expect(won >= 0).toBe(time < Infinity);
        if (won >= 0) expect(tables.eventOf[won]).toBe(event);
      });
    });
  });
});

describe("ways of choosing", () => {
  const vector = all.find(({ program, runs }) => program.causes.includes("choice.yes.") && !("choice.yes" in runs[0]!))!;
  const values = vector.values.map(doubles);

  it("give every lane the times of a run in which its options are fixed", () => {
    const { program } = vector;
    const at = (name: string): number => program.events.indexOf(name);
    const apart = [{ "choice.yes": null, "choice.no": null }, { "choice.no": null }].map((run) => {
      const { lanes } = ready(vector, [run], values);
      lanes.update(null);
      return lanes;
    });
    const { lanes } = ready(vector, [{ "choice.no": null }], values);
    lanes.barred[at("choice.yes")] = Uint8Array.of(1, 0);
    lanes.wayOf.forEach((__, l) => (lanes.wayOf[l] = (l >> 2) % 2));
    lanes.update(null);
    const wanted = (__: number, e: number): Float64Array => Float64Array.from(lanes.wayOf, (way, l) => apart[way]!.rows[0]![e]![l]!);
    expect(differing(lanes, wanted)).toEqual([]);
    expect(wanted(0, at("choice.yes")).some((time) => time < Infinity)).toBe(true);
    lanes.rest();
    lanes.wayOf.fill(0);
    lanes.update(new Set(), true);
    expect(differing(lanes, (__, e) => apart[0]!.rows[0]![e]!)).toEqual([]);
  });
});
