import { expect, it } from "vitest";
import { dateSteps, nearestStep, yearMarks } from "../../src/figures/calendar";

it.each([
  [12, [2027, 2028, 2029, 2030, 2031, 2032, 2033, 2034, 2035, 2036]],
  [6, [2028, 2030, 2032, 2034, 2036]],
  [3, [2030, 2035]],
])("names at most %d years", (most, years) => expect(yearMarks("2026-05-01", "2036-05-01", most).map((m) => m.year)).toEqual(years));

it("names the year that begins with the scenario", () =>
  expect(yearMarks("2026-01-01", "2028-01-01", 9)).toEqual([
    { time: 0, year: 2026 },
    { time: 1, year: 2027 },
    { time: 2, year: 2028 },
  ]));

it("stands in the year where its first day is", () => expect(yearMarks("2026-05-01", "2036-05-01", 12)[0].time).toBeCloseTo(245 / 365, 12));

it("goes by months from the start to the question's date", () => {
  const steps = dateSteps("2026-05-31", "2028-06-15");
  expect(steps.slice(0, 3).map((s) => s.date)).toEqual(["2026-05-31", "2026-06-30", "2026-07-31"]);
  expect(steps.at(-1)).toEqual({ date: "2028-06-15", time: expect.closeTo(2 + 15 / 365, 9) });
  expect(steps).toHaveLength(26);
  expect(nearestStep(steps, 1)).toBe(12);
});

it("goes by weeks where there are less than two years", () => {
  const steps = dateSteps("2026-01-01", "2026-02-01");
  expect(steps.map((s) => s.date)).toEqual(["2026-01-01", "2026-01-08", "2026-01-15", "2026-01-22", "2026-01-29", "2026-02-01"]);
});
