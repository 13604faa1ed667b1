// The worker of a case whose first verification answers no call that asks for files.

import { parentPort, workerData } from "node:worker_threads";
import type { ToWorker, WorkerSetup } from "../../../electron/cases/protocol.ts";

const first = (workerData as WorkerSetup).viewPrefix === "1";
const port = parentPort!;
const listen = port.on.bind(port);
port.on = ((event: string, listener: (value: unknown) => void) =>
  listen(event, (message: unknown) => {
    const { kind, ...rest } = message as ToWorker;
    if (!(first && kind === "call" && "name" in rest && rest.name === "files.list")) listener(message);
  })) as typeof port.on;
await import("../../../electron/cases/case-worker.ts");
