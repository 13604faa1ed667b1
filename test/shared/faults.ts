// What a call throws, for tests that look at a fault's code and words.

import { expect } from "vitest";
import { Fault } from "../../shared/model/fault.ts";

/** The fault that `call` throws; the test fails where it throws something else or nothing. */
export function faultOf(call: () => unknown): Fault {
  let thrown: unknown = null;
  try {
    call();
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(Fault);
  return thrown as Fault;
}

export function codeOf(call: () => unknown): string {
  return faultOf(call).code;
}

/** The same for a promise. */
export async function rejection(promise: Promise<unknown>): Promise<Fault> {
  const thrown = await promise.then(
    () => null,
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(Fault);
  return thrown as Fault;
}
