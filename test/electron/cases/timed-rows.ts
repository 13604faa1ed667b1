// Fills a store with rows whose request ids take a megabyte each, and reads them for the clocks.

import { parentPort, workerData } from "node:worker_threads";
import { NO_COLUMNS } from "../../../electron/cases/entry-columns.ts";
import { RowStore } from "../../../electron/cases/row-store.ts";

const { rows, bytes } = workerData as { rows: number; bytes: number };
const store = RowStore.create(null);
const place = { offset: 0, length: 1, sha256: Buffer.alloc(32), bytes: null };
for (let line = 1; line <= rows; line += 1) store.add(line, place, NO_COLUMNS, "x".repeat(bytes));
let read = 0;
store.timed(1, rows, ({ timed }) => {
  read += timed!.length;
});
store.close();
parentPort!.postMessage(read);
