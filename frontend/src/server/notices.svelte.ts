/**
 * What the page has to tell its reader beside the argument: that the file changed, does not read, or that the server is gone.
 *
 * Owns the list of what stands; a notice of one kind takes the place of an earlier one. Leaves words to `parts/Notices.svelte`.
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

export class Notices {
  list = $state.raw<Notice[]>([]);

  tell(notice: Notice): void {
    this.list = [...this.list.filter((n) => n.is !== notice.is), notice];
  }

  withdraw(is: Notice["is"]): void {
    if (this.list.some((n) => n.is === is)) this.list = this.list.filter((n) => n.is !== is);
  }
}
