// Binds the contract's calls to what answers them: input is parsed, and whatever goes wrong is a reply.

import { CALLS, isCallName } from "../../shared/contract/calls.ts";
import type { CallName } from "../../shared/contract/calls.ts";
import { failure, success } from "../../shared/contract/reply.ts";
import type { Reply } from "../../shared/contract/reply.ts";
import { firstIssue } from "../../shared/encoding/schema.ts";
import type { AppLog } from "./app-log.ts";
import { errorOf, isLogged } from "./errors.ts";
import type { Handlers, Native } from "./types.ts";

type Answer = (input: unknown, client: string) => unknown;

/** A call as `Host.call` makes it: never rejects. Handlers run at once, up to their first wait. */
export function dispatcher(
  handlers: Handlers,
  native: Native,
  log: AppLog,
): (name: string, input: unknown, client: string) => Promise<Reply<unknown>> {
  const answers = new Map<string, Answer>(
    [...Object.entries(handlers), ...Object.entries(native)].map(([name, answer]) => [
      name,
      answer as Answer,
    ]),
  );
  return async (name, input, client) => {
    // A page may send what it likes, names included.
    if (typeof name !== "string" || !isCallName(name)) {
      const shown = typeof name === "string" ? JSON.stringify(name.slice(0, 100)) : "of that kind";
      return failure("unknown-call", `There is no call ${shown}.`);
    }
    try {
      const parsed = parse(name, input);
      if (!parsed.ok) return parsed;
      const answer = answers.get(name);
      if (answer === undefined) return failure("not-here", `This host cannot do ${name}.`);
      return success(await answer(parsed.value, client));
    } catch (error) {
      const { code, message, fault } = errorOf(error);
      if (isLogged(code)) {
        const stack = code === "internal" && error instanceof Error ? error.stack : undefined;
        log.write("error", message, { call: name, code, fault, stack });
      }
      return failure(code, message, fault);
    }
  };
}

function parse(name: CallName, input: unknown): Reply<unknown> {
  const parsed = CALLS[name].input.safeParse(input);
  if (parsed.success) return success(parsed.data);
  return failure("bad-argument", `What ${name} was given does not fit: ${firstIssue(parsed.error)}.`);
}
