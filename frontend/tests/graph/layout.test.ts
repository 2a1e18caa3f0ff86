import { describe, expect, test } from "vitest";
import { overlap as meet, type Box, type Point } from "../../src/graph/curve";
import { laidOut, type Picture } from "../../src/graph/layout";
import { arrow, dot } from "../../src/graph/routes";
import { SIZE } from "../../src/graph/sizes";
import { estimated } from "../../src/graph/text";
import { argument, NAMES, random } from "./arguments";

const nobody = { antecedent: null, outcome: "" };
const pictures: [string, Picture][] = [
  ...NAMES.map((name): [string, Picture] => [name, laidOut(argument(name).pieces, argument(name).wanted)]),
  ...Array.from({ length: 60 }, (_, i): [string, Picture] => [`random ${i}`, laidOut(random(i), nobody)]),
];

const at = (p: Point, box: Box, slack = 0.6): boolean =>
  p.x >= box.x - slack && p.x <= box.x + box.width + slack && p.y >= box.y - slack && p.y <= box.y + box.height + slack;

/** Whether two things share more than an edge. */
const overlap = (a: Box, b: Box): boolean => meet({ x: a.x + 0.01, y: a.y + 0.01, width: a.width - 0.02, height: a.height - 0.02 }, b);

const within = (inner: Box, outer: Box): boolean => at(inner, outer) && at({ x: inner.x + inner.width, y: inner.y + inner.height }, outer);

describe.each(pictures)("%s", (_name, picture) => {
  const { blocks, decisions, lines } = picture;
  const nodes = [...blocks, ...decisions];

  test("nothing stands on anything else", () => {
    const clashes = nodes.flatMap((a, i) => nodes.slice(i + 1).filter((b) => overlap(a, b)).map((b) => [a.id, b.id]));
    expect(clashes).toEqual([]);
  });

  test("everything lies within the picture", () => {
    const whole = { x: picture.left, y: 0, width: picture.width, height: picture.height };
    expect(nodes.filter((n) => !within(n, whole)).map((n) => n.id)).toEqual([]);
    expect(lines.flatMap((l) => l.points).filter((p) => !at(p, whole))).toEqual([]);
  });

  test("causes stand at their event, none on another", () => {
    for (const block of blocks) {
      for (const port of block.ports) expect(within(port, block)).toBe(true);
      const clashes = block.ports.flatMap((a, i) => block.ports.slice(i + 1).filter((b) => overlap(a, b)));
      expect(clashes).toEqual([]);
      for (const port of block.ports) {
        const [from, tip] = arrow(port, block);
        expect(at(from!, block)).toBe(true);
        expect(at(tip!, block.card)).toBe(true);
      }
    }
  });

  test("every line begins at its source and ends at its cause", () => {
    for (const line of lines) {
      const source = nodes.find((n) => n.id === line.from)!;
      const [first, last] = [line.points[0]!, line.points[line.points.length - 1]!];
      expect(at(first, "card" in source ? source.card : source)).toBe(true);
      if (line.is === "taken") {
        expect(at(last, decisions.find((d) => d.choice === line.of)!)).toBe(true);
        continue;
      }
      const block = blocks.find((b) => b.event === line.event)!;
      const port = block.ports.find((p) => p.cause === line.of)!;
      const end = dot(port, block);
      expect(port.spontaneous ? { x: last.x <= end.x && last.x >= block.x, y: last.y } : last).toEqual(port.spontaneous ? { x: true, y: end.y } : end);
    }
  });

  test("lines that do not lead back lead down", () => {
    for (const line of lines.filter((l) => !l.back)) {
      const source = nodes.find((n) => n.id === line.from)!;
      const target = line.is === "taken" ? decisions.find((d) => d.choice === line.of)! : blocks.find((b) => b.event === line.event)!;
      expect(source.y + source.height).toBeLessThanOrEqual(target.y);
    }
  });

  test("lines run beside the cards that they pass, not across them", () => {
    const crossed = lines.flatMap((line) =>
      line.points.slice(1).flatMap((p, i) => {
        const before = line.points[i]!;
        if (p.x !== before.x) return [];
        const run = { x: p.x - 0.5, y: Math.min(p.y, before.y) + 1, width: 1, height: Math.abs(p.y - before.y) - 2 };
        return nodes.filter((n) => overlap(run, "card" in n ? n.card : n)).map((n) => `${line.from} to ${line.of} across ${n.id}`);
      }),
    );
    expect(crossed).toEqual([]);
  });

  test("words fit", () => {
    for (const block of blocks) {
      for (const words of block.lines) expect(estimated(words, SIZE.card.text)).toBeLessThanOrEqual(SIZE.card.width - 2 * SIZE.card.pad);
      for (const words of block.ports.flatMap((p) => p.lines)) expect(estimated(words, SIZE.stub.text)).toBeLessThanOrEqual(SIZE.stub.width);
      expect(block.lines.length).toBeLessThanOrEqual(SIZE.card.most);
    }
    for (const { cells } of decisions) {
      for (const cell of cells) for (const words of cell.lines) expect(estimated(words, SIZE.choice.text)).toBeLessThanOrEqual(cell.width);
    }
  });
});

test.each(NAMES)("the same argument is always laid out alike: %s", (name) => {
  const { pieces, wanted } = argument(name);
  expect(laidOut(structuredClone(pieces), wanted)).toEqual(laidOut(pieces, wanted));
});

test("the largest scenario fits into a column of 900 pixels with text of 11", () => {
  const { pieces, wanted } = argument("central-asia");
  const picture = laidOut(pieces, wanted);
  expect(picture.blocks).toHaveLength(14);
  expect((900 / picture.width) * SIZE.card.text).toBeGreaterThan(11);
});

test("what the question names is marked", () => {
  const { pieces, wanted } = argument("central-asia");
  const tags = laidOut(pieces, wanted).blocks.filter((b) => b.tag);
  expect(tags.map((b) => [b.event, b.tag])).toEqual([
    ["government_falls", "if"],
    ["russia_loses_central_asia", "then"],
  ]);
});

test("a cycle has one line that leads back, and the rest leads down", () => {
  const { pieces, wanted } = argument("standoff");
  const back = laidOut(pieces, wanted).lines.filter((l) => l.back && l.is === "trigger");
  expect(back.map((l) => [l.from, l.of])).toEqual([["event north_mobilises", "south_mobilises.in_answer"]]);
});

test("a cause of several triggers says how they join", () => {
  const { pieces, wanted } = argument("standoff");
  const war = laidOut(pieces, wanted).blocks.find((b) => b.event === "war")!;
  expect(Object.fromEntries(war.ports.map((p) => [p.cause, p.joint]))).toEqual({ "war.face_to_face": "all", "war.surprise": "any" });
});

test("there is a picture of a single event", () => {
  const pieces = { events: [{ name: "rain", says: "It rains." }], causes: [], choices: [], actors: [] } as unknown as Parameters<typeof laidOut>[0];
  const { blocks, lines } = laidOut(pieces, { antecedent: null, outcome: "rain" });
  expect([blocks.length, lines.length]).toEqual([1, 0]);
});
