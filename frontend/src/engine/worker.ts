/** The engine in a worker: what comes in is handed to `serving.ts`, and what it tells is sent back. */

import { type Ask, Serving } from "./serving";

const scope = self as unknown as DedicatedWorkerGlobalScope;
const serving = new Serving((told) => scope.postMessage(told));
scope.onmessage = (event: MessageEvent<Ask>) => void serving.ask(event.data);
