/**
 * Writes licences.txt beside the bundle: every package of which something is in it, with its licence, and the sources that are ours.
 *
 * Owns finding them by what was bundled, not by what was installed. A package without a licence's text stops the build.
 */

import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { normalizePath, type Plugin } from "vite";

interface Package {
  name: string;
  version: string;
  license: string;
}

/** What the packages' own licences leave out. */
const REMARKS: Record<string, string> = {
  "world-atlas": "The outlines of the world's states are drawn from Natural Earth (naturalearthdata.com), 1:110m, which is in the public domain.",
};

/** Code that the bundler adds of its own accord stands under names that are no files. */
const BUNDLERS = ["vite", "rolldown"];

const RULE = "=".repeat(80);

/** Two plugins that gather together: the worker is a bundle of its own within the page's. */
export function licences(folder: string): { page: Plugin; worker: Plugin } {
  const root = normalizePath(folder);
  const modules = new Set<string>();
  const gather = (bundle: Record<string, { type: string; moduleIds?: string[] }>): void => {
    for (const chunk of Object.values(bundle)) for (const id of chunk.moduleIds ?? []) modules.add(id.split("?")[0]!);
  };
  return {
    worker: { name: "ifso-licences-worker", generateBundle: (_options, bundle) => gather(bundle) },
    page: {
      name: "ifso-licences",
      generateBundle(_options, bundle) {
        gather(bundle);
        this.emitFile({ type: "asset", fileName: "licences.txt", source: text(root, [...modules]) });
      },
    },
  };
}

function text(root: string, modules: string[]): string {
  const folders = new Set(BUNDLERS.map((name) => join(root, "node_modules", name)));
  const ours = new Set<string>();
  for (const id of modules) {
    const inside = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id);
    if (inside) folders.add(inside[1]!);
    else if (id.startsWith(root)) ours.add(relative(root, id));
  }
  const packages = [...folders].map((folder) => [folder, JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Package] as const);
  packages.sort(([, a], [, b]) => (a.name < b.name ? -1 : 1));
  return [
    "The page of ifso: page.js and page.css.",
    `Under the Apache License 2.0, as ifso itself, from these sources in frontend/:\n${[...ours].sort().map((file) => `  ${file}\n`).join("")}`,
    `It holds code or data of these packages:\n${packages.map(([, p]) => `  ${p.name} ${p.version} (${p.license})\n`).join("")}`,
    ...packages.map(([folder, p]) => `${RULE}\n${p.name} ${p.version} (${p.license})\n${remark(p)}\n${licenceIn(folder)}\n`),
  ].join("\n");
}

function remark({ name }: Package): string {
  return REMARKS[name] ? `${REMARKS[name]}\n` : "";
}

function licenceIn(folder: string): string {
  const file = readdirSync(folder).find((name) => /^licen[cs]e(\.(md|txt))?$/i.test(name));
  if (!file) throw new Error(`${folder} has no text of a licence`);
  return readFileSync(join(folder, file), "utf8").split(/^# Licenses of bundled dependencies/m)[0]!.trim(); // Vite's own are in no page
}
