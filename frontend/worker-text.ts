/**
 * Lets the page run the program of its inlined worker by itself, where no worker can start.
 *
 * Owns turning the text that Vite holds into a function, which the page can call, and from which the worker gets its text: so it is held once, and needs no leave to evaluate text. Where
 * Vite comes to write its module otherwise, the build fails for want of the export.
 */

import type { Plugin } from "vite";

const TEXT = /^const jsContent = (".*");$/m;

export function workerText(): Plugin {
  return {
    name: "ifso-worker-text",
    enforce: "post",
    transform: (code, id) => (id.endsWith("?worker&inline") ? code.replace(TEXT, (_, text: string) => asFunction(JSON.parse(text) as string)) : null),
  };
}

function asFunction(program: string): string {
  return `export const program = function (self) {\n${program}\n};\nconst jsContent = "(" + program + ")(self)";`;
}
