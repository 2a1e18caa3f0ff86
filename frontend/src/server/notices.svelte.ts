/**
 * What the page has to tell its reader beside the argument: that the file changed, does not read, or that the server is gone.
 *
 * Owns the list of what stands; a notice of one kind takes the place of an earlier one, and of the file only the latest is true. Leaves words to
 * `parts/Notices.svelte`.
 */

/** A finding as `ifso check --json` gives it. */
export interface Finding {
  code: string;
  severity: string;
  message: string;
  hint: string;
  line: number;
  column: number;
  text: string;
}

export type Notice =
  | { is: "changed" }
  | { is: "broken"; findings: Finding[] }
  | { is: "lost" }
  | { is: "gone"; message: string }
  | { is: "saved"; view: string; line: number };

/** Notices that say how the file is: each makes those before it untrue. */
const OF_FILE: readonly Notice["is"][] = ["changed", "broken", "gone", "saved"];

export class Notices {
  list = $state.raw<Notice[]>([]);

  tell(notice: Notice): void {
    const stands = (n: Notice): boolean => n.is !== notice.is && !(OF_FILE.includes(n.is) && OF_FILE.includes(notice.is));
    this.list = [...this.list.filter(stands), notice];
  }

  withdraw(is: Notice["is"]): void {
    if (this.list.some((n) => n.is === is)) this.list = this.list.filter((n) => n.is !== is);
  }
}
