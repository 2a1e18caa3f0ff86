/**
 * Keeping what the reader has moved while a served page is loaded again, where the browser lets a page remember anything.
 *
 * Owns the place in the session's storage. Leaves what of it still fits the page to the workbench.
 */

import type { Page } from "../model/page";
import type { Moved, Workbench } from "./workbench.svelte";

function key(page: Page): string {
  return `ifso-moved ${page.scenario.name} ${page.question.name}`;
}

export function remembered(page: Page): Record<string, Moved> {
  try {
    return JSON.parse(sessionStorage.getItem(key(page)) ?? "{}") as Record<string, Moved>;
  } catch {
    return {};
  }
}

/** Keep what stands there when the page is left. */
export function remember(bench: Workbench): void {
  addEventListener("pagehide", () => {
    try {
      sessionStorage.setItem(key(bench.page), JSON.stringify(bench.moved));
    } catch {
      // What cannot be remembered is lost when the page is closed, as with any page.
    }
  });
}
