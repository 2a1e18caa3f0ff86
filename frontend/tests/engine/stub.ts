/** A page of which nothing matters but what the engine reads. */

import type { Page } from "../../src/model/page";

export function stubPage(of: Partial<Page>): Page {
  return { choices: [], interests: [], views: [], programs: {}, ...of } as unknown as Page;
}
