// Changes to the lines of a sealed log, as stages of a forgery.

import type { JsonObject, JsonValue } from "../../shared/encoding/json.ts";
import { rechain } from "./forge.ts";
import type { Forgery, Line } from "./forge.ts";

export type LineEdit = (lines: string[]) => readonly Line[];

/** The checkpoint is made anew for the changed lines. */
export const lines = (change: LineEdit): Forgery => ({ lines: change });

/** The checkpoint was signed before the change. */
export const old = (change: LineEdit): Forgery => ({ lines: change, oldCheckpoint: true });

export const at =
  (i: number, from: string | RegExp, to: string) =>
  (list: readonly string[]): string[] =>
    list.with(i, list[i]!.replace(from, to));

/** Says of action i that it failed. */
export const lie = (i: number): ReturnType<typeof at> => at(i, '"outcome":"success"', '"outcome":"failure"');

/** Changes a field, or removes it, and chains what follows anew. */
export const field = (i: number, name: string, value: JsonValue | undefined): Forgery =>
  lines((list) => {
    const entry = JSON.parse(list[i]!) as JsonObject;
    if (value === undefined) Reflect.deleteProperty(entry, name);
    else entry[name] = value;
    return rechain(list.with(i, JSON.stringify(entry)), i + 1);
  });

/** Numbers and chains all lines anew. */
export const renumber = (list: readonly string[]): string[] =>
  rechain(
    list.map((line, i) => line.replace(/"seq":\d+/, `"seq":${i}`)),
    0,
  );
