/**
 * A view of the reader's as text for the scenario's file.
 *
 * Owns what a report, which cannot save, offers to copy. Leaves writing into a file, comments kept, to the server.
 */

import type { Workbench } from "../state/workbench.svelte";
import { brief, significant } from "../words/numbers";

const NAME = /^\p{L}[\p{L}\p{N}_-]*$/u;
const LONGEST = 80;
/** Words that have a meaning of their own in the file. */
const RESERVED = ["else", "about", "all", "any", "blocks", "rationality", "reasoned"];

/** What is wrong with a name for a new view; empty where nothing is. */
export function nameTrouble(name: string): string {
  if (name === "") return "A view needs a name.";
  if (!NAME.test(name) || [...name].length > LONGEST) return `A name is a letter followed by letters, digits, _ or -, at most ${LONGEST} characters.`;
  if (RESERVED.includes(name)) return `“${name}” has a meaning of its own in the file.`;
  return "";
}

export function isTaken(bench: Workbench, name: string): boolean {
  return bench.page.views.some((v) => v.name === name);
}

/** A moved number as the file writes it, with the timing of the view from which it was moved. */
export function writtenNumber(bench: Workbench, name: string): string {
  const assumption = bench.assumption(name);
  const value = bench.values[name] ?? NaN;
  if (assumption?.kind !== "chance") return significant(value, 3);
  const timing = bench.stated(name)?.timing ?? "";
  return `${significant(brief("chance", value) * 100, 6)}%${timing ? ` ${timing}` : ""}`;
}

/** A text as YAML writes it in one line, in double quotes wherever it could be read as something else. */
function quoted(text: string): string {
  return JSON.stringify(text.replace(/\s+/g, " ").trim());
}

/** The view as an entry under `views`. */
export function viewText(bench: Workbench, name: string, about: string): string {
  const lines = [`  ${name || "my_view"}:`];
  if (about.trim()) lines.push(`    about: ${quoted(about)}`);
  lines.push(`    else: ${bench.view}`);
  for (const assumption of Object.keys(bench.values)) lines.push(`    ${assumption}: ${writtenNumber(bench, assumption)}`);
  for (const [choice, option] of Object.entries(bench.chosen)) lines.push(`    ${choice}: ${option}`);
  return `${lines.join("\n")}\n`;
}
