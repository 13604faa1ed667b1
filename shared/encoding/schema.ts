// Schemas check the shape of data from outside; their findings are told to people in one sentence.

import * as z from "zod/mini";

// The small build of zod comes without words. Jitless: no code is made from schemas at run time, which a strict
// content security policy would refuse.
z.config({ ...z.locales.en(), jitless: true });

/** The first thing that is wrong, with its place: one sentence for people. */
export function firstIssue(error: z.core.$ZodError): string {
  const issue = error.issues[0];
  if (issue === undefined) return "it does not fit its schema";
  const where = issue.path.length === 0 ? "at its top" : `at ${issue.path.map(String).join(".")}`;
  return `${where}: ${issue.message}`;
}
