/** The order of sliders. */

import { expect, test } from "vitest";
import { arranged } from "../../src/parts/assumptions";
import type { Assumption } from "../../src/model/page";

test("an order that is held stands, and what is new comes last", () => {
  const named = (...names: string[]) => names.map((name) => ({ name }) as Assumption);
  expect(arranged(named("a", "b", "new", "c", "newer"), ["c", "gone", "a", "b"]).map((one) => one.name)).toEqual(["c", "a", "b", "new", "newer"]);
});
