// What tests of the shell ask of the application on the stand-in.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright";
import { expect } from "vitest";
import type { Bridge } from "../../../shared/contract/transport.ts";
import type { Reply } from "../../../shared/contract/reply.ts";
import type { invoke } from "../../electron-double/ipc-main.ts";
import type { DoubleState } from "../../electron-double/state.ts";
import type { encode } from "../../electron-double/wire.ts";
import type { StandIn } from "../../e2e/hosts/stand-in.ts";

/** Electron's module as the stand-in gives it. */
export type Double = typeof import("electron") & {
  readonly double: {
    readonly state: DoubleState;
    readonly invoke: typeof invoke;
    readonly encode: typeof encode;
  };
};
export type InquestWindow = typeof globalThis & { readonly inquest: Bridge };

/** A copy of what the stand-in has noted. */
export function stateOf(app: StandIn): Promise<DoubleState> {
  return app.evaluate(
    (electron) => JSON.parse(JSON.stringify((electron as Double).double.state)) as DoubleState,
  );
}

/** Makes a call from the page. */
export function call(page: Page, name: string, input: unknown = {}): Promise<Reply<unknown>> {
  return page.evaluate(([name, input]) => (globalThis as InquestWindow).inquest.call(name, input), [
    name,
    input,
  ] as const);
}

/** Waits until the shell's log says that this was refused. */
export async function isRefused(home: string, what: string): Promise<void> {
  await expect.poll(() => refusals(home), { timeout: 10_000 }).toContain(`Refused ${what}.`);
}

export function refusals(home: string): string[] {
  try {
    const lines = readFileSync(join(home, "state/desktop.log"), "utf8").trim().split("\n");
    return lines
      .filter((line) => line !== "")
      .map((line) => (JSON.parse(line) as { message: string }).message);
  } catch {
    return [];
  }
}
