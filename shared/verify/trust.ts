// Reading the trust file.

import * as z from "zod/mini";
import { decodeUtf8, toHex } from "../encoding/bytes.ts";
import { parseJson } from "../encoding/json.ts";
import type { JsonValue } from "../encoding/json.ts";
import { firstIssue } from "../encoding/schema.ts";
import { isInstant } from "../encoding/time.ts";
import { formatVerifierKey, keyHint, parseVerifierKey } from "../encoding/vkey.ts";
import { Fault } from "../model/fault.ts";
import type { Digests } from "../model/platform.ts";
import { KEY_ROLES, KEY_STATUSES } from "../model/trust.ts";
import type { Trust, TrustedKey } from "../model/trust.ts";
import { checkPublicKey } from "./ed25519.ts";

export const trustFileSchema = z.strictObject({
  v: z.literal(1),
  threshold: z.int().check(z.gte(1, "a whole number from 1 on is expected")),
  keys: z.array(
    z.strictObject({
      vkey: z.string(),
      roles: z.array(z.enum(KEY_ROLES)).check(z.minLength(1, "at least one role is expected")),
      status: z.enum(KEY_STATUSES),
      statusAt: z.nullable(z.string().check(z.refine(isInstant, "an RFC 3339 time in UTC is expected"))),
    }),
  ),
});
export type TrustFile = z.infer<typeof trustFileSchema>;

/** @throws Fault `trust-syntax`, `trust-key`, `trust-duplicate`, `trust-standing`: a broken trust file is used for nothing. */
export function parseTrust(bytes: Uint8Array, digests: Digests): Trust {
  let value: JsonValue;
  try {
    value = parseJson(decodeUtf8(bytes));
  } catch (error) {
    throw new Fault(
      "trust-syntax",
      `it is not JSON: ${error instanceof Fault ? error.message : "not UTF-8"}`,
    );
  }
  const parsed = trustFileSchema.safeParse(value);
  if (!parsed.success) throw new Fault("trust-syntax", firstIssue(parsed.error));
  const keys = parsed.data.keys.map((entry, i) => readKey(entry, i, digests));
  checkTwins(keys);
  return { threshold: parsed.data.threshold, keys };
}

function readKey(entry: TrustFile["keys"][number], index: number, digests: Digests): TrustedKey {
  try {
    const key = parseVerifierKey(entry.vkey, digests);
    checkPublicKey(key.publicKey, key.name);
    const { roles, status, statusAt } = entry;
    return { ...key, hint: keyHint(key), vkey: formatVerifierKey(key), roles, status, statusAt };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    throw new Fault("trust-key", `key ${index + 1}: ${error.message}`);
  }
}

/** No key stands twice, and one secret under two names has one standing: what is lost is lost under both. */
function checkTwins(keys: readonly TrustedKey[]): void {
  const seen = new Map<string, { key: TrustedKey; number: number }>();
  for (const [i, key] of keys.entries()) {
    const id = toHex(key.publicKey);
    const twin = seen.get(id);
    seen.set(id, twin ?? { key, number: i + 1 });
    if (keys.findIndex(({ vkey }) => vkey === key.vkey) !== i) {
      throw new Fault("trust-duplicate", `key ${i + 1} stands twice: ${key.hint}`);
    }
    if (twin !== undefined && (twin.key.status !== key.status || twin.key.statusAt !== key.statusAt)) {
      const both = `keys ${twin.number} and ${i + 1} are one key under two names`;
      throw new Fault("trust-standing", `${both}, and differ in status or statusAt: make them the same`);
    }
  }
}
