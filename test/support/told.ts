// What a verdict says, as one line that a test can hold whole: the word, and what stands in the way, as
// `check.id:code`. Behind VALID stand the gaps that it names.

import { expect, it } from "vitest";
import { verifyBundle } from "../../electron/bundle/verify.ts";
import type { VerifyOptions } from "../../electron/bundle/verify.ts";
import type { LoadedTrust } from "../../electron/trust/trust-file.ts";
import type { JsonObject, JsonValue } from "../../shared/encoding/json.ts";
import type { Verdict } from "../../shared/model/verdict.ts";
import { forge } from "./forge.ts";
import type { Edit, Forgery } from "./forge.ts";
import { TRUST } from "./keys.ts";
import { scratchFile } from "./scratch.ts";

/** Codes of checks that were not reached because another one failed or could not be made. */
const FOLLOWS = ["not-reached", "statement-unverified", "extract-unproven", "log-not-sequential"];

export function tell({ verdict, checks }: Verdict): string {
  const failed = checks.filter(({ result }) => result === "fail");
  const open = checks.filter(({ result, code }) => result === "not-checked" && !FOLLOWS.includes(code));
  const list =
    verdict === "INVALID" ? failed : open.filter(({ required }) => required === (verdict !== "VALID"));
  return [verdict, ...list.map(({ id, code }) => `${id}:${code}`)].join(" ");
}

export async function judgeBytes(
  bytes: Uint8Array,
  trust: LoadedTrust = TRUST,
  options: VerifyOptions = {},
): Promise<Verdict> {
  return verifyBundle(scratchFile("judged.inqb", bytes), trust, options);
}

/** Forges a bundle, verifies it, and says what came of it. */
export async function told(how: Forgery, trust: LoadedTrust = TRUST): Promise<string> {
  return tell(await judgeBytes(await forge(how), trust));
}

/** An edit that sets what a dotted path names, or removes it where the value is undefined. */
export function set(path: string, value: JsonValue | undefined): Edit {
  return (root) => {
    const keys = path.split(".");
    const last = keys.pop()!;
    let at = root;
    for (const key of keys) at = at[key] as JsonObject;
    if (value === undefined) Reflect.deleteProperty(at, last);
    else at[last] = value;
  };
}

/** One attack: what it does in words, how, what must come of it, and who is trusted. */
export type Attack = readonly [name: string, how: Forgery, expected: string, trust?: LoadedTrust];

/** One named test an attack. */
export function attacks(rows: readonly Attack[]): void {
  for (const [name, how, expected, trust] of rows) {
    it(name, async () => {
      expect(await told(how, trust)).toBe(expected);
    });
  }
}
