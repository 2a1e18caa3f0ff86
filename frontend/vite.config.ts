import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";
import { licences } from "./licences";
import { outlines } from "./outlines";
import { workerText } from "./worker-text";

const gathered = licences(process.cwd());

/**
 * One script and one style sheet, the same for the server's page, the report that stands alone and the notebook's widget. The engine's worker
 * is held inside the script, so that a report needs no second file.
 */
export default defineConfig({
  plugins: [svelte(), outlines(process.cwd()), workerText(), gathered.page],
  worker: { format: "iife", plugins: () => [gathered.worker] },
  build: {
    outDir: process.env["IFSO_BUNDLE"] ?? "../src/ifso/report/bundle",
    emptyOutDir: true,
    cssCodeSplit: false,
    modulePreload: false,
    assetsInlineLimit: 0,
    target: "es2022",
    cssTarget: ["chrome123", "firefox120", "safari17.5"], // since 2024: `light-dark()` stays as it is written
    rolldownOptions: {
      input: { page: "src/page.ts" },
      // What Svelte keeps for custom elements and for components of its earlier versions, of which there are none here.
      treeshake: { moduleSideEffects: (id) => !/svelte.src.(internal.client.dom.elements.custom-element|legacy.legacy-client)/.test(id) },
      preserveEntrySignatures: "exports-only", // a notebook's widget imports what the page exports
      output: { format: "es", entryFileNames: "[name].js", assetFileNames: "page[extname]", codeSplitting: false },
    },
  },
  test: { include: ["tests/**/*.test.ts"] },
} as Parameters<typeof defineConfig>[0]);
