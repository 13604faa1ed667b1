// Schemas check the shape of data from outside; their findings are told to people in one sentence.

import type * as z from "zod";

/** The first thing that is wrong, with its place: one sentence for people. */
export function firstIssue(error: z.ZodError): string {
  const issue = error.issues[0];
  if (issue === undefined) return "it does not fit its schema";
  const where = issue.path.length === 0 ? "at its top" : `at ${issue.path.map(String).join(".")}`;
  return `${where}: ${issue.message}`;
}
