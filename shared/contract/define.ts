// How a call and an event of the contract are written down. Both ends are bound from these tables.

import * as z from "zod/mini";

// Compiled parsers need `new Function`, which the interface's content security policy forbids and reports.
z.config({ jitless: true });

export interface CallDefinition<
  I extends z.ZodMiniType = z.ZodMiniType,
  O extends z.ZodMiniType = z.ZodMiniType,
> {
  readonly input: I;
  readonly output: O;
}

/**
 * Long calls have a `task` in their input, an identifier that the caller makes: `task.progress` events carry it,
 * and `task.cancel` ends the work, whose reply then is `cancelled`.
 */
export function defineCall<I extends z.ZodMiniType, O extends z.ZodMiniType>(
  input: I,
  output: O,
): CallDefinition<I, O> {
  return { input, output };
}
