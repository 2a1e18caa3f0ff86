/**
 * Lets the page read the program of its inlined worker as text.
 *
 * Owns one word, and leaves out those that the bundler has read: Vite holds the text in a constant of the module that it writes, which is exported here. Where Vite comes to name it otherwise,
 * the build fails for want of the export.
 */

import type { Plugin } from "vite";

/** A word to bundlers, which are done with the text. */
const ASIDE = "/* @__PURE__ */ ";

export function workerText(): Plugin {
  return {
    name: "ifso-worker-text",
    enforce: "post",
    transform: (code, id) => (id.endsWith("?worker&inline") ? code.replace(/^const jsContent =/m, "export const jsContent =").replaceAll(ASIDE, " ") : null),
  };
}
