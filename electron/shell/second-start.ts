// What a second start of the program passes on to the one that runs. Chromium reorders a command line, so the
// arguments are sent apart from it, as they were.

import * as z from "zod/mini";
import { parseArguments } from "./arguments.ts";
import type { StartArguments } from "./arguments.ts";

const startSchema = z.object({ args: z.array(z.string()), folder: z.string() });
export type SecondStart = z.infer<typeof startSchema>;

export function secondStart(argv: readonly string[], folder: string): SecondStart {
  return { args: argv.slice(1), folder };
}

/** From the `second-instance` event; where the data is not as it should be, from the command line itself. */
export function readSecondStart(
  data: unknown,
  argv: readonly string[],
  folder: string,
  own: readonly string[] = [],
): StartArguments {
  const parsed = startSchema.safeParse(data);
  return parsed.success
    ? parseArguments(parsed.data.args, parsed.data.folder, own)
    : parseArguments(argv.slice(1), folder, own);
}
