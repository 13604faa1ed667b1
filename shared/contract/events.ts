// What a host tells without being asked.

import * as z from "zod/mini";
import { settingsSchema } from "./app.ts";
import { caseIdSchema, countSchema, taskIdSchema } from "./values.ts";

/** Commands of the native menu; the interface's own table of commands has each of them. */
export const MENU_COMMANDS = [
  "case.open-dialog",
  "case.close",
  "case.verify",
  "export.verification",
  "go.start",
  "go.verification",
  "go.records",
  "go.trust",
  "help.keys",
  "help.about",
  "palette",
] as const;
export type MenuCommand = (typeof MENU_COMMANDS)[number];

export const eventSchema = z.discriminatedUnion("event", [
  z.strictObject({
    event: z.literal("task.progress"),
    task: taskIdSchema,
    /** What is done now, in a word or two: "Verifying". */
    label: z.string(),
    /** Bytes. */
    done: countSchema,
    total: countSchema,
    /** Bytes a second over the last moments, and seconds left; null while that cannot be said. */
    rate: z.nullable(z.number()),
    secondsLeft: z.nullable(z.number()),
  }),
  /** A case was opened from outside the page: command line, double click, a second start. */
  z.strictObject({ event: z.literal("case.opened"), case: caseIdSchema }),
  /** Something of the case is other than `case.get` said before. */
  z.strictObject({ event: z.literal("case.changed"), case: caseIdSchema }),
  z.strictObject({ event: z.literal("case.closed"), case: caseIdSchema }),
  z.strictObject({ event: z.literal("trust.changed") }),
  z.strictObject({ event: z.literal("settings.changed"), settings: settingsSchema }),
  z.strictObject({ event: z.literal("menu.command"), command: z.enum(MENU_COMMANDS) }),
  /** Something to say that no call asked for, such as a file that could not be opened. */
  z.strictObject({
    event: z.literal("notice"),
    level: z.enum(["info", "warning", "error"]),
    message: z.string(),
  }),
]);
export type ContractEvent = z.infer<typeof eventSchema>;
export type EventName = ContractEvent["event"];
export type EventOf<N extends EventName> = Extract<ContractEvent, { event: N }>;
