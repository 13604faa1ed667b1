// The whole contract: every call that the interface may make of a host.

import type * as z from "zod/mini";
import { appCalls } from "./app.ts";
import { caseCalls } from "./cases.ts";
import { recordCalls } from "./records.ts";
import { trustCalls } from "./trust.ts";

export const CALLS = { ...appCalls, ...caseCalls, ...recordCalls, ...trustCalls };

export type CallName = keyof typeof CALLS;
export type Input<N extends CallName> = z.infer<(typeof CALLS)[N]["input"]>;
export type Output<N extends CallName> = z.infer<(typeof CALLS)[N]["output"]>;
/** The calls that report progress and can be cancelled. */
export type LongCallName = { [N in CallName]: Input<N> extends { task: string } ? N : never }[Exclude<
  CallName,
  "task.cancel"
>];

export function isCallName(name: string): name is CallName {
  return Object.hasOwn(CALLS, name);
}
