import { expect, it } from "vitest";
import { afterwards, indicators, mostBits, sparkline } from "../../src/figures/watching";
import type { WatchReading, WatchedEvent } from "../../src/model/page";

function watched(event: string, bits: number[], more: Partial<WatchedEvent> = {}): WatchedEvent {
  const dates = bits.map((b, i) => ({ date: `203${i}-01-01`, bits: b, error: 0, above_noise: b > 0.01, chance: 0.5, if_so: 0.9, if_not: 0.1, if_so_error: 0, if_not_error: 0 }));
  return { event, event_says: "", indicator: true, hidden: false, before_outcome: 0.9, best: dates[dates.length - 1].date, says: null, dates, ...more };
}

const READING = {
  events: [watched("a", [0, 0.1]), watched("b", [0.1, 0.3]), watched("secret", [0, 0.9], { hidden: true }), watched("trace", [0, 0.4], { indicator: false, before_outcome: 0.2 }), watched("noise", [0, 0], { indicator: false, before_outcome: 0.2 })],
} as unknown as WatchReading;

it("lists what tells before the outcome, what tells most first", () => expect(indicators(READING).map((i) => i.event.event)).toEqual(["b", "a"]));

it("names what comes mostly after it", () => expect(afterwards(READING).map((e) => e.event)).toEqual(["trace"]));

it("draws all bits on one scale", () => {
  const listed = indicators(READING);
  expect(mostBits(listed)).toBe(0.3);
  expect(sparkline(listed[1].event.dates, 0.3, 90, 30)).toEqual([
    { x: 0, y: 30, date: "2030-01-01" },
    { x: 90, y: expect.closeTo(20, 9), date: "2031-01-01" },
  ]);
});
