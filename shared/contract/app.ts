// Calls about the program itself: what it is, its settings, native dialogs, long work.

import * as z from "zod/mini";
import { defineCall } from "./define.ts";
import { hostPathSchema, nothingSchema, taskIdSchema } from "./values.ts";

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

/** What this host can do; the interface offers nothing else. */
export const capabilitiesSchema = z.strictObject({
  /** Native open dialog: `pick.bundle`. */
  pickBundle: z.boolean(),
  /** Native save dialog: `save.text`. Where there is none the interface downloads. */
  saveText: z.boolean(),
  /** `window.new`. */
  newWindow: z.boolean(),
  /** Dropped files have a path on this machine (Transport.pathOf). */
  paths: z.boolean(),
  /** Files are sent to the host (Transport.upload). */
  upload: z.boolean(),
});
export type Capabilities = z.infer<typeof capabilitiesSchema>;

export const appInfoSchema = z.strictObject({
  name: z.string(),
  version: z.string(),
  host: z.enum(["desktop", "web", "memory"]),
  /** Node's process.platform: decides between Ctrl and Cmd. */
  platform: z.string(),
  /** Name and version of what it runs on, in the order to show: node, and in the desktop app electron and chrome. */
  versions: z.array(z.strictObject({ name: z.string(), version: z.string() })),
  capabilities: capabilitiesSchema,
  /** Where the program writes what went wrong; null where it cannot. */
  logPath: z.nullable(z.string()),
});
export type AppInfo = z.infer<typeof appInfoSchema>;

export const settingsSchema = z.strictObject({ theme: z.enum(THEMES) });
export type Settings = z.infer<typeof settingsSchema>;

export const appCalls = {
  "app.info": defineCall(nothingSchema, appInfoSchema),
  "settings.get": defineCall(nothingSchema, settingsSchema),
  "settings.set": defineCall(settingsSchema, settingsSchema),
  /** Ends long work; says whether there was any. */
  "task.cancel": defineCall(
    z.strictObject({ task: taskIdSchema }),
    z.strictObject({ cancelled: z.boolean() }),
  ),
  /** Native dialog; none chosen is an empty list. */
  "pick.bundle": defineCall(nothingSchema, z.strictObject({ paths: z.array(hostPathSchema) })),
  /** Native dialog, then written in one step; null where the user changed their mind. */
  "save.text": defineCall(
    z.strictObject({
      suggestedName: z.string().check(z.minLength(1), z.maxLength(200), z.regex(/^[\w .()-]+$/)),
      text: z.string(),
    }),
    z.strictObject({ path: z.nullable(hostPathSchema) }),
  ),
  "window.new": defineCall(nothingSchema, nothingSchema),
};
