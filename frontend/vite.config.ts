import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

/**
 * One script and one style sheet, the same for the server's page, the report that stands alone and the notebook's widget. The engine's worker
 * is held inside the script, so that a report needs no second file.
 */
export default defineConfig({
  plugins: [svelte()],
  worker: { format: "iife" },
  build: {
    outDir: process.env["IFSO_BUNDLE"] ?? "../src/ifso/report/bundle",
    emptyOutDir: true,
    cssCodeSplit: false,
    modulePreload: false,
    assetsInlineLimit: 0,
    target: "es2022",
    lib: { entry: "src/page.ts", formats: ["es"], fileName: () => "page.js", cssFileName: "page" },
  },
  test: { include: ["tests/**/*.test.ts"] },
} as Parameters<typeof defineConfig>[0]);
