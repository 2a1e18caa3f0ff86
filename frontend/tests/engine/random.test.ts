/** The generator, elementary functions and draws against the Python engine's, and published answers. */

import { describe, expect, it } from "vitest";
import { latin } from "../../src/engine/draws";
import { hazardOf, log, spentChance } from "../../src/engine/elementary";
import { uniforms, wideOfHex, words } from "../../src/engine/philox";
import { normalQuantile, quantiles } from "../../src/engine/quantiles";
import vectors from "../vectors/random.json";
import { doubles } from "./reading";

function block(seed: string, stream: string, number: string): number[] {
  const out = new Int32Array(4);
  words(wideOfHex(seed), wideOfHex(stream), wideOfHex(number), out);
  return [...out].map((word) => word >>> 0);
}

describe("the generator", () => {
  it.each([
    // Random123's known answers: key, the high and the low half of the counter.
    ["0".repeat(16), "0".repeat(16), "0".repeat(16), [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]],
    ["f".repeat(16), "f".repeat(16), "f".repeat(16), [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd]],
    ["299f31d0a4093822", "0370734413198a2e", "85a308d3243f6a88", [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1]],
  ])("gives the published words of key %s", (seed, stream, number, answer) => {
    expect(block(seed, stream, number)).toEqual(answer);
  });

  it.each(vectors.blocks)("gives Python's words of seed $seed", ({ seed, stream, block: number, words: answer }) => {
    expect(block(seed, stream, number)).toEqual(answer);
  });

  it.each(vectors.streams)("gives worlds from $first on the numbers that Python gives them", ({ seed, stream, first, u }) => {
    const wanted = doubles(u);
    expect([...uniforms(wideOfHex(seed), wideOfHex(stream), first, wanted.length)]).toEqual([...wanted]);
  });

  it("gives a world the same number whichever world is asked for first", () => {
    const [seed, stream] = [wideOfHex("1"), wideOfHex("abc")];
    expect([...uniforms(seed, stream, 70, 90)]).toEqual([...uniforms(seed, stream, 0, 160).subarray(70)]);
  });
});

describe("elementary functions", () => {
  it.each([
    ["log", log],
    ["spentChance", spentChance],
    ["hazardOf", hazardOf],
  ] as const)("%s has the bits of Python's", (name, of) => {
    const [at, wanted] = vectors.elementary[name] as [string, string];
    expect([...doubles(at)].map(of)).toEqual([...doubles(wanted)]);
  });

  it("are near the browser's own", () => {
    for (const x of [1e-9, 0.1, 0.5, 0.99, 1, 3, 1e9]) expect(log(x)).toBeCloseTo(Math.log(x), 12);
    for (const y of [0, 1e-9, 0.3, 2, 50, 1000]) expect(spentChance(y)).toBeCloseTo(-Math.expm1(-y), 12);
  });
});

describe("draws", () => {
  it.each(vectors.draws.of)("of shape $shape are Python's", ({ shape, first, second, stream, values }) => {
    const found = quantiles(shape, first, second, latin(wideOfHex(vectors.draws.seed), wideOfHex(stream)));
    doubles(values).forEach((value, i) => expect(found[i * vectors.draws.every]! / value).toBeCloseTo(1, 11));
  });

  it("cover the distribution evenly", () => {
    const ranks = [...latin(wideOfHex("5"), wideOfHex("77"))].sort((a, b) => a - b);
    ranks.forEach((rank, i) => expect(Math.floor(rank * 1000)).toBe(i));
  });

  it("have the quantiles of the normal distribution", () => {
    expect(normalQuantile(0.5)).toBe(0);
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 14);
    expect(normalQuantile(1e-10)).toBeCloseTo(-6.361340902404056, 12);
  });
});
