/** Requests one upon another: the latest wins, and what follows comes when the reader rests. */

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { LiveAnswer } from "../../src/engine/answer";
import { Engine } from "../../src/engine/client";
import type { Program } from "../../src/model/page";
import answers from "../vectors/answers.json";
import { stubPage } from "./stub";

vi.mock("../../src/engine/worker?worker&inline", async () => {
  const { Serving } = await import("../../src/engine/serving");
  return {
    program: () => {},
    default: class {
      onmessage: ((event: { data: unknown }) => void) | null = null;
      private readonly serving = new Serving((data) => setTimeout(() => this.onmessage?.({ data })));

      postMessage(ask: Parameters<typeof this.serving.ask>[0]): void {
        setTimeout(() => void this.serving.ask(ask));
      }

      terminate(): void {
        this.onmessage = null;
      }
    },
  };
});

const { program, question } = answers.at(-1) as unknown as { program: Program; question: never };

function engine(): { engine: Engine; told: LiveAnswer[]; failed: string[] } {
  const told: LiveAnswer[] = [];
  const failed: string[] = [];
  const made = new Engine(stubPage({ programs: { mine: program }, question }));
  made.onAnswer = (answer) => told.push(answer);
  made.onFailure = (message) => failed.push(message);
  return { engine: made, told, failed };
}

const [name] = program.assumptions as [string];
const request = (value: number) => ({ view: "mine", values: { [name]: value }, chosen: {} });

describe("the engine beside the page", () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
  afterEach(() => void vi.useRealTimers());

  it("answers the first and the last of requests that come at once, and settles the last", async () => {
    const { engine: made, told } = engine();
    for (const value of [0.1, 0.2, 0.3, 0.4]) made.ask(request(value));
    await vi.advanceTimersByTimeAsync(100);
    expect(told.map(({ values, settled }) => [values[name], settled])).toEqual([[0.1, false], [0.4, false]]);
    await vi.advanceTimersByTimeAsync(300);
    await vi.waitFor(() => expect(told.length).toBe(3));
    expect(told[2]).toMatchObject({ values: { [name]: 0.4 }, settled: true });
    made.stop();
  });

  it("says what went wrong, and answers again", async () => {
    const { engine: made, told, failed } = engine();
    made.ask({ view: "nobody", values: {}, chosen: {} });
    await vi.advanceTimersByTimeAsync(10);
    expect(failed).toEqual(["the numbers of the view nobody are not there yet"]);
    made.ask(request(0.5));
    await vi.advanceTimersByTimeAsync(10);
    expect(told.length).toBe(1);
    made.stop();
    made.ask(request(0.6));
    await vi.advanceTimersByTimeAsync(500);
    expect(told.length).toBe(1);
  });
});
