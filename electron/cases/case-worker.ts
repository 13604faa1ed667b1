// The worker thread of a case: everything heavy about one bundle happens here.

import { parentPort, workerData } from "node:worker_threads";
import { CaseWork } from "./case-work.ts";
import type { ToWorker, WorkerSetup } from "./protocol.ts";

const port = parentPort!;
const work = new CaseWork(workerData as WorkerSetup, (message) => port.postMessage(message));
const ended = new Promise<void>((resolve) => {
  work.signal.addEventListener("abort", () => resolve());
});

port.on("message", (message: ToWorker) => work.take(message));

if (await work.run()) await ended;
await work.close();
port.close();
