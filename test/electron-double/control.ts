// What a test asks of a program on the stand-in, over the channel of the process that forked it.

import { runInThisContext } from "node:vm";
import { app } from "./app.ts";
import { endpoint } from "./chromium.ts";
import { BrowserWindow } from "./browser-window.ts";
import electron from "./module.ts";

export type Question =
  | { readonly id: number; readonly kind: "evaluate"; readonly source: string; readonly arg: unknown }
  | { readonly id: number; readonly kind: "windows" };
export type Told =
  | { readonly kind: "endpoint"; readonly endpoint: string }
  | { readonly kind: "answer"; readonly id: number; readonly ok: boolean; readonly value: unknown };

export async function control(): Promise<void> {
  if (process.send === undefined) return;
  process.on("message", (question: Question) => void answer(question));
  // A program must not outlive the test that started it.
  process.on("disconnect", () => app.exit(0));
  tell({ kind: "endpoint", endpoint: endpoint() });
}

async function answer(question: Question): Promise<void> {
  const { id } = question;
  try {
    tell({ kind: "answer", id, ok: true, value: await run(question) });
  } catch (error) {
    tell({
      kind: "answer",
      id,
      ok: false,
      value: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
  }
}

async function run(question: Question): Promise<unknown> {
  if (question.kind === "evaluate") {
    const evaluate = runInThisContext(`(${question.source})`) as (module: unknown, arg: unknown) => unknown;
    return await evaluate(electron, question.arg);
  }
  // Windows in the order in which they were made, by the names that Chromium has for their pages.
  const windows = BrowserWindow.getAllWindows();
  await Promise.all(windows.map((window) => window.webContents.made));
  return windows.map((window) => window.webContents.targetId);
}

function tell(message: Told): void {
  if (process.connected) process.send?.(message);
}
