// An HTTP answer of the host as a reply of the contract.

import { contractErrorSchema, failure } from "../../../shared/contract/reply.ts";
import type { Reply } from "../../../shared/contract/reply.ts";

export const DISCONNECTED = failure(
  "disconnected",
  "the host cannot be reached: look whether 'inquest serve' is still running",
);
export const CANCELLED = failure("cancelled", "it was cancelled");
const UNAUTHORISED = failure(
  "unauthorised",
  "this page has no session with the host: open the address that 'inquest serve' printed",
);

/** Whatever came back, as a reply; what is no reply is one of an internal error. */
export function replyOf(status: number, body: string): Reply<unknown> {
  if (status === 401) return UNAUTHORISED;
  const value = parsed(body);
  if (typeof value === "object" && value !== null && "ok" in value) {
    if (value.ok === true) return { ok: true, value: "value" in value ? value.value : undefined };
    const error = contractErrorSchema.safeParse("error" in value ? value.error : undefined);
    if (error.success) return { ok: false, error: error.data };
  }
  if (status === 413) return failure("bad-argument", "that is more than the host takes in one call");
  return failure("internal", `the host gave no answer that can be read (status ${status})`);
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return null;
  }
}
