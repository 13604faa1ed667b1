// The worker of a case that dies when it is asked for a position.

import { parentPort } from "node:worker_threads";

parentPort!.on("message", (message: { readonly name?: string }) => {
  if (message.name === "records.position") throw new Error("struck by the test");
});
await import("../../../electron/cases/case-worker.ts");
