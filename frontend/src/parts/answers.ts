/**
 * What the answer says of every view: as computed for the view as written, or as the engine says for the reader's numbers.
 *
 * Owns the choice between the two and the sentence for a screen reader. Leaves drawing to `Answer.svelte` and `Bar.svelte`.
 */

import type { Estimate, Reading } from "../model/page";
import type { Workbench } from "../state/workbench.svelte";
import { interval, percent, points } from "../words/numbers";
import { likelihood, readingInWords } from "../words/words";

export interface Row {
  view: string;
  /** Whether the reader's numbers stand in it. */
  mine: boolean;
  chances: { reading: Reading; estimate: Estimate; was: Estimate | null }[];
  difference: Estimate | null;
  ratio: Estimate | null;
  draws: number;
  worlds: number;
  seed: string;
}

/** The row of one view; null where nothing is known of it yet. */
export function answerOf(bench: Workbench, view: string): Row | null {
  const written = bench.computed(view);
  const mine = bench.hasMoved(view);
  const live = bench.lives[view] ?? null;
  const from = (mine || !written) && live ? live : written;
  if (!from) return null;
  const readings = [bench.first, ...(bench.contrast ? [bench.contrast] : [])];
  const chances = readings.flatMap((reading) => {
    const estimate = from.chances[reading];
    return estimate ? [{ reading, estimate, was: mine ? (written?.chances[reading] ?? null) : null }] : [];
  });
  return { view, mine, chances, difference: from.difference, ratio: from.ratio, draws: from.draws, worlds: from.worlds, seed: bench.page.seed };
}

export function answersOf(bench: Workbench): Row[] {
  return bench.page.views.flatMap((view) => answerOf(bench, view.name) ?? []);
}

/** The answer under the present view, to be read aloud. */
export function summary(bench: Workbench): string {
  const row = answerOf(bench, bench.view);
  if (!row) return "";
  const conditional = bench.page.question.antecedent !== null;
  const chances = row.chances.map(({ reading, estimate }) => {
    const spread = interval(estimate);
    return `${readingInWords(reading, conditional)}: ${percent(estimate.value)}, ${likelihood(estimate.value)}${spread ? `, 90% interval ${spread}` : ""}`;
  });
  const difference = row.difference ? [`difference ${points(row.difference.value)}`] : [];
  return `${row.view}${row.mine ? " with your numbers" : ""}. ${[...chances, ...difference].join("; ")}.`;
}
