/** What the page writes, against what the terminal writes of the same numbers; the page sets a true minus and an en dash. */

import { describe, expect, it } from "vitest";
import { dateAfter, dayAfter, monthAfter, yearsBetween } from "../../src/words/dates";
import { brief, interval, percent, plusMinus, points, thousands, times, valued, valuedRange } from "../../src/words/numbers";
import { chanceInWords, eventSays, likelihood, likelihoodParts, listed, readingInWords, unstopped, wordFor } from "../../src/words/words";
import { stubPage } from "../stub";
import vectors from "./vectors.json";

const set = (said: string): string => said.replaceAll("-", "−");

describe("as the terminal", () => {
  it.each(vectors.percent as [number, string][])("percent(%d) is %s", (p, said) => expect(percent(p)).toBe(said));
  it.each(vectors.points as [number, string][])("points(%d) is %s", (d, said) => expect(points(d)).toBe(set(said)));
  it.each(vectors.times as [number, string][])("times(%d) is %s", (r, said) => expect(times(r)).toBe(said));
  it.each(vectors.likelihood as [number, string][])("likelihood(%d) is %s", (p, said) => expect(likelihood(p)).toBe(said.replace(/(\d)-(\d)/, "$1–$2")));
  it.each(vectors.date_after as [string, number, string][])("%s and %d years is %s", (start, years, end) => expect(dateAfter(start, years)).toBe(end));
  it.each(vectors.years_between as [string, string, number][])("from %s to %s are %d years", (start, end, years) => expect(yearsBetween(start, end)).toBe(years));
  it.each(vectors.day_after as [string, number, string][])("%s and %d years is %s in words", (start, years, said) => expect(dayAfter(start, years)).toBe(said));
});

describe("numbers", () => {
  it("says an interval without its unit twice, and nothing of a point", () => {
    expect(interval({ low: 0.875, high: 0.945 })).toBe("88 to 94%");
    expect(interval({ low: -0.004, high: 0.028 }, "points")).toBe("−0.4 to +2.8");
    expect(interval({ low: 3.7, high: 7.2 }, "times")).toBe("3.7 to 7.2");
    expect(interval({ low: 0.5, high: 0.5 })).toBe("");
    expect(interval({ low: null, high: null })).toBe("");
    expect(interval(null)).toBe("");
  });

  it("says a standard error in points", () => {
    expect(plusMinus(0.00393)).toBe("±0.4 points");
    expect(plusMinus(0.0004)).toBe("±0.04 points");
    expect(plusMinus(null)).toBe("");
  });

  it("says the value of an assumption by its kind", () => {
    expect(valued("chance", 0.0235)).toBe("2.4%");
    expect(valued("ratio", 2.44949)).toBe("2.45");
    expect(valued("ratio", 0.31142)).toBe("0.31");
    expect(valued("weight", -8)).toBe("−8");
    expect(valuedRange("chance", 0.011, 0.1)).toBe("1.1 to 10%");
    expect(valuedRange("weight", -15, -5)).toBe("−15 to −5");
    expect(valuedRange("ratio", 1, 1)).toBe("1");
  });

  it("keeps numbers as short as a file writes them", () => {
    expect(brief("chance", 0.311421)).toBe(0.311);
    expect(brief("chance", 0.9774596)).toBe(0.9775);
    expect(brief("chance", 1)).toBe(1);
    expect(brief("chance", 0)).toBe(0);
    expect(brief("ratio", 2.449489)).toBe(2.45);
  });

  it("keeps thousands apart", () => expect([thousands(999), thousands(1_024_000)]).toEqual(["999", "1,024,000"]));
});

describe("words", () => {
  it("never says a word without its range", () => {
    for (let p = 0.01; p < 0.99; p += 0.01) {
      expect(likelihood(p)).toMatch(/^[a-z ]+ \(\d+–\d+%\)$/);
      expect(likelihoodParts(p).range).not.toBe("");
      expect(chanceInWords(p, percent(p))).toMatch(/^[a-z ]+ \(\d+–\d+%\), /);
    }
  });

  it("chooses the less extreme word on a boundary", () => expect([0.05, 0.2, 0.45, 0.55, 0.8, 0.95].map((p) => wordFor(p)?.word)).toEqual(
    ["very unlikely", "unlikely", "roughly even chance", "roughly even chance", "likely", "very likely"]));

  it("says what a chance is conditional on", () => {
    expect(readingInWords("left alone", false)).toBe("as things stand");
    expect(readingInWords("left alone", true)).toBe("left alone");
    expect(readingInWords("do not", true)).toBe("prevented");
  });

  it("says months of median dates", () => expect(monthAfter("2026-05-01", 4.9)).toBe("March 2031"));

  it("puts words in a row", () => expect([listed([]), listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"], "or")]).toEqual(["", "a", "a and b", "a, b or c"]));

  it("says events and options by their sentences", () => {
    expect(eventSays(stubPage(), "dam_breaks")).toBe("The dam breaks.");
    expect(eventSays(stubPage(), "council.repair")).toBe("It repairs the dam.");
    expect(eventSays(stubPage(), "un_known")).toBe("un known");
    expect(unstopped(" The dam\n breaks. ")).toBe("The dam breaks");
  });
});
