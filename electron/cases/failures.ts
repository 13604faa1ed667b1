// Errors as they cross the contract: one code, one sentence.

import type { ContractError, ErrorCode } from "../../shared/contract/reply.ts";
import { CallError } from "../../shared/contract/reply.ts";
import { Fault } from "../../shared/model/fault.ts";
import { explain } from "../platform/explain.ts";

export function callError(code: ErrorCode, message: string, fault?: string): CallError {
  return new CallError({ code, message, ...(fault === undefined ? {} : { fault }) });
}

export function cancelled(): CallError {
  return callError("cancelled", "The work was cancelled.");
}

/** Anything that was thrown, as data; what nobody foresaw is a fault of this program. */
export function asContractError(error: unknown): ContractError {
  if (error instanceof CallError) {
    const { code, message, fault } = error;
    return { code, message, ...(fault === undefined ? {} : { fault }) };
  }
  if (error instanceof Fault) return { code: "file-unreadable", message: error.message, fault: error.code };
  return { code: "internal", message: `A fault of this program: ${explain(error)}` };
}
