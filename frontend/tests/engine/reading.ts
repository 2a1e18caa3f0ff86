/** Reads the vectors that `scripts/vectors.py` writes, and sets up the engine for them. */

import { log } from "../../src/engine/elementary";
import { Lanes } from "../../src/engine/lanes";
import { Laid } from "../../src/engine/laying";
import { uniforms, wideOfHex } from "../../src/engine/philox";
import { planOf, type Run } from "../../src/engine/plan";
import { Tables } from "../../src/engine/tables";
import type { Program } from "../../src/model/page";

export interface Vector {
  program: Program;
  antecedent: number;
  runs: Record<string, number | null>[];
  worlds: number;
  values: string[];
  times: { rows: string[]; of: number[][] };
}

export function doubles(bits: string): Float64Array {
  const bytes = Buffer.from(bits, "base64");
  return Float64Array.from({ length: bytes.length / 8 }, (_, i) => bytes.readDoubleLE(8 * i));
}

/** A row of times: a mask of the worlds in which the event happens, and its times in these. */
export function times(masked: string, worlds: number): Float64Array {
  const [mask, bits] = masked.split(" ") as [string, string];
  const happens = Buffer.from(mask, "base64");
  const found = doubles(bits);
  let next = 0;
  return Float64Array.from({ length: worlds }, (_, w) => ((happens[w >> 3]! >> (w & 7)) & 1 ? found[next++]! : Infinity));
}

export interface Ready {
  lanes: Lanes;
  laid: Laid;
  tables: Tables;
}

/** Lanes of a vector, with values of their own and nothing computed; fixed events by name, null for never. */
export function ready(
  { program, antecedent, worlds }: Vector, runs: readonly Record<string, number | null>[], values: readonly Float64Array[], dealt = new Set<number>(),
): Ready {
  const tables = new Tables(program);
  const fixed: Run[] = runs.map((run) => {
    const row = new Float64Array(tables.events).fill(NaN);
    for (const [name, time] of Object.entries(run)) row[tables.eventAt.get(name)!] = time ?? Infinity;
    return { fixed: row };
  });
  const draws = values[0]?.length ?? 1;
  const laid = new Laid(tables, values, draws);
  const u = program.stream.map((stream) => uniforms(wideOfHex(program.seed), wideOfHex(stream), 0, worlds));
  const e = u.map((row) => row.map((x) => -log(1 - x)));
  const drawOf = Uint16Array.from({ length: worlds }, (_, l) => l % draws);
  const plan = planOf(tables, fixed, dealt, antecedent);
  return { lanes: new Lanes(tables, fixed, plan, laid, antecedent, program.horizon, { u, e, drawOf }), laid, tables };
}

/** The times of every run and event that differ from those wanted by more than rounding. */
export function differing(lanes: Lanes, wanted: (run: number, event: number) => Float64Array): string[] {
  const found: string[] = [];
  lanes.runs.forEach((_, r) => {
    for (let e = 0; e < lanes.tables.events; e++) {
      const row = wanted(r, e);
      lanes.rows[r]![e]!.forEach((time, l) => {
        const want = row[l]!;
        if (time !== want && !(Math.abs(time - want) <= 1e-12 * Math.abs(want))) {
          found.push(`run ${r}, ${lanes.tables.program.events[e]}, lane ${l}: ${time} instead of ${want}`);
        }
      });
    }
  });
  return found;
}
