import { expect, test } from "vitest";
import { Notices } from "../../src/server/notices.svelte";

const is = (notices: Notices) => notices.list.map((n) => n.is);

test("of the file only the latest notice stands, and others stand beside it", () => {
  const notices = new Notices();
  notices.tell({ is: "lost" });
  notices.tell({ is: "changed" });
  notices.tell({ is: "broken", findings: [] });
  expect(is(notices)).toEqual(["lost", "broken"]);
  notices.tell({ is: "gone", message: "" });
  notices.tell({ is: "saved", view: "mine", line: 3 });
  notices.tell({ is: "changed" });
  expect(is(notices)).toEqual(["lost", "changed"]);
});

test("a notice takes the place of one of its kind, and can be withdrawn", () => {
  const notices = new Notices();
  notices.tell({ is: "saved", view: "mine", line: 3 });
  notices.tell({ is: "saved", view: "theirs", line: 5 });
  expect(notices.list).toEqual([{ is: "saved", view: "theirs", line: 5 }]);
  notices.withdraw("saved");
  notices.withdraw("lost");
  expect(is(notices)).toEqual([]);
});
