import { expect, it } from "vitest";
import { withRange } from "../../src/words/written";

it.each([
  ["almost certain within 2 years", "almost certain (95–99%) within 2 years"],
  ["very unlikely within 5 years", "very unlikely (5–20%) within 5 years"],
  ["highly improbable per decade", "highly improbable (5–20%) per decade"],
  ["roughly even chance", "roughly even chance (45–55%)"],
  ["5% to 20% within 5 years", "5% to 20% within 5 years"],
  ["likely (55–80%)", "likely (55–80%)"],
])("%s", (written, read) => expect(withRange(written)).toBe(read));
